import { describe, expect, test } from '@jest/globals';
import { type Rubric, checkRubric, chooseRubric, mostOf, mostOfBlock, rubricSchema } from './rubric.js';

const levels = (id: string, ...points: number[]): Rubric['blocks'][number]['items'][number] => ({
  kind: 'levels',
  id,
  title: id,
  levels: points.map((value) => ({ points: value, label: `level.${value}` })),
});

const sound: Rubric = {
  unit: 'points',
  sum: 25,
  blocks: [
    { id: 'first', title: 'first', sum: 20, items: [levels('room', 10, 7, 4, 0), levels('sign', 10, 7, 4, 0)] },
    {
      id: 'extra',
      title: 'extra',
      sum: 5,
      cap: 5,
      items: [
        { kind: 'tally', id: 'praise', title: 'praise', each: 2 },
        {
          kind: 'group',
          id: 'shown',
          title: 'shown',
          cap: 4,
          items: [
            { kind: 'tally', id: 'events', title: 'events', each: 1, cap: 3 },
            { kind: 'tally', id: 'media', title: 'media', each: 1, cap: 2 },
          ],
        },
      ],
    },
  ],
};

type Writable = { -readonly [member in keyof Rubric]: Rubric[member] };
const spoiled = (spoil: (rubric: Writable) => void): Rubric => {
  const rubric = rubricSchema.parse(JSON.parse(JSON.stringify(sound)));
  spoil(rubric);
  return rubric;
};

describe('a rubric', () => {
  test('is its own JSON round trip, and a sound one has no problems', () => {
    expect(rubricSchema.parse(JSON.parse(JSON.stringify(sound)))).toStrictEqual(sound);
    expect(checkRubric(sound)).toStrictEqual([]);
  });

  test('a sum that does not hold is told, with what it comes to', () => {
    const rubric = spoiled((r) => {
      r.sum = 24;
      r.blocks[0]!.items[1] = levels('sign', 5, 3, 1, 0);
    });
    expect(checkRubric(rubric)).toStrictEqual([
      { pointer: '/blocks/0/sum', reason: 'sumDiffers', stated: 20, found: 15 },
      { pointer: '/sum', reason: 'sumDiffers', stated: 24, found: 20 },
    ]);
  });

  test('a tally without cap bounds nothing, until its block does', () => {
    const rubric = spoiled((r) => delete r.blocks[1]!.cap);
    expect(mostOfBlock(rubric.blocks[1]!)).toBe(Infinity);
    expect(checkRubric(rubric)).toStrictEqual([
      { pointer: '/blocks/1/sum', reason: 'sumUnbounded', stated: 5 },
      { pointer: '/sum', reason: 'sumUnbounded', stated: 25 },
    ]);
    expect(mostOfBlock(sound.blocks[1]!)).toBe(5);
    // 3 events and 2 articles would be 5; the group's own cap is 4.
    expect(mostOf(sound.blocks[1]!.items[1]!)).toBe(4);
  });

  test('the same id twice is found, also inside a group and among deductions', () => {
    const rubric = spoiled((r) => {
      r.deductions = { floor: null, items: [{ kind: 'discretionary', id: 'events', title: 'late', most: null }] };
    });
    expect(checkRubric(rubric)).toStrictEqual([{ pointer: '/deductions/items/0/id', reason: 'idTwice' }]);
  });

  test.each<[string, Rubric['blocks'][number]['items'][number], string]>([
    ['levelTwice', levels('sign', 10, 10), '/blocks/0/items/1/levels'],
    ['rangeEmpty', { kind: 'range', id: 'sign', title: 'sign', min: 10, max: 10, step: 1 }, '/blocks/0/items/1'],
    [
      'stepDoesNotFit',
      { kind: 'range', id: 'sign', title: 'sign', min: 0, max: 10, step: 3 },
      '/blocks/0/items/1/step',
    ],
    [
      'stepDoesNotFit',
      { kind: 'nothingIf', id: 'sign', title: 'sign', when: 'unpaid', full: 10, range: { min: 1, step: 2 } },
      '/blocks/0/items/1/range/step',
    ],
    [
      'floorAboveFull',
      { kind: 'minusEach', id: 'sign', title: 'sign', full: 10, each: 1, floor: 11 },
      '/blocks/0/items/1/floor',
    ],
    [
      'conditionTwice',
      { kind: 'tally', id: 'sign', title: 'sign', each: 1, cap: 10, conditions: [{ text: 'one' }, { text: 'one' }] },
      '/blocks/0/items/1/conditions',
    ],
  ])('%s is found and told where', (reason, item, pointer) => {
    const rubric = spoiled((r) => (r.blocks[0]!.items[1] = item));
    expect(checkRubric(rubric)).toStrictEqual([{ pointer, reason }]);
  });

  test.each<[string, unknown]>([
    ['fractions', { ...sound, sum: 24.5 }],
    [
      'a kind that is not in the vocabulary',
      { ...sound, blocks: [{ id: 'x', title: 'x', items: [{ kind: 'stars', id: 'y', title: 'y' }] }] },
    ],
    ['a misspelt member', { ...sound, blocks: [{ ...sound.blocks[0], capp: 5 }] }],
    ['no blocks', { unit: 'points', blocks: [] }],
  ])('%s are refused by the schema', (_, value) => {
    expect(rubricSchema.safeParse(value).success).toBe(false);
  });

  test('classes and kinds may have rubrics of their own', () => {
    const choice = { of: { metropolis: 'heavy', gorges: 'light' }, otherwise: 'common' };
    expect(chooseRubric(choice, 'gorges')).toBe('light');
    expect(chooseRubric(choice, 'openArea')).toBe('common');
    expect(chooseRubric({ of: choice.of }, 'openArea')).toBeUndefined();
    expect(chooseRubric({ of: choice.of }, 'constructor')).toBeUndefined();
  });
});
