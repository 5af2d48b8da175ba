import { describe, expect, test } from '@jest/globals';
import { warningsOf } from '../../libs/lifecycle/check/check-definition.js';
import { definitionSchema } from '../../libs/lifecycle/definition/definition.js';
import { GUARDS } from '../../libs/lifecycle/vocabulary/guards/registry.js';
import { compileProgramme, hashesOf, rulesPart } from '../../libs/lifecycle/definition/compile-programme.js';
import { check } from './check/finds.js';
import { planted } from './check/plant.js';
import { toy, toyNext } from './programme.js';
import { Vocabulary } from './words.js';

const EDITIONS = [toy, toyNext];

/** Reasons are the closed list of rejections, which `messages.spec.ts` judges. */
const REASONS = /^holds@1\.reason=/;
/** Every kind of field takes these two; that text has them is enough. */
const OF_ALL_FIELDS = /\.fields\[\]<(?!text>)\w+>\.(?:required|personal)$/;

function unusedBy(definitions: readonly unknown[]): string[] {
  const words = new Vocabulary();
  words.learn(definitionSchema, '');
  for (const [name, guard] of Object.entries(GUARDS)) words.learn(guard.parameters, name);
  for (const definition of definitions) {
    words.use(definitionSchema, definition);
    for (const command of Object.values((definition as typeof toy).commands)) {
      for (const { guard, with: given } of command.guards ?? []) {
        const known = GUARDS[guard];
        if (known) words.use(known.parameters, given ?? {});
      }
    }
  }
  return words.unused.filter((word) => !REASONS.test(word) && !OF_ALL_FIELDS.test(word));
}

describe('the toy uses every word of the vocabulary', () => {
  test('of the schema and of the guards', () => {
    expect(unusedBy(EDITIONS)).toEqual([]);
  });

  test.each([
    ['a guard', { '/commands/visitDrawn/guards': [] }, ['withinSample@1.member', 'withinSample@1.sample']],
    [
      'a kind of setting',
      { '/settings/motto': undefined },
      ['.settings[]<text>', '.settings[]<text>.kind', '.settings[]<text>.max', '.settings[]<text>.why'],
    ],
    [
      'a value',
      { '/rankings/byMedian/by/0/combine': 'sum' },
      ['.rankings[].by[]<scores combine order>.combine<0 enum>=median'],
    ],
  ])('without %s it is missed', (_what, changes, missed) => {
    expect(unusedBy(EDITIONS.map((edition) => planted(edition, changes)))).toEqual(missed);
  });

  test('every guard of the registry, by name', () => {
    const used = Object.values(toy.commands).flatMap(({ guards }) => (guards ?? []).map(({ guard }) => guard));
    expect(Object.keys(GUARDS).filter((guard) => !used.includes(guard))).toEqual([]);
  });
});

describe.each(EDITIONS.map((edition) => [edition.edition, edition] as const))('the %s edition', (_name, edition) => {
  test('is sound', () => {
    expect(check(edition)).toEqual([]);
    expect(warningsOf(edition)).toEqual([]);
  });

  test('is its own JSON', () => {
    const again = JSON.parse(JSON.stringify(edition)) as typeof edition;
    expect(again).toStrictEqual(edition);
    expect(hashesOf(again)).toEqual(hashesOf(edition));
  });

  test('can be compiled', () => {
    const { rules } = hashesOf(edition);
    expect(compileProgramme(rulesPart(edition), rules).commands.size).toBe(Object.keys(edition.commands).length);
  });
});
