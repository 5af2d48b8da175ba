/** What a yielded fact's data is made of. */
import { canonicalHash } from '../../engine/canonical/digest.js';
import type { StreamState } from '../../engine/fold/fold.js';
import type { Calendar } from '../calendar/calendar.js';
import { CalendarYearMissing, loadCalendar } from '../calendar/calendar.js';
import { type CommandContext } from './command-context.js';
import { stands } from '../definition/subject-streams.js';
import { refuse } from '../definition/refuse.js';
import { DeadlineDateMissing, localDate, resolveDeadline, resolveInstant } from '../calendar/deadline.js';
import type { Expression } from '../language/expression.js';
import { type GivenPoints, withGivenPoints } from '../scoring/given-points.js';
import { at, holds, isLess, numberOf, sizeOf, totalOf } from '../language/paths.js';
import type { RulesPart } from '../definition/compile-programme.js';
import { combine, cutAt, rank, RankingRefused, type Entry, type Ranked } from '../scoring/ranking.js';
import { drawSample, SampleLargerThanFrame } from '../scoring/sampling.js';
import { scoreRubric, type Marks } from '../scoring/score-rubric.js';
import { lookUp } from '../obligations/lookup.js';

/** The value of an expression; undefined where a path leads nowhere. */
export function evaluate(expression: Expression, context: CommandContext): unknown {
  const { scope } = context;
  if ('from' in expression) return at(scope, expression.from);
  if ('value' in expression) return expression.value;
  if ('today' in expression) return localDate(context.at, context.programme.definition.zone);
  if ('late' in expression) return context.late;
  if ('stream' in expression) return aliasStream(context, expression.stream);
  if ('score' in expression) return scored(context, expression.score);
  if ('ranking' in expression) return ranking(context, expression.ranking);
  if ('sample' in expression) return sampled(context, expression.sample, expression.part ?? 'picked');
  if ('edition' in expression) return edition(context, expression.edition);
  if ('instant' in expression) return instant(context, expression.instant);
  if ('join' in expression) return joined(expression.join.map((each) => evaluate(each, context)));
  if ('due' in expression) return due(context, expression.due);
  if ('ballot' in expression)
    return context.decision.choices(context.primary.stream, ballotOf(context, expression.ballot).cast);
  if ('hash' in expression) return canonicalHash(at(scope, expression.hash));
  if ('count' in expression) return sizeOf(at(scope, expression.count));
  if ('total' in expression) return totalOf(at(scope, expression.total));
  if ('sum' in expression) return expression.sum.reduce((all, each) => all + numberOf(evaluate(each, context)), 0);
  if ('product' in expression) return product(expression.product.map((each) => evaluate(each, context)));
  if ('less' in expression) return isLess(evaluate(expression.less[0], context), evaluate(expression.less[1], context));
  if ('inForce' in expression)
    return inForce(at(scope, expression.inForce.in), evaluate(expression.inForce.on, context));
  if ('about' in expression) return about(context, expression.about);
  return expression.first.map((each) => evaluate(each, context)).find((value) => value !== undefined);
}

/** Read through the decision: the stream, and the cycle it runs in, must still stand so when the facts are written. */
function about(
  { scope, decision, relied, command }: CommandContext,
  { stream, part, deadline, cycle }: Extract<Expression, { about: unknown }>['about'],
): string | undefined {
  const name = at(scope, stream);
  const said = cycle === undefined ? command.cycle : at(scope, cycle);
  if (typeof name !== 'string') return undefined;
  const watched = lookUp(decision, name, typeof said === 'string' ? said : undefined, relied);
  if (part === 'unit' || !watched) return watched?.unit;
  const due = deadline === undefined ? undefined : at(scope, deadline);
  return watched.obligations.find((each) => each.deadline === due)?.[part];
}

/** Nothing where a factor is missing: a product of what is not known is not known. */
function product(factors: readonly unknown[]): number | undefined {
  return factors.every((factor) => typeof factor === 'number')
    ? factors.reduce((all, factor) => all * factor, 1)
    : undefined;
}

function joined(parts: readonly unknown[]): string | undefined {
  return parts.every((part) => typeof part === 'string') ? parts.join('/') : undefined;
}

function inForce(values: unknown, on: unknown): unknown {
  if (typeof values !== 'object' || values === null || typeof on !== 'string') return undefined;
  const latest = Object.keys(values)
    .filter((date) => date <= on)
    .sort()
    .at(-1);
  return latest === undefined ? undefined : (values as Record<string, unknown>)[latest];
}

