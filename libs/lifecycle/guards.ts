/**
 * The registry of guards. A command names a guard with its version and parameters; what a version means never changes.
 * A guard looks and refuses; it changes nothing.
 */
import { z } from 'zod';
import { type Context, refuse, stagesOf } from './context.js';
import { localDate } from './deadline.js';
import { totalOf } from './expressions.js';
import { conditionSchema, nameSchema, pathSchema } from './fields.js';
import { withGivenPoints, type GivenPoints } from './given-points.js';
import { at, holds, isMember, sizeOf } from './paths.js';
import { checkMarks, scoreRubric, type Marks } from './scoring.js';
import { REJECTIONS, type RejectionReason } from '../engine/rejection.js';

export interface Guard {
  readonly parameters: z.ZodType;
  judge(parameters: never, context: Context): void;
}

export type Guards = Readonly<Record<string, Guard>>;

/** Runs a command's guards in order. The definition was checked when it was published, so each is there. */
export function runGuards(guards: Guards, context: Context): void {
  for (const { guard: name, with: parameters, when } of context.ready.definition.guards ?? []) {
    const guard = guards[name];
    if (!guard) throw new Error(`no guard ${name}`);
    if (when !== undefined && !holds(when, context.scope, stagesOf(context))) continue;
    guard.judge((parameters ?? {}) as never, context);
  }
}

function guard<T>(parameters: z.ZodType<T>, judge: (parameters: T, context: Context) => void): Guard {
  return { parameters, judge: judge as Guard['judge'] };
}

const reasons = z.enum(Object.keys(REJECTIONS) as [RejectionReason, ...RejectionReason[]]);

/** Places for the unit against how many there are already. No number on the record: no limit. Soft quotas warn elsewhere. */
const withinQuota = guard(
  z.strictObject({ quota: nameSchema, unit: pathSchema, counted: pathSchema }),
  ({ quota, unit, counted }, context) => {
    const id = String(at(context.scope, unit) ?? '');
    const quotas = (context.cycle?.fields['quotas'] ?? {}) as Readonly<Record<string, number>>;
    const places = quotas[`${quota}/${id}`];
    if (places === undefined || context.programme.definition.quotas[quota]?.strength === 'soft') return;
    const found = at(context.scope, counted);
    const count = typeof found === 'number' ? found : sizeOf(found);
    if (count >= places) refuse('quotaExceeded', { quota, unit: id, places, count });
  },
);

const standing = z.strictObject({ home: nameSchema, standing: nameSchema });

function standings(context: Context, alias: string): unknown {
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
      const early = (before !== undefined && (dated === undefined || dated > on)) || (typeof first === 'string' && first > on);
      const late = next !== undefined && (dates.get(next) ?? on) < on;
      if (early || late) {
        refuse('opinionOutOfOrder', { body, before: (late ? next : before) ?? '' }, [{ pointer, reason: 'opinionOutOfOrder' }]);
      }
      dates.set(body, on);
    }
  },
);

function opinionsOf(
  context: Context,
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

/** Marks against the most that people allowed each item. */
const marksWithin = guard(z.strictObject({ marks: pathSchema, limits: pathSchema }), ({ marks, limits }, context) => {
  const most = (at(context.scope, limits) ?? {}) as Readonly<Record<string, number>>;
  const problems = Object.entries((at(context.scope, marks) ?? {}) as Marks).flatMap(([item, { points }]) => {
    const pointer = `/${marks.split('.').slice(1).join('/')}/${item}`;
    const limit = most[item];
    if (limit === undefined) return [{ pointer, reason: 'itemUnknown' }];
    if (points === undefined || !Number.isSafeInteger(points) || points < 0)
      return [{ pointer, reason: 'notAnInteger' }];
    return points > limit ? [{ pointer, reason: 'scoreAboveMaximum' }] : [];
  });
  if (problems.length > 0) refuse('marksRefused', {}, problems);
});

const sums = guard(
  z.strictObject({ of: pathSchema, equals: z.union([z.int(), pathSchema]) }),
  ({ of, equals }, context) => {
    const found = totalOf(at(context.scope, of));
    const wanted = typeof equals === 'number' ? equals : at(context.scope, equals);
    if (found !== wanted) refuse('sumDoesNotHold', { found, wanted: typeof wanted === 'number' ? wanted : 0 });
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

/** The first in line is offered first: nobody with a better place is still to be asked. */
const nextInLine = guard(
  z.strictObject({ places: pathSchema, out: pathSchema, chosen: pathSchema }),
  ({ places, out, chosen }, context) => {
    const line = (at(context.scope, places) ?? {}) as Readonly<Record<string, number>>;
    const asked = at(context.scope, out);
    const own = line[String(at(context.scope, chosen))];
    const better = Object.entries(line).some(
      ([id, place]) => own === undefined || (place < own && !isMember(asked, id)),
    );
    if (own === undefined || better) refuse('notNextInLine');
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
  'sums@1': sums,
  'settingGiven@1': settingGiven,
  'dateOrder@1': dateOrder,
  'notInFuture@1': notInFuture,
  'noConflict@1': noConflict,
  'nextInLine@1': nextInLine,
  'withinSample@1': withinSample,
};
