import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Entry,
  type RankingRule,
  RankingRefused,
  combinationSchema,
  combine,
  compareScores,
  cutAt,
  rank,
  rankingRuleSchema,
} from './ranking.js';

const byTotal: RankingRule = { by: [{ key: 'total', order: 'descending' }], ties: 'shared' };
const entries = (totals: Record<string, number>): Entry[] =>
  Object.entries(totals).map(([id, total]) => ({ id, scores: { total } }));
const reasonOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    if (error instanceof RankingRefused) return error.reason;
    throw error;
  }
  return undefined;
};

describe('a ranking', () => {
  test('shares places and writes out the ties', () => {
    expect(rank(entries({ d: 90, b: 170, c: 170, a: 180, e: 90 }), byTotal)).toStrictEqual({
      ranked: [
        { id: 'a', place: 1, tiedWith: [], decidedBy: { key: 'total' } },
        { id: 'b', place: 2, tiedWith: ['c'], decidedBy: null },
        { id: 'c', place: 2, tiedWith: ['b'], decidedBy: { key: 'total' } },
        { id: 'd', place: 4, tiedWith: ['e'], decidedBy: null },
        { id: 'e', place: 4, tiedWith: ['d'], decidedBy: null },
      ],
      openTies: [],
    });
  });

  test('says which key decided', () => {
    const rule: RankingRule = {
      by: [
        { key: 'total', order: 'descending' },
        { key: 'received', order: 'ascending' },
      ],
      ties: 'shared',
    };
    const { ranked } = rank(
      [
        { id: 'late', scores: { total: 170, received: 20240416 } },
        { id: 'early', scores: { total: 170, received: 20240401 } },
        { id: 'best', scores: { total: 171, received: 20240430 } },
      ],
      rule,
    );
    expect(ranked.map(({ id, place, decidedBy }) => [id, place, decidedBy])).toStrictEqual([
      ['best', 1, { key: 'total' }],
      ['early', 2, { key: 'received' }],
      ['late', 3, null],
    ]);
  });

  test('compares rationals exactly', () => {
    expect(compareScores({ sum: 1, count: 3 }, { sum: 33_334, count: 100_000 })).toBe(-1);
    expect(compareScores({ sum: 500, count: 3 }, { sum: 1000, count: 6 })).toBe(0);
    expect(compareScores({ sum: 340, count: 2 }, 170)).toBe(0);
    // As floating-point numbers these two are the same.
    expect(
      compareScores({ sum: 9_007_199_254_740_991, count: 99_999 }, { sum: 9_007_199_254_740_990, count: 99_999 }),
    ).toBe(1);
    expect(compareScores({ sum: 9_007_199_254_740_991, count: 2 }, 4_503_599_627_370_495)).toBe(1);
  });

  const open: RankingRule = { ...byTotal, ties: 'written' };

  test('leaves ties open where people must decide, and takes the order they wrote', () => {
    const candidates = entries({ a: 180, b: 170, c: 170, d: 90, e: 90 });
    expect(rank(candidates, open).openTies).toStrictEqual([
      ['b', 'c'],
      ['d', 'e'],
    ]);
    expect(rank(candidates, open, [['c', 'b']])).toStrictEqual({
      ranked: [
        { id: 'a', place: 1, tiedWith: [], decidedBy: { key: 'total' } },
        { id: 'c', place: 2, tiedWith: [], decidedBy: { written: true } },
        { id: 'b', place: 3, tiedWith: [], decidedBy: { key: 'total' } },
        { id: 'd', place: 4, tiedWith: ['e'], decidedBy: null },
        { id: 'e', place: 4, tiedWith: ['d'], decidedBy: null },
      ],
      openTies: [['d', 'e']],
    });
  });

  test('takes no written order of what is no tie', () => {
    const candidates = entries({ a: 180, b: 170, c: 170 });
    expect(reasonOf(() => rank(candidates, open, [['b', 'a']]))).toBe('writtenOrderNotATie');
    expect(reasonOf(() => rank(candidates, open, [['c', 'b', 'a']]))).toBe('writtenOrderNotATie');
    expect(reasonOf(() => rank(candidates, open, [['c']]))).toBe('writtenOrderNotATie');
    expect(reasonOf(() => rank(candidates, open, [['a']]))).toBe('writtenOrderNotATie');
    expect(
      reasonOf(() =>
        rank(candidates, open, [
          ['b', 'c'],
          ['c', 'b'],
        ]),
      ),
    ).toBe('writtenOrderNotATie');
    expect(reasonOf(() => rank(candidates, byTotal, [['c', 'b']]))).toBe('writtenOrderNotAllowed');
  });

  test.each<[string, Entry[]]>([
    ['idTwice', [...entries({ a: 1 }), ...entries({ a: 2 })]],
    ['scoreMissing', [{ id: 'a', scores: {} }]],
    ['scoreNotExact', [{ id: 'a', scores: { total: 1.5 } }]],
    ['scoreNotExact', [{ id: 'a', scores: { total: { sum: 3, count: 0 } } }]],
  ])('refuses: %s', (reason, wrong) => {
    expect(reasonOf(() => rank(wrong, byTotal))).toBe(reason);
  });

  test('of nobody is empty', () => {
    expect(rank([], byTotal)).toStrictEqual({ ranked: [], openTies: [] });
  });

  test('its rule is a value', () => {
    expect(rankingRuleSchema.parse(JSON.parse(JSON.stringify(byTotal)))).toStrictEqual(byTotal);
    expect(rankingRuleSchema.safeParse({ ...byTotal, ties: 'random' }).success).toBe(false);
    expect(rankingRuleSchema.safeParse({ ...byTotal, by: [] }).success).toBe(false);
  });
});

