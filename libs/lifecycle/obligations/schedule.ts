/**
 * What is owed, by whom, and when somebody is told: obligations of a subject as it stands, the steps by which a cycle
 * reminds of them, and what is to be done now. Pure: whoever wakes up (a queue, a timer, a restart) asks here again.
 *
 * The log alone decides: an obligation is gone when the subject leaves the stage, and has another `lateFrom` when its
 * date is moved or extended. The `watch` stream beside the subject keeps, for each deadline, the last step that was
 * sent and the `lateFrom` it was sent for; what belongs to another `lateFrom` does not count.
 */
import type { Command } from '../../engine/decide/command.js';
import type { Cause } from '../../engine/envelope/envelope.js';
import type { StreamState } from '../../engine/fold/fold.js';
import { streamParts } from '../../engine/ports/event-store.js';
import { addDays, dateAt, instantOn } from '../calendar/local-days.js';
import { activeStages, dueDateIn, datedFrom, holding, lastOf, type Running } from './due-dates.js';
import type { Programme } from '../definition/compile-programme.js';

/** Under these names the timer and the reminders give their commands. */
export const TIMER = 'timer';
export const REMINDERS = 'reminders';

/** A step sent later than this after its time is marked late. */
const LATE_AFTER_MS = 5 * 60_000;

export interface Obligation {
  /** The subject's stream; of what nobody has begun, the name it would have. */
  readonly stream: string;
  /** Id of the cycle; undefined for a subject that outlives cycles and is looked at without one. */
  readonly cycle: string | undefined;
  readonly category: string;
  readonly deadline: string;
  /** The first instant that is late, RFC 3339 in UTC with milliseconds. */
  readonly lateFrom: string;
  /** The role that has to act. */
  readonly holder: string;
  readonly unit: string | undefined;
  /** Dotted path of the stage that should be left; `absent` for what nobody has begun. */
  readonly stage: string;
  /**
   * Steps that were due before this instant are left out, and nobody was late with them: the reminders were not given
   * yet, the date was another, the unit was not there (registered, closed, opened again), or the subject did not stand where it owes this.
   */
  readonly since: string | undefined;
  /** Since when the date is what it is for its unit, where that is on record: not before the unit was registered. */
  readonly datedFrom?: string | undefined;
  /** What facts about it say they follow from. */
  readonly cause: Cause;
}

export interface Step {
  /** `before-14`, `overdue-3`, `escalation-7`. */
  readonly step: string;
  readonly kind: 'before' | 'overdue' | 'escalation';
  readonly days: number;
  /** RFC 3339 in UTC with milliseconds. */
  readonly at: string;
  /** To whom an escalation goes. */
  readonly role?: string;
}

export interface Duty {
  readonly send?: Step;
  /** `send` goes out more than five minutes after its time. */
  readonly late: boolean;
  /** Older ones that were due and never sent; `send` takes their place. */
  readonly skipped: readonly string[];
  /** The next step to come. */
  readonly next?: Step;
}

type Texts = Readonly<Record<string, string>>;

/** `watch-<root>.<category>.<id>` of a stream. */
export function watchOf(stream: string): string {
  const { category, root, id } = streamParts(stream);
  return `watch-${root}.${category}.${id}`;
}

/** The stream that a watch stream is about. */
export function watchedBy(watch: string): string {
  const { root, id } = streamParts(watch);
  const dot = id.indexOf('.');
  return `${id.slice(0, dot)}-${root}.${id.slice(dot + 1)}`;
}

/**
 * What a subject owes as it stands: the deadlines of the stages it is in, each once. `programme`: the rules that fold
 * the subject; `cycles`: those that may hold for it ({@link holding}); `owing`: the unit that owes it by its places, if
 * one does. Nothing where the date is not set, the stage is closed, or the cycle is over: then only what a subject that
 * outlives cycles holds itself.
 */
export function obligationsOf(
  programme: Programme,
  cycles: readonly Running[],
  subject: StreamState,
  owing?: StreamState,
): readonly Obligation[] {
  const { category } = streamParts(subject.stream);
  const rules = programme.subject(category);
  if (!rules || !subject.chartState) return [];
  const held = holding(programme, subject, cycles);
  if (held.length === 0 && rules.definition.lives === 'cycle') return [];
  const found = new Map<string, Obligation>();
  for (const { path, meta } of activeStages(rules.definition.chart.states, subject.chartState.value)) {
    if (!meta?.deadline || meta.closed || found.has(meta.deadline)) continue;
    const date = dueDateIn(held, rules, subject, meta.deadline);
    if (!date) continue;
    found.set(meta.deadline, {
      stream: subject.stream,
      cycle: date.cycle && streamParts(date.cycle.stream).id,
      category,
      deadline: meta.deadline,
      lateFrom: date.lateFrom,
      holder: meta.holder,
      unit: date.unit,
      stage: path,
      since: lastOf(date.cycle?.fields['remindersFrom'], date.since, owing?.entered, subject.entered),
      ...datedFrom(date.since, owing?.entered),
      cause: { stream: subject.stream, deadline: meta.deadline, rev: subject.rev },
    });
  }
  return [...found.values()];
}

/**
 * When somebody is told of an obligation, by the reminders that the cycle was given, in order of time. Days are counted
 * from the day that is named: the local date of the last instant in time. 0 is that day itself. None where the cycle
 * was given no reminders. A time that comes twice counts the second time, one that doesn't as much later as clocks jump.
 */
