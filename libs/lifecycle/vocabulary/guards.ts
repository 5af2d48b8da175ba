/**
 * The registry of guards. A command names a guard with its version and parameters; what a version means never changes.
 * A guard looks and refuses; it changes nothing.
 */
import { z } from 'zod';
import { type CommandContext, stagesOf } from './command-context.js';
import { refuse } from '../definition/refuse.js';
import { localDate } from '../calendar/deadline.js';
import type { CommandDefinition } from '../definition/definition.js';
import { totalOf } from './evaluate.js';
import { conditionSchema, lengthPathSchema, nameSchema, pathSchema } from '../language/fields.js';
import { withGivenPoints, type GivenPoints } from '../scoring/given-points.js';
import { at, holds, isMember, sizeOf } from '../language/paths.js';
import { checkMarks, scoreRubric, type Marks } from '../scoring/score-rubric.js';
import { countCharacters } from '../language/count-characters.js';
import { REJECTIONS, type RejectionReason } from '../../engine/decide/rejection.js';

export interface Guard {
  readonly parameters: z.ZodType;
  judge(parameters: never, context: CommandContext): void;
}

export type Guards = Readonly<Record<string, Guard>>;

type Guarded = NonNullable<CommandDefinition['guards']>[number];

/** Runs a command's guards in order, or those that are `asked`. The definition was checked when it was published, so each is there. */
export function runGuards(
  guards: Guards,
  context: CommandContext,
  asked: (guarded: Guarded) => boolean = () => true,
): void {
  for (const { guard: name, with: parameters, when } of (context.ready.definition.guards ?? []).filter(asked)) {
    const guard = guards[name];
    if (!guard) throw new Error(`no guard ${name}`);
    if (when !== undefined && !holds(when, context.scope, stagesOf(context))) continue;
    guard.judge((parameters ?? {}) as never, context);
  }
}

export function guard<T>(parameters: z.ZodType<T>, judge: (parameters: T, context: CommandContext) => void): Guard {
  return { parameters, judge: judge as Guard['judge'] };
}

const reasons = z.enum(Object.keys(REJECTIONS) as [RejectionReason, ...RejectionReason[]]);

/**
 * Places for the unit against how many there are already and one more, or as many more as are listed at `adding`. A
 * quota with neither table nor number on the record limits nobody. Soft quotas warn elsewhere.
 */
const withinQuota = guard(
  z.strictObject({ quota: nameSchema, unit: pathSchema, counted: pathSchema, adding: pathSchema.optional() }),
  ({ quota, unit, counted, adding }, context) => {
    const id = String(at(context.scope, unit) ?? '');
    const quotas = (context.cycle?.fields['quotas'] ?? {}) as Readonly<Record<string, number>>;
    const declared = context.programme.definition.quotas[quota];
    // A unit that the notice's table leaves out has no places; where there is no table, nothing is limited.
    const places = quotas[`${quota}/${id}`] ?? (declared?.table ? 0 : undefined);
    if (places === undefined || declared?.strength === 'soft') return;
    const found = at(context.scope, counted);
    const count = typeof found === 'number' ? found : sizeOf(found);
    const more = adding === undefined ? 1 : sizeOf(at(context.scope, adding));
    if (count + more > places) refuse('quotaExceeded', { quota, unit: id, places, count });
  },
);

const standing = z.strictObject({ home: nameSchema, standing: nameSchema });

function standings(context: CommandContext, alias: string): unknown {
  return context.aliases.get(alias)?.folded[0]?.fields['standings'];
}

const holdsStanding = guard(standing, ({ home, standing: name }, context) => {
  if (!isMember(standings(context, home), name)) refuse('notInRegister', { standing: name });
});

const lacksStanding = guard(standing, ({ home, standing: name }, context) => {
  if (isMember(standings(context, home), name)) refuse('alreadyInRegister', { standing: name });
});

const holdsCondition = guard(
  z.strictObject({ if: conditionSchema, reason: reasons }),
  ({ if: condition, reason }, context) => {
    if (!holds(condition, context.scope, stagesOf(context))) refuse(reason, { command: context.ready.name });
  },
);

const onlyOnce = guard(z.strictObject({ field: pathSchema }), ({ field }, context) => {
  const value = at(context.scope, field);
  const happened =
    typeof value === 'object' ? sizeOf(value) > 0 : value !== undefined && value !== false && value !== 0;
  if (happened) refuse('onlyOnce', { command: context.ready.name });
});

