import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../canonical/canonical-json.js';
import { initialFields, compileFold, fits, FoldRefused } from './control-fields.js';
import { canonicalHash } from '../canonical/digest.js';
import type { ControlField, FactView, FoldOperation } from './rules.js';

const DECLARED = {
  count: { kind: 'count', max: 5 },
  sum: { kind: 'int', max: 100 },
  day: { kind: 'date', max: 1 },
  since: { kind: 'instant', max: 1 },
  lit: { kind: 'flag', max: 1 },
  who: { kind: 'id', max: 1 },
  print: { kind: 'digest', max: 1 },
  homes: { kind: 'set', max: 3 },
  points: { kind: 'map', max: 3 },
} satisfies Record<string, ControlField>;

const BIRTH = { count: 0, lit: false, homes: [], points: {} };

function fact(data: FactView['data'], rest: Partial<FactView> = {}): FactView {
  return {
    id: 'adf2ff57-f5cd-8f9c-b0da-12f32654ddba',
    stream: 'kite-sky.y31.h1',
    at: '2031-02-01T01:00:00.000Z',
    by: { account: 'ada', unit: 'east' },
    data,
    ...rest,
  };
}

function fold(operations: readonly FoldOperation[], ...facts: readonly FactView[]) {
  const compiled = compileFold(operations, DECLARED);
  return facts.reduce((fields, each) => compiled(fields, each), initialFields(DECLARED));
}

/** What the operations say to the fact, or why they refuse it. */
function refusal(operations: readonly FoldOperation[], ...facts: readonly FactView[]): string {
  try {
    fold(operations, ...facts);
    return 'none';
  } catch (error) {
    if (error instanceof FoldRefused) return `${error.field} ${error.why}`;
    throw error;
  }
}