export function stepsOf(cycle: StreamState | undefined, obligation: Obligation, zone: string): readonly Step[] {
  if (!cycle) return [];
  const { lateFrom } = obligation;
  const named = dateAt(Date.parse(lateFrom) - 1, zone);
  const table = (name: string) => Object.entries((cycle.fields[name] ?? {}) as Texts);
  const roles = (cycle.fields['escalateTo'] ?? {}) as Texts;
  const step = (kind: Step['kind'], days: number, time: string): Step => {
    const date = addDays(named, kind === 'before' ? -days : days);
    return { step: `${kind}-${days}`, kind, days, at: instantOn(date, time, zone) };
  };
  const steps = [
    ...table('remindBefore').map(([days, time]) => step('before', Number(days), time)),
    ...table('remindOverdue').map(([days, time]) => step('overdue', Number(days), time)),
    ...table('escalateAt').map(([days, time]) => ({
      ...step('escalation', Number(days), time),
      role: roles[days] ?? '',
    })),
  ];
  return steps
    .filter(({ kind, at }) => kind !== 'before' || at < lateFrom)
    .toSorted((a, b) => (a.at === b.at ? line(a) - line(b) : a.at < b.at ? -1 : 1));
}

/** Reminders before those above are told, where both fall on one instant. */
function line({ kind }: Step): number {
  return kind === 'escalation' ? 1 : 0;
}

/**
 * What to do now about an obligation. Reminders of the holder, before and after the date, are one line, escalations
 * another: in each, only the latest step that is due is sent, and it takes the place of older ones. Asked again after
 * what it said was done, it tells what is left. `watch`: the stream {@link watchOf} the subject.
 */
export function duty(steps: readonly Step[], watch: StreamState, obligation: Obligation, now: string): Duty {
  const { since } = obligation;
  const left = steps.filter((step) => (since === undefined || step.at >= since) && !isDone(step, watch, obligation));
  const next = left.find(({ at }) => at > now);
  const ahead = next ? { next } : {};
  for (const reached of [0, 1]) {
    const due = left.filter((step) => line(step) === reached && step.at <= now);
    const send = due.at(-1);
    if (!send) continue;
    const late = Date.parse(now) - Date.parse(send.at) > LATE_AFTER_MS;
    return { send, late, skipped: due.slice(0, -1).map(({ step }) => step), ...ahead };
  }
  return { late: false, skipped: [], ...ahead };
}

/** Whether a step, or one after it in its line, was sent for this `lateFrom`. */
export function isDone(step: Step, watch: StreamState, { deadline, lateFrom }: Obligation): boolean {
  const sent = ((watch.fields[step.kind === 'escalation' ? 'escalated' : 'reminded'] ?? {}) as Texts)[deadline];
  const [from, last] = sent?.split('/') ?? [];
  return from === lateFrom && last !== undefined && placeOf(last) >= placeOf(step.step);
}

/** Days after the named day; before it, below zero. */
function placeOf(step: string): number {
  const dash = step.indexOf('-');
  const days = Number(step.slice(dash + 1));
  return step.startsWith('before') ? -days : days;
}

/**
 * Whether it is on record that this deadline was missed, as it stands now. A date that had passed before it came to be,
 * before its cycle was opened, or before the unit that owes it by its places was registered, is missed as it stands:
 * nobody could have kept it, so nobody puts it on record.
 */
export function isMissed(watch: StreamState, { deadline, lateFrom, datedFrom }: Obligation): boolean {
  if (datedFrom !== undefined && lateFrom <= datedFrom) return true;
  return ((watch.fields['missed'] ?? {}) as Texts)[deadline] === lateFrom;
}

/**
 * The command that puts a step on record: `sendReminder` or, for an escalation, `escalate`. `to`: the accounts that are
 * told. It is refused when the step was sent already, whatever its key; the key tells apart what a date that went to and
 * fro asks for again.
 */
export function reminderCommand(
  obligation: Obligation,
  { send, late, skipped }: Duty & { readonly send: Step },
  to: readonly string[],
  watch: StreamState,
  /** The unit whose people an escalation goes to. */
  unit?: string,
): Command {
  const { lateFrom } = obligation;
  const input = { ...about(obligation), lateFrom, step: send.step, late, skipped: [...skipped], to: [...to] };
  return send.kind === 'escalation'
    ? command(
        obligation,
        'escalate',
        { ...input, role: send.role, ...(unit === undefined ? {} : { unit }) },
        watch,
        send.step,
      )
    : command(obligation, 'sendReminder', input, watch, send.step);
}

/** The command that puts on record that a deadline has passed. */
export function missCommand(obligation: Obligation, watch: StreamState): Command {
  return command(obligation, 'missDeadline', { ...about(obligation), due: obligation.lateFrom }, watch, 'missed');
}

function about({ deadline, cycle }: Obligation): { deadline: string; cycle?: string } {
  return { deadline, ...(cycle === undefined ? {} : { cycle }) };
}

function command(
  { stream, deadline, lateFrom, cause }: Obligation,
  name: string,
  input: unknown,
  watch: StreamState,
  what: string,
): Command {
  return {
    root: streamParts(stream).root,
    name,
    target: { stream: watchOf(stream) },
    input,
    by: { system: name === 'missDeadline' ? TIMER : REMINDERS },
    key: `${what} ${deadline} ${lateFrom} ${watch.rev}`,
    cause,
  };
}