function aliasStream(context: CommandContext, alias: string): string | undefined {
  if (alias === 'self') return context.primary.stream;
  if (alias === 'cycle') return context.cycle?.stream;
  return context.aliases.get(alias)?.folded[0]?.stream;
}

type Score = Extract<Expression, { score: unknown }>['score'];

function scored(context: CommandContext, score: Score): unknown {
  const written = context.programme.definition.rubrics[score.rubric];
  if (!written) throw new Error(`no rubric ${score.rubric}`);
  const settings = (context.cycle?.fields['settings'] ?? {}) as Readonly<Record<string, unknown>>;
  const marks = (at(context.scope, score.marks) ?? {}) as Marks;
  const rubric = score.points === undefined ? written : withGivenPoints(written, given(context, score.points, marks));
  const result = scoreRubric(rubric, marks, settings);
  // Which mark is wrong, and where in the input, is for the guard to say: here only the marks are known.
  if (!result.ok) return refuse('marksRefused', { rubric: score.rubric });
  return score.part === 'blocks' ? result.blocks : result.total;
}

/** The points that people gave to the items that are marked. */
function given(context: CommandContext, path: string, marks: Marks): GivenPoints {
  const points = (at(context.scope, path) ?? {}) as GivenPoints;
  return Object.fromEntries(Object.entries(points).filter(([item]) => Object.hasOwn(marks, item)));
}

/** The ranking as it is written: every entry with its place, with whom it is tied, and whether a tie lies on the cut. */
function ranking(context: CommandContext, name: string): unknown {
  const rule = context.programme.definition.rankings[name];
  const alias = rule && context.aliases.get(rule.of);
  if (!rule || !alias) throw new Error(`no ranking ${name}`);
  const counted = alias.folded.filter(
    (each) =>
      each.chartState &&
      (rule.where === undefined ||
        holds(rule.where, { item: each.fields }, { isIn: (_alias, stage) => stands(each, stage) })),
  );
  const { within } = rule;
  if (within === undefined) return rankedOf(context, rule, counted);
  const groups = Map.groupBy(counted, (each) => String(each.fields[within] ?? ''));
  return [...groups.keys()]
    .sort()
    .flatMap((group) => rankedOf(context, rule, groups.get(group) ?? []).map((entry) => ({ ...entry, group })));
}

function rankedOf(
  context: CommandContext,
  rule: RulesPart['rankings'][string],
  counted: readonly StreamState[],
): object[] {
  try {
    // Scores that cannot be put together (a trimmed mean of two) refuse the command like a ranking that cannot be made.
    const entries = counted.map((each): Entry => ({
      id: each.stream,
      scores: Object.fromEntries(rule.by.map((by, index) => [`by${index}`, scoreBy(context, each.fields, by)])),
    }));
    const { ranked } = rank(entries, {
      by: rule.by.map((by, index) => ({ key: `by${index}`, order: by.order })),
      ties: 'shared',
    });
    const places = rule.places === undefined ? undefined : setting(context, rule.places);
    const tied = new Set(
      typeof places === 'number' ? (cutAt(ranked, places).tieAtCut?.tied ?? []).map((each) => each.id) : [],
    );
    const heads = new Map(counted.map((each) => [each.stream, each.rev]));
    return ranked.map((each) => entryOf(each, entries, heads.get(each.id) ?? 0, tied.has(each.id)));
  } catch (error) {
    if (error instanceof RankingRefused) return refuse('notComplete', { detail: error.reason });
    throw error;
  }
}

function entryOf(each: Ranked, entries: readonly Entry[], rev: number, atCut: boolean): Record<string, unknown> {
  const score = entries.find((entry) => entry.id === each.id)?.scores['by0'];
  return {
    stream: each.id,
    rev,
    place: each.place,
    tiedWith: [...each.tiedWith],
    atCut,
    ...(typeof score === 'number' ? { sum: score, count: 1 } : { sum: score?.sum ?? 0, count: score?.count ?? 1 }),
  };
}

type RankBy = RulesPart['rankings'][string]['by'][number];

