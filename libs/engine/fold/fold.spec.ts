import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileChart, type ChartNode } from '../chart/chart-adapter.js';
import { initialFields, compileFold } from './control-fields.js';
import type { Envelope } from '../envelope/envelope.js';
import { initialState, foldFact, ReplayFault, RULES_ADOPTED, stateHash, evolve, type StreamState } from './fold.js';
import { factId } from '../envelope/ids.js';
import type { ControlField, Rules, RulesLookup, SubjectSource } from './rules.js';

const FIRST = '1'.repeat(64);
const SECOND = '2'.repeat(64);
const STREAM = 'pole-sky.h1';
const COMMAND = '5c09ead3-2180-8676-843c-bd80d37ab5b1';

function rules(hash: string, slug: string, edition: string, source: SubjectSource): Rules {
  const subject = {
    category: source.category,
    chart: compileChart(source.category, source.chart),
    fields: source.fields,
    folds: new Map(
      Object.entries(source.facts).map(([type, { folds }]) => [type, compileFold(folds ?? [], source.fields)]),
    ),
    initialFields: initialFields(source.fields),
    adopts: source.adopts,
  };
  return { hash, slug, edition, subject: (category) => (category === source.category ? subject : undefined) };
}

const looks = { looked: { folds: [{ op: 'add', field: 'looks', by: 1 }] } } satisfies SubjectSource['facts'];
const first: SubjectSource = {
  category: 'pole',
  chart: {
    initial: 'absent',
    states: { absent: { on: { raised: 'up' } }, up: { on: { looked: 'up', felled: 'down' } }, down: {} },
  },
  fields: { looks: { kind: 'count', max: 9 }, unit: { kind: 'id', max: 1 }, dropped: { kind: 'flag', max: 1 } },
  facts: { ...looks, raised: { folds: [{ op: 'set', field: 'unit', to: { from: 'data.unit' } }] }, felled: {} },
};

/** The year after: another name for a field, the stage `up` in two regions, and nothing said of `down`. */
function second(fields: Record<string, ControlField> = { seen: { kind: 'count', max: 9 } }): SubjectSource {
  const up: ChartNode = {
    type: 'parallel',
    states: {
      wood: { initial: 'dry', states: { dry: { on: { rained: 'wet' } }, wet: {} } },
      rope: { initial: 'new', states: { new: {} } },
    },
    on: { looked: 'up' },
  };
  return {
    category: 'pole',
    chart: {
      initial: 'absent',
      states: {
        absent: { on: { raised: 'standing' } },
        standing: { initial: 'up', states: { up } },
      },
    },
    fields: { ...fields, place: { kind: 'id', max: 1 }, fresh: { kind: 'set', max: 9 } },
    facts: { raised: {}, rained: {}, looked: { folds: [{ op: 'add', field: 'seen', by: 1 }] } },
    adopts: [{ from: 'a', stages: { up: 'standing.up' }, fields: { seen: 'looks', place: 'unit' } }],
  };
}

function bookOf(...editions: Rules[]): RulesLookup {
  return (hash) => editions.find((each) => each.hash === hash);
}

const findRules = bookOf(rules(FIRST, 'kite-day', 'a', first), rules(SECOND, 'kite-day', 'b', second()));

/** The fact that really follows, with the stage and hash it leads to. */
function next(
  before: StreamState,
  type: string,
  under: string,
  data: Envelope['data'] = {},
  from = findRules,
): Envelope {
  const bare = {
    v: 1 as const,
    id: factId(COMMAND, before.rev + 1),
    stream: STREAM,
    rev: before.rev + 1,
    type,
    tv: 1,
    at: '2031-02-01T01:00:00.000Z',
    rules: under,
    by: { system: 'setup' },
    command: COMMAND,
    request: 'a'.repeat(64),
    data,
    alg: 'sha256' as const,
  };
  const led = evolve(before, bare, from);
  return { ...bare, stage: led.chartState.stage, state: stateHash(led.chartState, led.fields) };
}