describe('a cut', () => {
  const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
  const ranked = rank(entries({ a: 180, b: 170, c: 170, d: 170, e: 90, f: 80 }), byTotal).ranked;

  test.each<[number, string[], [string[], number] | null, string[]]>([
    [0, [], null, ['a', 'b', 'c', 'd', 'e', 'f']],
    [1, ['a'], null, ['b', 'c', 'd', 'e', 'f']],
    [2, ['a'], [['b', 'c', 'd'], 1], ['e', 'f']],
    [3, ['a'], [['b', 'c', 'd'], 2], ['e', 'f']],
    [4, ['a', 'b', 'c', 'd'], null, ['e', 'f']],
    [6, ['a', 'b', 'c', 'd', 'e', 'f'], null, []],
    [9, ['a', 'b', 'c', 'd', 'e', 'f'], null, []],
  ])('after %i places', (places, within, tie, reserve) => {
    const cut = cutAt(ranked, places);
    expect(ids(cut.within)).toStrictEqual(within);
    expect(cut.tieAtCut && [ids(cut.tieAtCut.tied), cut.tieAtCut.placesLeft]).toStrictEqual(tie);
    expect(ids(cut.reserve)).toStrictEqual(reserve);
  });

  test('an order that people wrote settles the tie', () => {
    const rule: RankingRule = { ...byTotal, ties: 'written' };
    const settled = rank(entries({ a: 180, b: 170, c: 170, d: 170 }), rule, [['d', 'b', 'c']]).ranked;
    const cut = cutAt(settled, 2);
    expect([ids(cut.within), cut.tieAtCut, ids(cut.reserve)]).toStrictEqual([['a', 'd'], null, ['b', 'c']]);
  });

  test.each([-1, 1.5, Number.NaN])('%p places are refused', (places) => {
    expect(reasonOf(() => cutAt(ranked, places))).toBe('placesNotWhole');
  });
});