function scoreBy(
  context: CommandContext,
  fields: Readonly<Record<string, unknown>>,
  by: RankBy,
): Entry['scores'][string] {
  if ('field' in by) return numberOf(fields[by.field]);
  const how = typeof by.combine === 'string' ? by.combine : setting(context, by.combine.setting);
  if (how === undefined && typeof by.combine === 'object')
    return refuse('settingUnset', { setting: by.combine.setting });
  const totals = Object.values((fields[by.scores] ?? {}) as Record<string, number>);
  const { sum, count } = combine(
    totals,
    how === 'trimmedMean' ? { how, trim: 1 } : { how: how as 'mean' | 'median' | 'sum' },
  );
  return { sum, count };
}

function setting(context: CommandContext, name: string): unknown {
  return ((context.cycle?.fields['settings'] ?? {}) as Record<string, unknown>)[name];
}

function sampled(context: CommandContext, name: string, part: 'picked' | 'frameHash'): unknown {
  const sample = context.programme.definition.samples[name];
  if (!sample) throw new Error(`no sample ${name}`);
  const frame = listOf(at(context.scope, sample.frame));
  const size = at(context.scope, sample.size);
  const seed = at(context.scope, sample.seed);
  if (typeof size !== 'number') return refuse('notComplete', { missing: sample.size, count: 1 });
  try {
    const drawn = drawSample({ frame, size, seed: String(seed ?? '') });
    return part === 'picked' ? [...drawn.picked] : drawn.frameHash;
  } catch (error) {
    if (error instanceof SampleLargerThanFrame) return refuse('sampleTooLarge', { size, frame: frame.length });
    throw error;
  }
}

/** Members of a set or keys of a map; of a list of those (an alias read with `each`), all of them. */
function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => (typeof each === 'string' ? [each] : listOf(each)));
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

/** What a cycle copies from the edition it runs, once and for all. */
function edition(context: CommandContext, part: 'quotas' | 'deadlines' | 'zone'): unknown {
  const { definition } = context.decision.rules(String(at(context.scope, 'programme.rules')));
  const { zone } = definition;
  if (part === 'zone') return zone;
  if (part === 'quotas') {
    return Object.entries(definition.quotas).flatMap(([quota, { table }]) =>
      Object.entries(table ?? {}).map(([unit, places]) => ({ quota: `${quota}/${unit}`, places })),
    );
  }
  return Object.entries(definition.deadlines).flatMap(([deadline, when]) => {
    if (!('date' in when)) return [];
    const { date, time } = when;
    return [{ deadline, date, time, instant: resolveInstant({ date, time, zone }) }];
  });
}

/** Nowhere when there is no date or time; a date and time that were parsed always resolve. */
function instant(
  context: CommandContext,
  { date, time, zone }: { date: string; time: string; zone: string },
): string | undefined {
  const [day, hour, where] = [at(context.scope, date), at(context.scope, time), at(context.scope, zone)];
  return typeof day === 'string' && typeof hour === 'string'
    ? resolveInstant({ date: day, time: hour, zone: String(where) })
    : undefined;
}

/** The instant a deadline that counts from a date falls due, by this command's input or the subject's state. */
function due(context: CommandContext, name: string): unknown {
  const { definition } = context.programme;
  const deadline = definition.deadlines[name];
  if (!deadline || 'open' in deadline) return refuse('deadlineUnset', { deadline: name });
  const dates = { ...(context.scope['self'] as object), ...(context.scope['input'] as object) } as Record<
    string,
    string
  >;
  try {
    const counted = 'after' in deadline ? { ...deadline, months: monthsOf(context, deadline.months) } : deadline;
    return resolveDeadline(counted, { dates, calendar: calendarOf(context), zone: definition.zone }).lateFrom;
  } catch (error) {
    if (error instanceof DeadlineDateMissing) return undefined;
    if (error instanceof CalendarYearMissing) return refuse('calendarYearMissing', { year: error.year });
    throw error;
  }
}

/** A number of months, or the one that a setting holds. */
function monthsOf(context: CommandContext, months: number | { setting: string } | undefined): number | undefined {
  if (typeof months !== 'object') return months;
  const found = setting(context, months.setting);
  return typeof found === 'number' ? found : refuse('settingUnset', { setting: months.setting });
}

export function calendarOf(context: CommandContext): Calendar {
  const hash = context.cycle?.fields['calendar'];
  if (typeof hash !== 'string') return refuse('calendarYearMissing', { year: 0 });
  return loadCalendar(context.decision.published(hash));
}

export function ballotOf(context: CommandContext, name: string): { cast: string; closed: string } {
  const ballot = context.programme.definition.ballots[name];
  if (!ballot) throw new Error(`no ballot ${name}`);
  return ballot;
}