describe('control fields', () => {
  test('before the first fact: a count at 0, a flag down, sets and maps empty, all else absent', () => {
    expect(initialFields(DECLARED)).toEqual(BIRTH);
  });

  test('set takes a value, a path, a member of the fact, a digest; an empty optional field unsets', () => {
    const operations: FoldOperation[] = [
      { op: 'set', field: 'sum', to: { from: 'data.deep.sum' } },
      { op: 'set', field: 'lit', to: { value: true } },
      { op: 'set', field: 'since', to: { from: 'fact.at' } },
      { op: 'set', field: 'day', to: { from: 'fact.on' } },
      { op: 'set', field: 'who', to: { from: 'fact.account' } },
      { op: 'set', field: 'print', to: { digest: 'data.deep' } },
    ];
    const full = {
      ...BIRTH,
      sum: 7,
      lit: true,
      since: '2031-02-01T01:00:00.000Z',
      day: '2031-01-30',
      who: 'ada',
      print: canonicalHash({ sum: 7 }),
    };
    const given = fact({ deep: { sum: 7 } }, { on: '2031-01-30' });
    expect(fold(operations, given)).toEqual(full);
    const { sum: _sum, day: _day, who: _who, print: _print, ...left } = full;
    expect(fold(operations, given, fact({}, { by: { system: 'x' } }))).toEqual(left);
  });

  test('add counts, by a number, a path, or a flag; nothing counts as nought', () => {
    const by = (from: string): FoldOperation[] => [{ op: 'add', field: 'count', by: { from } }];
    expect(fold([{ op: 'add', field: 'count', by: 2 }], fact({}), fact({}))).toMatchObject({ count: 4 });
    expect(fold(by('data.late'), fact({ late: true }), fact({ late: false }), fact({}))).toMatchObject({ count: 1 });
    expect(fold(by('data.n'), fact({ n: 3 }), fact({ n: -1 }))).toMatchObject({ count: 2 });
  });

  test('put enters members of a set, and keys of a map with value or place; drop takes them out, or all', () => {
    const put: FoldOperation = { op: 'put', field: 'homes', each: 'data.rows', key: { from: 'item.home' } };
    const map: FoldOperation = { ...put, field: 'points', to: { from: 'item.points' } };
    const rows = [
      { home: 'h2', points: 5 },
      { home: 'h1', points: 0 },
    ];
    expect(fold([put, map], fact({ rows }))).toMatchObject({ homes: ['h1', 'h2'], points: { h1: 0, h2: 5 } });
    expect(fold([{ ...map, to: { place: true } }], fact({ rows }))).toMatchObject({ points: { h2: 1, h1: 2 } });
    const days: FoldOperation = { ...map, key: { from: 'item.points' }, to: { from: 'item.home' } };
    expect(fold([days], fact({ rows }))).toMatchObject({ points: { '0': 'h1', '5': 'h2' } });
    const five: FoldOperation = { op: 'drop', field: 'points', key: { from: 'data.gone' } };
    expect(fold([days, five], fact({ rows, gone: 5 }))).toMatchObject({ points: { '0': 'h1' } });
    const drop: FoldOperation[] = [
      { op: 'drop', field: 'homes', key: { from: 'data.gone' } },
      { op: 'drop', field: 'points', key: { from: 'data.gone' } },
    ];
    const after = fold([put, map, ...drop], fact({ rows, gone: 'h1' }));
    expect(after).toMatchObject({ homes: ['h2'], points: { h2: 5 } });
    expect(fold([put, map, { op: 'drop', field: 'homes' }, { op: 'drop', field: 'points' }], fact({ rows }))).toEqual(
      BIRTH,
    );
  });

  test('fields before are left as they were', () => {
    const compiled = compileFold([{ op: 'put', field: 'homes', key: { from: 'data.home' } }], DECLARED);
    const before = Object.freeze({ ...BIRTH, homes: Object.freeze(['h2']) as string[] });
    expect(compiled(before, fact({ home: 'h1' }))).toMatchObject({ homes: ['h1', 'h2'] });
    expect(before.homes).toEqual(['h2']);
  });

  const set = (field: string): FoldOperation[] => [{ op: 'set', field, to: { from: 'data.x' } }];
  const put = (to?: FoldOperation & { op: 'put' }): FoldOperation[] => [
    to ?? { op: 'put', field: 'homes', key: { from: 'data.x' } },
  ];
  const sealed = { $sealed: { key: 'person:a', nonce: 'A', bytes: 'B' } };
  test.each<[string, FoldOperation[], unknown, string]>([
    ['a count that is a text', set('count'), '1', 'count kind'],
    ['a count with a fraction', set('count'), 0.5, 'count kind'],
    ['a sum past what is safe', set('sum'), 2 ** 53, 'sum kind'],
    ['a sum one above its maximum', set('sum'), 101, 'sum maximum'],
    ['a sum at its maximum', set('sum'), 100, 'none'],
    ['a flag that is a number', set('lit'), 1, 'lit kind'],
    ['a date that is a number', set('day'), 20310101, 'day kind'],
    ['an id that is sealed', set('who'), sealed, 'who kind'],
    ['a set as a whole', set('homes'), ['a'], 'homes kind'],
    ['a map as a whole', set('points'), { a: 1 }, 'points kind'],
    ['a member that is sealed', put(), sealed, 'homes kind'],
    ['a member with a space', put(), 'a b', 'homes kind'],
    ['a member that JavaScript treats apart', put(), '__proto__', 'homes kind'],
    ['a member below zero', put(), -1, 'homes kind'],
    ['a member with a fraction', put(), 0.5, 'homes kind'],
    ['no member', put(), undefined, 'homes kind'],
    ['rows that are none', [{ op: 'put', field: 'homes', each: 'data.x', key: { from: 'item' } }], 'a', 'data.x kind'],
    [
      'a fourth member',
      [{ op: 'put', field: 'homes', each: 'data.x', key: { from: 'item' } }],
      ['a', 'b', 'c', 'd'],
      'homes maximum',
    ],
    [
      'a third member',
      [{ op: 'put', field: 'homes', each: 'data.x', key: { from: 'item' } }],
      ['a', 'b', 'c', 'c'],
      'none',
    ],
    [
      'a key without a value',
      [{ op: 'put', field: 'points', key: { value: 'a' }, to: { from: 'data.x' } }],
      undefined,
      'points missing',
    ],
    [
      'a value that is a list',
      [{ op: 'put', field: 'points', key: { value: 'a' }, to: { from: 'data.x' } }],
      [1],
      'points missing',
    ],
    ['a count past its maximum', [{ op: 'add', field: 'count', by: { from: 'data.x' } }], 6, 'count maximum'],
    ['a text to add', [{ op: 'add', field: 'count', by: { from: 'data.x' } }], '1', 'count kind'],
  ])('%s: %#', (_what, operations, x, why) => {
    expect(refusal(operations, fact(x === undefined ? {} : { x }))).toBe(why);
  });

  test.each<[string, FoldOperation]>([
    ['a field that is not declared', { op: 'set', field: 'other', to: { value: 1 } }],
    ['a path from nowhere', { op: 'set', field: 'sum', to: { from: 'self.sum' } }],
    ['a member that a fact has not', { op: 'set', field: 'who', to: { from: 'fact.request' } }],
  ])('%s is refused when it is compiled', (_what, operation) => {
    expect(() => compileFold([operation], DECLARED)).toThrow(FoldRefused);
  });

  test('what an object inherits is not in it', () => {
    expect(fold(set('who'), fact({}))).toEqual(BIRTH);
    expect(fold([{ op: 'set', field: 'who', to: { from: 'data.constructor.name' } }], fact({}))).toEqual(BIRTH);
  });

  test('a set is the same bytes in whatever order its members came', () => {
    const wide = { homes: { kind: 'set', max: 500 } } satisfies Record<string, ControlField>;
    const enter = compileFold([{ op: 'put', field: 'homes', each: 'data.in', key: { from: 'item' } }], wide);
    const member = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,12}$/);
    fc.assert(
      fc.property(
        fc.array(member, { maxLength: 40 }),
        fc.array(fc.nat({ max: 1000 }), { maxLength: 40 }),
        (members, order) => {
          const shuffled = members
            .map((each, index) => ({ each, by: order[index] ?? index }))
            .sort((a, b) => a.by - b.by)
            .map(({ each }) => each);
          const at = (list: string[]) => enter(initialFields(wide), fact({ in: list }));
          const one = shuffled.reduce((fields, each) => enter(fields, fact({ in: [each] })), initialFields(wide));
          expect(canonical(at(shuffled))).toBe(canonical(at(members)));
          expect(canonical(one)).toBe(canonical(at(members)));
          expect(at(members)['homes']).toEqual([...new Set(members)].sort());
        },
      ),
    );
  });

  test.each<[unknown, keyof typeof DECLARED, boolean]>([
    [3, 'count', true],
    [6, 'count', false],
    ['3', 'count', false],
    [['a', 'b', 'c'], 'homes', true],
    [['a', 'b', 'c', 'd'], 'homes', false],
    [['a'], 'points', false],
    [{ a: 1 }, 'points', true],
    [{ a: 1 }, 'homes', false],
    [true, 'lit', true],
    ['east', 'who', true],
  ])('%j carried over to %s: %p', (value, field, allowed) => {
    expect(fits(value as never, DECLARED[field])).toBe(allowed);
  });
});
