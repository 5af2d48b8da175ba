/**
 * Ranking: entries in the order of their scores, with every tie written out. Scores are exact: integers, or the
 * rationals that combining several evaluators' totals gives. Nothing here breaks a tie by itself.
 */
import { z } from 'zod';
import { nameSchema } from '../language/fields.js';

/** An exact score: an integer, or `sum / count`, which says what it came from and is compared without rounding. */
export type ExactScore = number | { readonly sum: number; readonly count: number };

export const exactScoreSchema = z.union([
  z.int(),
  z.strictObject({ sum: z.int(), count: z.int().min(1).max(100_000) }),
]);

/**
 * Keys in order of weight, each highest first (`descending`) or lowest first. `ties`: `shared`, tied entries keep one
 * place; `written`, people decide the order inside a tie, on the record, and until then the tie is open.
 */
export const rankingRuleSchema = z.strictObject({
  by: z
    .array(z.strictObject({ key: nameSchema, order: z.enum(['ascending', 'descending']) }))
    .min(1)
    .max(5),
  ties: z.enum(['shared', 'written']),
});
export type RankingRule = z.infer<typeof rankingRuleSchema>;

export interface Entry {
  /** What is ranked: the name of its stream. */
  readonly id: string;
  readonly scores: Readonly<Record<string, ExactScore>>;
}

export interface Ranked {
  readonly id: string;
  /** Competition ranking, from 1: after two first places comes the third. */
  readonly place: number;
  /** Those who share the place, sorted. */
  readonly tiedWith: readonly string[];
  /** What put this entry before the next: a key, an order that people wrote, or nothing (a shared place, or the last). */
  readonly decidedBy: { readonly key: string } | { readonly written: true } | null;
}

export interface Ranking {
  readonly ranked: readonly Ranked[];
  /** Ties that a rule with written ties leaves for people to decide. While there are any, the ranking isn't final. */
  readonly openTies: readonly (readonly string[])[];
}

export type RankingRefusal =
  | 'idTwice'
  | 'scoreMissing'
  | 'scoreNotExact'
  | 'writtenOrderNotAllowed'
  | 'writtenOrderNotATie'
  | 'placesNotWhole'
  | 'tooFewTotals';

export class RankingRefused extends Error {
  constructor(
    readonly reason: RankingRefusal,
    detail: string,
  ) {
    super(`${reason}: ${detail}`);
  }
}

/**
 * Ranks entries, in an order that doesn't depend on that of the input; inside a shared place they stand by id, for
 * presentation only. `written`: for each tie that people decided, its members in their order.
 * Throws {@link RankingRefused}.
 */
export function rank(
  entries: readonly Entry[],
  rule: RankingRule,
  written: readonly (readonly string[])[] = [],
): Ranking {
  check(entries, rule);
  if (rule.ties === 'shared' && written.length > 0) {
    throw new RankingRefused('writtenOrderNotAllowed', 'ties are shared by the rule');
  }
  const orders = new Map(written.map((order) => [order.toSorted().join('\n'), order]));
  if (orders.size < written.length) throw new RankingRefused('writtenOrderNotATie', 'one tie in two orders');
  const ranked: Ranked[] = [];
  const openTies: string[][] = [];
  const groups = tied(entries, rule);
  groups.forEach((group, index) => {
    const next = groups[index + 1]?.[0];
    const first = group[0];
    const key = first && next ? decidingKey(first, next, rule) : undefined;
    const last = key === undefined ? null : { key };
    const ids = group.map((entry) => entry.id);
    const order = orders.get(ids.join('\n'));
    if (ids.length > 1 && order !== undefined) {
      orders.delete(ids.join('\n'));
      ranked.push(...inWrittenOrder(order, ranked.length, last));
      return;
    }
    if (ids.length > 1 && rule.ties === 'written') openTies.push(ids);
    const place = ranked.length + 1;
    for (const id of ids) {
      const decidedBy = id === ids.at(-1) ? last : null;
      ranked.push({ id, place, tiedWith: ids.filter((other) => other !== id), decidedBy });
    }
  });
  const stray = [...orders.values()][0];
  if (stray !== undefined) throw new RankingRefused('writtenOrderNotATie', stray.join(', '));
  return { ranked, openTies };
}

function inWrittenOrder(order: readonly string[], before: number, last: Ranked['decidedBy']): Ranked[] {
  return order.map((id, index) => ({
    id,
    place: before + index + 1,
    tiedWith: [],
    decidedBy: index === order.length - 1 ? last : { written: true },
  }));
}

export interface Cut {
  /** Those who have a place beyond doubt. */
  readonly within: readonly Ranked[];
  /** A tie that reaches over the cut: its members in no order, and how many places are left for them. */
  readonly tieAtCut: { readonly tied: readonly Ranked[]; readonly placesLeft: number } | null;
  /** Those after the cut, in order: the next in line comes first. Members of a tie at the cut are not among them yet. */
  readonly reserve: readonly Ranked[];
}