interface Opinion {
  readonly body: string;
  readonly on: string;
}

/**
 * Bodies in the form's order: none that the form does not ask for, none before or dated before the one before it, or
 * after the one after it, or before what the form says first (`after`: the date beside a signature).
 */
const opinionsInOrder = guard(
  z.strictObject({ deliverable: nameSchema, known: pathSchema, given: pathSchema, after: pathSchema.optional() }),
  (parameters, context) => {
    const { of, order } = opinionsOf(context, parameters.deliverable);
    const given = (at(context.scope, parameters.given) ?? []) as Opinion[];
    const dates = new Map(Object.entries((at(context.scope, parameters.known) ?? {}) as Record<string, string>));
    // What is given now takes the place of what was known.
    for (const { body } of given) dates.delete(body);
    const first = parameters.after === undefined ? undefined : at(context.scope, parameters.after);
    for (const [index, { body, on }] of given.entries()) {
      const pointer = `/${parameters.given.split('.').slice(1).join('/')}/${index}/body`;
      const place = of.indexOf(body);
      if (place < 0) refuse('opinionNotOnForm', { body }, [{ pointer, reason: 'opinionNotOnForm' }]);
      const [before, next] = order === 'inOrder' ? [of[place - 1], of[place + 1]] : [];
      const dated = before === undefined ? undefined : dates.get(before);
      const early =
        (before !== undefined && (dated === undefined || dated > on)) || (typeof first === 'string' && first > on);
      const late = next !== undefined && (dates.get(next) ?? on) < on;
      if (early || late) {
        refuse('opinionOutOfOrder', { body, before: (late ? next : before) ?? '' }, [
          { pointer, reason: 'opinionOutOfOrder' },
        ]);
      }
      dates.set(body, on);
    }
  },
);

function opinionsOf(
  context: CommandContext,
  deliverable: string,
): { of: readonly string[]; order: 'inOrder' | 'together' | 'anyOne' } {
  const opinions = context.programme.definition.deliverables[deliverable]?.opinions;
  if (!opinions) throw new Error(`${deliverable} asks for no opinions`);
  return opinions;
}

const opinionsComplete = guard(
  z.strictObject({ deliverable: nameSchema, known: pathSchema }),
  ({ deliverable, known }, context) => {
    const { of, order } = opinionsOf(context, deliverable);
    const given = at(context.scope, known);
    const missing = of.filter((body) => !isMember(given, body));
    if (order === 'anyOne' ? missing.length === of.length : missing.length > 0)
      refuse('opinionMissing', { body: missing.join(', ') });
  },
);

const copiesComplete = guard(
  z.strictObject({ deliverable: nameSchema, leg: nameSchema, copies: pathSchema, sealed: pathSchema.optional() }),
  ({ deliverable, leg: name, copies, sealed }, context) => {
    const leg = context.programme.definition.deliverables[deliverable]?.legs[name];
    if (leg?.kind !== 'paper') throw new Error(`${deliverable} has no paper leg ${name}`);
    const brought = at(context.scope, copies);
    if (leg.copies !== undefined && (typeof brought !== 'number' || brought < leg.copies)) {
      refuse('copiesMissing', { deliverable, asked: leg.copies, brought: typeof brought === 'number' ? brought : 0 });
    }
    if (leg.sealed && sealed !== undefined && at(context.scope, sealed) !== true)
      refuse('sealMissing', { deliverable });
  },
);

const addressesComplete = guard(
  z.strictObject({ deliverable: nameSchema, leg: nameSchema, sentTo: pathSchema }),
  (parameters, context) => {
    const leg = context.programme.definition.deliverables[parameters.deliverable]?.legs[parameters.leg];
    if (leg?.kind !== 'electronic')
      throw new Error(`${parameters.deliverable} has no electronic leg ${parameters.leg}`);
    const sentTo = at(context.scope, parameters.sentTo);
    const missing = leg.addresses.filter((address) => !isMember(sentTo, address));
    if (missing.length > 0) refuse('addressMissing', { address: missing.join(', ') });
  },
);