function follow(
  facts: readonly [string, string, Envelope['data']?][],
  from = findRules,
): { facts: Envelope[]; state: StreamState } {
  let state = initialState(STREAM);
  const made = facts.map(([type, under, data]) => {
    const fact = next(state, type, under, data, from);
    state = foldFact(state, fact, from, true);
    return fact;
  });
  return { facts: made, state };
}

/** Why a replay of the facts stops, and at which of them. */
function fault(facts: readonly Envelope[], from = findRules): string {
  try {
    facts.reduce((state, fact) => foldFact(state, fact, from, true), initialState(STREAM));
    return 'none';
  } catch (error) {
    if (error instanceof ReplayFault) return `${error.why} ${error.stream}@${error.rev}`;
    throw error;
  }
}

const RAISED: [string, string, Envelope['data']] = ['raised', FIRST, { unit: 'east' }];
const LOOKED: [string, string] = ['looked', FIRST];

describe('a stream folded', () => {
  test('ends in the control state whose hash is published', () => {
    const published = readFileSync(new URL('../../../docs/envelope.md', import.meta.url), 'utf8');
    const chart = compileChart('kite', {
      initial: 'built',
      states: {
        built: { initial: 'drawn', states: { drawn: {}, last: { type: 'history' } } },
      },
    });
    const drawn = chart.restore({ built: 'drawn' }, { 'kite.built.last': ['kite.built.drawn'] });
    // Computed with Python's hashlib.
    const hash = 'da90de2d8929de44e33c5ff8cf35d78bf4f8a1bfca4f4877527f342ac7cd32a7';
    expect(stateHash(drawn, { unit: 'east', kites: ['h1', 'h2'] })).toBe(hash);
    expect(published).toContain(hash);
    const nothing = '24c1cd6831fb46e7af835e2b21d361783dd191b94c262503f25c7c645cd9f52e';
    expect(stateHash(findRules(FIRST)!.subject('pole')!.chart.initial, {})).toBe(nothing);
    expect(published).toContain(nothing);
  });

  test('fact by fact and all at once come to the same, as do its commands', () => {
    fc.assert(
      fc.property(fc.nat({ max: 9 }), fc.nat({ max: 11 }), (count, cut) => {
        const { facts, state } = follow([RAISED, ...Array.from({ length: count }, () => LOOKED)]);
        const half = facts.slice(0, cut).reduce((each, fact) => foldFact(each, fact, findRules), initialState(STREAM));
        const whole = facts.slice(cut).reduce((each, fact) => foldFact(each, fact, findRules), half);
        expect(whole).toEqual(state);
        expect(state.commands.get(COMMAND)).toBe(0);
      }),
    );
  });
});

