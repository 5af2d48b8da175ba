/** Proves a log: every fact must lead where it says, and what was published in it must be sound. */
import { FoldRefused } from '../engine/fold/control-fields.js';
import { decodeEnvelope } from '../engine/envelope/envelope.js';
import { ReplayFault } from '../engine/fold/fold.js';
import type { Problem } from '../engine/decide/rejection.js';
import { verifyStream } from '../engine/verify/verify-stream.js';
import { ABSENT, Unavailable, type EventStore } from '../engine/ports/event-store.js';
import { PublishedValues } from '../engine/load/published-values.js';
import { calendarSchema } from '../lifecycle/calendar/calendar.js';
import { checkDefinition, checkTexts } from '../lifecycle/check/check-definition.js';
import { ALL_GUARDS } from '../lifecycle/vocabulary/guards/registry.js';
import type { RulesPart } from '../lifecycle/definition/compile-programme.js';
import { publishing } from '../lifecycle/platform/published-values.js';

/** A fact that does not prove: which, in what way, and what was found. */
export interface Fault {
  readonly stream: string;
  readonly rev: number;
  readonly why: ReplayFault['why'] | 'missing' | 'unreadable' | 'definition';
  readonly detail: string;
  /** What is wrong with a published value, where `why` is `definition`. */
  readonly problem?: Problem;
}

export interface Proof {
  readonly streams: number;
  /** Facts that were proven; those after a stream's first fault are not among them. */
  readonly facts: number;
  readonly faults: readonly Fault[];
}

/** Proves these streams, each up to its first fault. `each` hears after every stream. @throws {Unavailable} */
export async function proveStreams(
  store: EventStore,
  streams: readonly string[],
  each: (done: number) => void = () => undefined,
): Promise<Proof> {
  const published = new PublishedValues(publishing);
  const faults: Fault[] = [];
  let facts = 0;
  for (const [index, stream] of streams.entries()) {
    const proven = await proveOne(store, published, stream);
    facts += proven.facts;
    if (proven.fault) faults.push(proven.fault);
    each(index + 1);
  }
  return { streams: streams.length, facts, faults };
}

async function proveOne(
  store: EventStore,
  published: PublishedValues,
  stream: string,
): Promise<{ readonly facts: number; readonly fault?: Fault }> {
  let last = ABSENT;
  const fault = (why: Fault['why'], detail: string, rev = last + 1) => ({
    facts: last + 1,
    fault: { stream, rev, why, detail },
  });
  try {
    await verifyStream(store, published, stream, ({ rev }) => (last = rev));
  } catch (error) {
    if (error instanceof Unavailable) throw error;
    if (error instanceof ReplayFault) return fault(error.why, error.message.split(': ').slice(2).join(': '), error.rev);
    if (error instanceof FoldRefused) return fault('fields', error.message);
    // Whatever a damaged fact makes replay stumble over, the fact is what has to be named.
    return fault('unreadable', error instanceof Error ? error.message : String(error));
  }
  const [head = ABSENT] = await store.heads([stream]);
  return head === last ? { facts: last + 1 } : fault('missing', `${stream}@${head}`);
}

/**
 * What is unsound among the definitions, texts and calendars published in a log: the door through which they came may
 * have been another's. Judged as when they are published here.
 */
export async function unsoundIn(store: EventStore): Promise<Fault[]> {
  const faults: Fault[] = [];
  const rules = new Map<string, unknown>();
  let platform: RulesPart | undefined;
  for await (const { stream, rev, type, bytes } of store.readLog()) {
    const judge = JUDGES[type];
    if (!judge) continue;
    const { data } = decodeEnvelope(bytes);
    const problems = judge(data, { platform, rules: rules.get(stream) });
    for (const problem of problems) faults.push({ stream, rev, why: 'definition', detail: problem.pointer, problem });
    if (data['definition'] !== undefined) rules.set(stream, data['definition']);
    if (type === 'rootFounded' && problems.length === 0) platform = data['definition'] as unknown as RulesPart;
  }
  return faults;
}

interface Beside {
  readonly platform: RulesPart | undefined;
  /** The rules that the stream's earlier facts published. */
  readonly rules: unknown;
}

type Judge = (data: Readonly<Record<string, unknown>>, beside: Beside) => readonly Problem[];

const whole = (data: Readonly<Record<string, unknown>>): unknown =>
  typeof data['definition'] === 'object' ? { ...data['definition'], texts: data['texts'] } : data['definition'];

const JUDGES: Readonly<Record<string, Judge>> = {
  rootFounded: (data) => checkDefinition(whole(data), undefined, ALL_GUARDS),
  programmePublished: (data, { platform }) => checkDefinition(whole(data), platform, ALL_GUARDS),
  textsMended: (data, { rules }) =>
    rules === undefined
      ? [{ pointer: '/texts', reason: 'definitionMissing' }]
      : checkTexts(rules as RulesPart, data['texts']),
  calendarLoaded: (data) => {
    const parsed = calendarSchema.safeParse(data['calendar']);
    const issues = parsed.error?.issues ?? [];
    return issues.map(({ path }) => ({ pointer: `/${path.join('/')}`, reason: 'malformed' }));
  },
};