/** Marks by a rubric of the programme: complete, or with `part` those of one scorer; `points`: what people gave its items. */
const rubricScored = guard(
  z.strictObject({
    rubric: nameSchema,
    marks: pathSchema,
    part: z.literal(true).optional(),
    points: pathSchema.optional(),
  }),
  ({ rubric: name, marks, part, points }, context) => {
    const written = context.programme.definition.rubrics[name];
    if (!written) throw new Error(`no rubric ${name}`);
    const rubric =
      points === undefined ? written : withGivenPoints(written, (at(context.scope, points) ?? {}) as GivenPoints);
    const given = (at(context.scope, marks) ?? {}) as Marks;
    const settings = (context.cycle?.fields['settings'] ?? {}) as Readonly<Record<string, unknown>>;
    const scored = part
      ? { ok: false, problems: checkMarks(rubric, given, settings) }
      : scoreRubric(rubric, given, settings);
    const problems = 'problems' in scored ? scored.problems : [];
    if (problems.length === 0) return;
    const prefix = `/${marks.split('.').slice(1).join('/')}`;
    refuse(
      'marksRefused',
      { rubric: name },
      problems.map((problem) => ({ pointer: `${prefix}${problem.pointer}`, reason: problem.reason })),
    );
  },
);

/** Marks against the most that people allowed each item. `explained`: less than the most says why. */
const marksWithin = guard(
  z.strictObject({ marks: pathSchema, limits: pathSchema, explained: z.literal(true).optional() }),
  ({ marks, limits, explained }, context) => {
    const most = (at(context.scope, limits) ?? {}) as Readonly<Record<string, number>>;
    const problems = Object.entries((at(context.scope, marks) ?? {}) as Marks).flatMap(([item, { points, reason }]) => {
      const pointer = `/${marks.split('.').slice(1).join('/')}/${item}`;
      const limit = Object.hasOwn(most, item) ? most[item] : undefined;
      if (limit === undefined) return [{ pointer, reason: 'itemUnknown' }];
      if (points === undefined || !Number.isSafeInteger(points) || points < 0)
        return [{ pointer, reason: 'notAnInteger' }];
      if (points > limit) return [{ pointer, reason: 'scoreAboveMaximum' }];
      const silent = explained && points < limit && (reason ?? '').trim() === '';
      return silent ? [{ pointer: `${pointer}/reason`, reason: 'reasonMissing' }] : [];
    });
    if (problems.length > 0) refuse('marksRefused', {}, problems);
  },
);

/** Every member that is asked for (of a set or map, each row's or item's id) is among those given. */
const covers = guard(z.strictObject({ asked: pathSchema, given: pathSchema }), ({ asked, given }, context) => {
  const wanted = at(context.scope, asked) ?? [];
  const found = at(context.scope, given);
  const members = Array.isArray(wanted) ? wanted : Object.keys(wanted);
  const missing = members.filter((member) => !isMember(found, member));
  if (missing.length > 0) refuse('notComplete', { missing: missing.slice(0, 20).join(', '), count: missing.length });
});

/** What numbers at one or more paths come to: exactly so much, or not above it. */
const sums = guard(
  z.union([
    z.strictObject({ of: pathSchema, equals: z.union([z.int(), pathSchema]) }),
    z.strictObject({ of: z.array(pathSchema).min(1).max(10), atMost: z.int() }),
  ]),
  (parameters, context) => {
    const total = [parameters.of].flat().reduce((all, path) => all + totalOf(at(context.scope, path)), 0);
    if ('atMost' in parameters) {
      if (total > parameters.atMost) refuse('sumDoesNotHold', { found: total, wanted: parameters.atMost });
      return;
    }
    const { equals } = parameters;
    const wanted = typeof equals === 'number' ? equals : at(context.scope, equals);
    if (total !== wanted) refuse('sumDoesNotHold', { found: total, wanted: typeof wanted === 'number' ? wanted : 0 });
  },
);

/** Texts that share one limit of characters. */
const textsWithin = guard(
  z.strictObject({ texts: z.array(lengthPathSchema).min(1).max(10), most: z.int().min(1) }),
  ({ texts, most }, context) => {
    const length = texts
      .flatMap((path) => at(context.scope, path))
      .reduce<number>((all, text) => all + (typeof text === 'string' ? countCharacters(text) : 0), 0);
    const pointer = `/${(texts[0] ?? '').split('.').slice(1).join('/')}`;
    if (length > most) refuse('malformed', {}, [{ pointer, reason: 'textTooLong', params: { limit: most, length } }]);
  },
);