/** Cuts a ranking after so many places. A tie across the cut is reported, never silently broken. Throws {@link RankingRefused}. */
export function cutAt(ranked: readonly Ranked[], places: number): Cut {
  if (!Number.isSafeInteger(places) || places < 0) throw new RankingRefused('placesNotWhole', String(places));
  const lastIn = ranked[places - 1];
  const firstOut = ranked[places];
  if (lastIn === undefined || firstOut === undefined || lastIn.place !== firstOut.place) {
    return { within: ranked.slice(0, places), tieAtCut: null, reserve: ranked.slice(places) };
  }
  const { place } = lastIn;
  const within = ranked.filter((entry) => entry.place < place);
  return {
    within,
    tieAtCut: { tied: ranked.filter((entry) => entry.place === place), placesLeft: places - within.length },
    reserve: ranked.filter((entry) => entry.place > place),
  };
}

/** How several evaluators' totals become one. `trim`: how many of the highest and as many of the lowest are left out. */
export const combinationSchema = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('mean') }),
  z.strictObject({ how: z.literal('median') }),
  z.strictObject({ how: z.literal('sum') }),
  z.strictObject({ how: z.literal('trimmedMean'), trim: z.int().min(1).max(100) }),
]);
export type Combination = z.infer<typeof combinationSchema>;

export interface Combined {
  readonly sum: number;
  readonly count: number;
  /** The evaluators' lowest and highest total, so that a mean doesn't hide how far apart they were. */
  readonly lowest: number;
  readonly highest: number;
}

/** Several evaluators' totals as one exact rational, `sum / count`. Throws {@link RankingRefused}. */
export function combine(totals: readonly number[], combination: Combination): Combined {
  for (const total of totals)
    if (!Number.isSafeInteger(total)) throw new RankingRefused('scoreNotExact', String(total));
  const sorted = totals.toSorted((a, b) => a - b);
  const used = selected(sorted, combination);
  const [lowest, highest] = [sorted[0], sorted.at(-1)];
  if (lowest === undefined || highest === undefined || used.length === 0) {
    throw new RankingRefused('tooFewTotals', `${totals.length} for ${combination.how}`);
  }
  const sum = used.reduce((all, total) => all + total, 0);
  if (!Number.isSafeInteger(sum)) throw new RankingRefused('scoreNotExact', 'a sum beyond safe integers');
  return { sum, count: combination.how === 'sum' ? 1 : used.length, lowest, highest };
}

/** The totals whose mean (or sum) counts: all, the middle one or two, or all but the outermost. */
function selected(sorted: readonly number[], combination: Combination): readonly number[] {
  switch (combination.how) {
    case 'mean':
    case 'sum':
      return sorted;
    case 'median':
      return sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
    case 'trimmedMean':
      return sorted.slice(combination.trim, Math.max(combination.trim, sorted.length - combination.trim));
  }
}

/** Orders two exact scores by cross multiplication: negative when `a` is lower. */
export function compareScores(a: ExactScore, b: ExactScore): number {
  const [left, right] = [rational(a), rational(b)];
  const difference = left.sum * right.count - right.sum * left.count;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

function rational(score: ExactScore): { readonly sum: bigint; readonly count: bigint } {
  return typeof score === 'number'
    ? { sum: BigInt(score), count: 1n }
    : { sum: BigInt(score.sum), count: BigInt(score.count) };
}

function check(entries: readonly Entry[], { by }: RankingRule): void {
  const ids = new Set<string>();
  for (const { id, scores } of entries) {
    if (ids.has(id)) throw new RankingRefused('idTwice', id);
    ids.add(id);
    for (const { key } of by) {
      if (!Object.hasOwn(scores, key)) throw new RankingRefused('scoreMissing', `${key} of ${id}`);
      if (!exactScoreSchema.safeParse(scores[key]).success)
        throw new RankingRefused('scoreNotExact', `${key} of ${id}`);
    }
  }
}

/** Groups of equals, best first; inside a group by id. */
function tied(entries: readonly Entry[], rule: RankingRule): Entry[][] {
  const sorted = entries.toSorted((a, b) => compareEntries(a, b, rule) || (a.id < b.id ? -1 : 1));
  const groups: Entry[][] = [];
  for (const entry of sorted) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group !== undefined && first !== undefined && compareEntries(first, entry, rule) === 0) group.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function compareEntries(a: Entry, b: Entry, rule: RankingRule): number {
  for (const { key, order } of rule.by) {
    const compared = compareScores(scoreOf(a, key), scoreOf(b, key));
    if (compared !== 0) return order === 'ascending' ? compared : -compared;
  }
  return 0;
}

function decidingKey(a: Entry, b: Entry, rule: RankingRule): string | undefined {
  return rule.by.find(({ key }) => compareScores(scoreOf(a, key), scoreOf(b, key)) !== 0)?.key;
}

function scoreOf({ id, scores }: Entry, key: string): ExactScore {
  const score = scores[key];
  if (score === undefined) throw new RankingRefused('scoreMissing', `${key} of ${id}`);
  return score;
}