describe('several evaluators', () => {
  test.each<[string, number[], Parameters<typeof combine>[1], [number, number]]>([
    ['mean', [180, 125, 70], { how: 'mean' }, [375, 3]],
    ['sum', [180, 125, 70], { how: 'sum' }, [375, 1]],
    ['median of three', [180, 70, 125], { how: 'median' }, [125, 1]],
    ['median of four', [180, 70, 125, 120], { how: 'median' }, [245, 2]],
    ['median of one', [70], { how: 'median' }, [70, 1]],
    ['median of two', [70, 75], { how: 'median' }, [145, 2]],
    ['trimmed mean of five', [180, 70, 125, 120, 121], { how: 'trimmedMean', trim: 1 }, [366, 3]],
    ['trimmed mean with equals outside', [70, 70, 180, 180], { how: 'trimmedMean', trim: 1 }, [250, 2]],
  ])('%s', (_, totals, combination, [sum, count]) => {
    const expected = { sum, count, lowest: Math.min(...totals), highest: Math.max(...totals) };
    expect(combine(totals, combination)).toStrictEqual(expected);
  });

  test('too few totals, or inexact ones, are refused', () => {
    expect(reasonOf(() => combine([], { how: 'mean' }))).toBe('tooFewTotals');
    expect(reasonOf(() => combine([], { how: 'sum' }))).toBe('tooFewTotals');
    expect(reasonOf(() => combine([], { how: 'median' }))).toBe('tooFewTotals');
    expect(reasonOf(() => combine([1, 2], { how: 'trimmedMean', trim: 1 }))).toBe('tooFewTotals');
    expect(reasonOf(() => combine([1], { how: 'trimmedMean', trim: 1 }))).toBe('tooFewTotals');
    expect(reasonOf(() => combine([1, 1.5], { how: 'mean' }))).toBe('scoreNotExact');
    expect(combinationSchema.safeParse({ how: 'trimmedMean' }).success).toBe(false);
  });

  test('the order of evaluators changes nothing', () => {
    const how = fc.constantFrom<Parameters<typeof combine>[1]>(
      { how: 'mean' },
      { how: 'median' },
      { how: 'trimmedMean', trim: 1 },
    );
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 180 }), { minLength: 3, maxLength: 9 }),
        how,
        (totals, combination) => {
          const combined = combine(totals, combination);
          expect(combine(totals.toReversed(), combination)).toStrictEqual(combined);
          expect(compareScores(combined, combined.lowest)).toBeGreaterThanOrEqual(0);
          expect(compareScores(combined, combined.highest)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});

describe('any ranking', () => {
  const rule: RankingRule = {
    by: [
      { key: 'total', order: 'descending' },
      { key: 'order', order: 'ascending' },
    ],
    ties: 'shared',
  };
  const score = fc.oneof(
    fc.integer({ min: 0, max: 6 }),
    fc.record({ sum: fc.integer({ min: 0, max: 12 }), count: fc.integer({ min: 1, max: 3 }) }),
  );
  const field = fc
    .array(fc.record({ total: score, order: fc.integer({ min: 0, max: 2 }) }), { minLength: 1, maxLength: 12 })
    .map((scores) => scores.map((one, index): Entry => ({ id: `stream-${index}`, scores: one })));

  test('is the same for every order of input', () => {
    const shuffled = field.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(fc.property(shuffled, ([list, other]) => expect(rank(other, rule)).toStrictEqual(rank(list, rule))));
  });

  test('gives each the place of one more than those who are better', () => {
    fc.assert(
      fc.property(field, (list) => {
        const { ranked } = rank(list, rule);
        const value = (entry: Entry) => {
          const total = entry.scores['total'] ?? 0;
          const [sum, count] = typeof total === 'number' ? [total, 1] : [total.sum, total.count];
          // Counts are 1, 2 or 3, so sixths are whole; the second key counts less than a sixth.
          return ((sum * 6) / count) * 10 - Number(entry.scores['order']);
        };
        for (const { id, place, tiedWith } of ranked) {
          const own = list.find((entry) => entry.id === id);
          const better = list.filter((entry) => own && value(entry) > value(own)).length;
          const equal = list.filter((entry) => own && entry.id !== id && value(entry) === value(own));
          expect(place).toBe(better + 1);
          expect(tiedWith).toStrictEqual(equal.map((entry) => entry.id).toSorted());
        }
      }),
    );
  });

  test('a higher score never worsens a place', () => {
    fc.assert(
      fc.property(field, fc.nat(), (list, pick) => {
        const index = pick % list.length;
        const raised = list.map((entry, at) =>
          at === index ? { ...entry, scores: { ...entry.scores, total: 13 } } : entry,
        );
        const placeIn = (all: Entry[]) => rank(all, rule).ranked.find(({ id }) => id === `stream-${index}`)?.place;
        expect(placeIn(raised)).toBeLessThanOrEqual(Number(placeIn(list)));
      }),
    );
  });

  test('every cut keeps all, in order, and never parts equals', () => {
    fc.assert(
      fc.property(field, fc.integer({ min: 0, max: 14 }), (list, places) => {
        const { ranked } = rank(list, rule);
        const { within, tieAtCut, reserve } = cutAt(ranked, places);
        expect([...within, ...(tieAtCut?.tied ?? []), ...reserve]).toStrictEqual(ranked);
        expect(within.length + (tieAtCut?.placesLeft ?? 0)).toBe(Math.min(places, ranked.length));
        const placesOf = (part: typeof ranked) => new Set(part.map(({ place }) => place));
        expect(placesOf(within).isDisjointFrom(placesOf([...(tieAtCut?.tied ?? []), ...reserve]))).toBe(true);
        expect(placesOf(tieAtCut?.tied ?? []).isDisjointFrom(placesOf(reserve))).toBe(true);
      }),
    );
  });
});