const settingGiven = guard(z.strictObject({ setting: nameSchema }), ({ setting }, context) => {
  if (!isMember(context.cycle?.fields['settings'], setting)) refuse('settingUnset', { setting });
});

const dateOrder = guard(z.strictObject({ earlier: pathSchema, later: pathSchema }), ({ earlier, later }, context) => {
  const [first, second] = [at(context.scope, earlier), at(context.scope, later)];
  if (typeof first === 'string' && typeof second === 'string' && first > second)
    refuse('dateOutOfOrder', { earlier: first, later: second });
});

const notInFuture = guard(z.strictObject({ date: pathSchema }), ({ date }, context) => {
  const found = at(context.scope, date);
  const today = localDate(context.at, context.programme.definition.zone);
  if (typeof found === 'string' && found > today) refuse('dateInFuture', { date: found, today });
});

const noConflict = guard(
  z.strictObject({ conflicts: pathSchema, account: pathSchema }),
  ({ conflicts, account }, context) => {
    if (isMember(at(context.scope, conflicts), at(context.scope, account))) refuse('conflictOfInterest');
  },
);

/**
 * In the line, without those who are `out` of it, nobody stands before the chosen one; with `from: last` nobody behind.
 * `among`: only those count for whom the map at `of` holds what is at `is` (each home's district, a district).
 */
const nextInLine = guard(
  z.strictObject({
    places: pathSchema,
    out: pathSchema,
    chosen: pathSchema,
    from: z.enum(['first', 'last']).optional(),
    among: z.strictObject({ of: pathSchema, is: pathSchema }).optional(),
  }),
  ({ places, out, chosen, from, among }, context) => {
    const asked = at(context.scope, out);
    const groups = among && (at(context.scope, among.of) as Readonly<Record<string, unknown>> | undefined);
    const group = among && at(context.scope, among.is);
    const line = Object.entries((at(context.scope, places) ?? {}) as Readonly<Record<string, number>>).filter(
      ([id]) => !isMember(asked, id) && (among === undefined || (group !== undefined && groups?.[id] === group)),
    );
    const own = line.find(([id]) => id === at(context.scope, chosen))?.[1];
    const others = line.map(([, place]) => place);
    if (own === undefined || own !== (from === 'last' ? Math.max(...others) : Math.min(...others))) {
      refuse('notNextInLine');
    }
  },
);

/** The lists name each member of the set once, and nobody else. */
const eachOnce = guard(
  z.strictObject({ of: pathSchema, lists: z.array(pathSchema).min(1).max(10) }),
  ({ of, lists }, context) => {
    const named = lists.flatMap((list) => (at(context.scope, list) ?? []) as string[]);
    const set = at(context.scope, of);
    const wrong =
      named.find((id, index) => !isMember(set, id) || named.indexOf(id) !== index) ??
      (Array.isArray(set) ? (set as string[]) : Object.keys(set ?? {})).find((id) => !named.includes(id));
    if (wrong !== undefined) refuse('notComplete', { id: wrong });
  },
);

const withinSample = guard(
  z.strictObject({ sample: pathSchema, member: pathSchema }),
  ({ sample, member }, context) => {
    if (!isMember(at(context.scope, sample), at(context.scope, member))) refuse('notSampled');
  },
);

export const GUARDS: Guards = {
  'withinQuota@1': withinQuota,
  'holdsStanding@1': holdsStanding,
  'lacksStanding@1': lacksStanding,
  'holds@1': holdsCondition,
  'onlyOnce@1': onlyOnce,
  'opinionsInOrder@1': opinionsInOrder,
  'opinionsComplete@1': opinionsComplete,
  'copiesComplete@1': copiesComplete,
  'addressesComplete@1': addressesComplete,
  'rubricScored@1': rubricScored,
  'marksWithin@1': marksWithin,
  'covers@1': covers,
  'sums@1': sums,
  'textsWithin@1': textsWithin,
  'settingGiven@1': settingGiven,
  'dateOrder@1': dateOrder,
  'notInFuture@1': notInFuture,
  'noConflict@1': noConflict,
  'nextInLine@1': nextInLine,
  'eachOnce@1': eachOnce,
  'withinSample@1': withinSample,
};