describe('two editions in one stream', () => {
  test('rulesAdopted maps stage and fields; what the map does not name begins anew', () => {
    const { state, facts } = follow([RAISED, LOOKED, LOOKED, [RULES_ADOPTED, SECOND], ['looked', SECOND]]);
    expect(facts.map(({ stage }) => stage)).toEqual(['up', 'up', 'up', 'standing.up', 'standing.up']);
    expect(state.fields).toEqual({ seen: 3, place: 'east', fresh: [] });
    expect(state.rules).toBe(SECOND);
    expect(state.chartState?.value).toEqual({ standing: { up: { wood: 'dry', rope: 'new' } } });
  });

  test('a fact under other rules, without them having been adopted, is a fault', () => {
    const { facts } = follow([RAISED, LOOKED]);
    expect(fault([...facts.slice(0, 1), { ...(facts[1] as Envelope), rules: SECOND }])).toBe(
      `rulesChanged ${STREAM}@1`,
    );
  });

  test('once adopted, a fact under the old rules is a fault, and so is adopting them back', () => {
    const { facts, state } = follow([RAISED, [RULES_ADOPTED, SECOND]]);
    const looked = { ...(facts[0] as Envelope), rev: 2, type: 'looked', rules: FIRST };
    expect(fault([...facts, looked])).toBe(`rulesChanged ${STREAM}@2`);
    expect(() => next(state, RULES_ADOPTED, FIRST)).toThrow(/rulesChanged: no way/);
  });

  test('rules are not adopted from a stage that the map does not name, nor from another programme', () => {
    const { state } = follow([RAISED, ['felled', FIRST]]);
    expect(() => next(state, RULES_ADOPTED, SECOND)).toThrow(/rulesChanged: no way from down/);
    const strange = bookOf(rules(FIRST, 'other', 'a', first), rules(SECOND, 'kite-day', 'b', second()));
    const other = follow([RAISED], strange).state;
    expect(() => next(other, RULES_ADOPTED, SECOND, {}, strange)).toThrow(/rulesChanged/);
  });

  test('the same rules are not adopted again', () => {
    const { state } = follow([RAISED]);
    expect(() => next(state, RULES_ADOPTED, FIRST)).toThrow(/unlisted: rulesAdopted in up/);
  });

  test.each<[string, ControlField]>([
    ['of another kind', { kind: 'flag', max: 1 }],
    ['with less room', { kind: 'count', max: 1 }],
  ])('a field %s does not take what the old one held', (_what, seen) => {
    const narrow = bookOf(rules(FIRST, 'kite-day', 'a', first), rules(SECOND, 'kite-day', 'b', second({ seen })));
    const { state } = follow([RAISED, LOOKED, LOOKED], narrow);
    expect(() => next(state, RULES_ADOPTED, SECOND, {}, narrow)).toThrow(/fields: seen cannot hold/);
  });
});

describe('replay names the fact', () => {
  const { facts } = follow([RAISED, LOOKED, LOOKED, [RULES_ADOPTED, SECOND], ['rained', SECOND]]);
  const with_ = (rev: number, change: Partial<Envelope>): Envelope[] =>
    facts.map((each) => (each.rev === rev ? { ...each, ...change } : each));

  test.each<[string, Envelope[], string]>([
    ['nothing wrong', facts, 'none'],
    ['another stage', with_(2, { stage: 'down' }), `stage ${STREAM}@2`],
    ['another hash', with_(2, { state: 'f'.repeat(64) }), `state ${STREAM}@2`],
    ['a value that is folded', with_(0, { data: { unit: 'west' } }), `state ${STREAM}@0`],
    ['a type that its chart does not list', with_(1, { type: 'raised' }), `unlisted ${STREAM}@1`],
    ['a type of XState', with_(1, { type: 'xstate.init' }), `unlisted ${STREAM}@1`],
    ['a fact left out', facts.filter(({ rev }) => rev !== 1), `revision ${STREAM}@2`],
    ['a fact twice', [...facts.slice(0, 2), ...facts.slice(1)], `revision ${STREAM}@1`],
    ['rules that nobody knows', with_(0, { rules: '9'.repeat(64) }), `unknownRules ${STREAM}@0`],
    ['a subject that the rules do not know', with_(0, { stream: 'kite-sky.h1' }), 'unknownSubject kite-sky.h1@0'],
    ['a value of another kind', with_(0, { data: { unit: 7 } }), `fields ${STREAM}@0`],
  ])('%s', (_what, changed, where) => {
    expect(fault(changed)).toBe(where);
  });

  test('a changed operation, and a changed chart, are noticed at the first fact they touch', () => {
    const twice = { ...first, facts: { ...first.facts, looked: { folds: [{ op: 'add', field: 'looks', by: 2 }] } } };
    const other = rules(SECOND, 'kite-day', 'b', second());
    expect(fault(facts, bookOf(rules(FIRST, 'kite-day', 'a', twice as SubjectSource), other))).toBe(
      `state ${STREAM}@1`,
    );
    const renamed = JSON.parse(JSON.stringify(first).replaceAll('"up"', '"high"')) as SubjectSource;
    expect(fault(facts, bookOf(rules(FIRST, 'kite-day', 'a', renamed), other))).toBe(`stage ${STREAM}@0`);
  });
});
