/**
 * Sends a group of appends to KurrentDB, in as few calls as possible. If a call is not answered, the identical call is sent
 * again, which tells whether the first one was carried out.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { AppendConsistencyViolationError } from '@kurrent/kurrentdb-client';
import { ABSENT, Unavailable, type AppendResult, type Conflict } from '../../engine/ports/event-store.js';
import { formatCursor } from '../common/cursor.js';
import type { PendingAppend } from '../common/group-appends.js';
import { RETRY_PAUSE_MS, nextRetryPause } from '../common/retry-pause.js';
import type { AppendRecordEvent, Connection, StreamCheck } from './client.js';
import { KurrentRefused, classifyFailure, lostFacts, unavailable, withTimeout } from './failures.js';
import { recordsOf } from './records.js';

export interface SendOptions {
  readonly connection: Connection;
  readonly epoch: string;
  /** How long an append is tried again after it was asked, while KurrentDB does not answer. Milliseconds. */
  readonly giveUpAfterMs: number;
  /** Time limit of one call. */
  readonly callMs: number;
  /** When the server stopped answering, in milliseconds of `performance.now()`; undefined while it answers. */
  readonly outage: { since?: number };
  /** Called with a position that the log has reached. */
  readonly reached: (position: number) => void;
}

type Target = PendingAppend['targets'][number];
type Outcome = Unavailable['outcome'];

/** Appends that are sent in one call. Each stream is in its checks once, with one revision. */
interface Call {
  readonly members: readonly number[];
  readonly targets: readonly Target[];
  readonly records: readonly AppendRecordEvent[];
}

/** The position of the last record; or the actual revisions of the streams whose check failed, by the check's index. */
type CallResult = { readonly position: number } | { readonly actual: ReadonlyMap<number, number> };

/**
 * Answers each append of the group. A call with a conflict writes nothing: the appends in conflict are answered, and the
 * others are sent again without them.
 */
export async function sendGroup(
  options: SendOptions,
  group: readonly PendingAppend[],
  outcome: Outcome = 'nothingWritten',
): Promise<(AppendResult | Error)[]> {
  const answers: (AppendResult | Error)[] = [];
  let left = [...group.keys()];
  while (left.length > 0) {
    const call = composeCall(group, left);
    let result: CallResult;
    try {
      result = await callWithRetry(options, group, call, outcome);
    } catch (error) {
      const alone = call.members.length === 1 || error instanceof Unavailable;
      // KurrentDB rejects one of them for what it is: sent one by one, the others are written.
      for (const index of call.members)
        answers[index] = alone ? (error as Error) : await sendAlone(options, group[index] as PendingAppend);
      left = left.filter((index) => answers[index] === undefined);
      continue;
    }
    if ('position' in result) {
      options.reached(result.position);
      for (const index of call.members)
        answers[index] = { ok: true, cursor: formatCursor(options.epoch, result.position) };
    } else {
      for (const [index, answer] of await answerConflicts(options, group, call, result.actual)) answers[index] = answer;
    }
    left = left.filter((index) => answers[index] === undefined);
  }
  return answers;
}

/** The append may have been written already, by an attempt of its group. */
async function sendAlone(options: SendOptions, append: PendingAppend): Promise<AppendResult | Error> {
  const [answer] = await sendGroup(options, [append], 'unknown');
  return answer ?? new Error('no answer for an append');
}

/**
 * As many of the remaining appends as fit in one call, in order. KurrentDB accepts each stream once in the checks, so an
 * append that expects another revision of a stream than one before it is left for the next call.
 */
function composeCall(group: readonly PendingAppend[], left: readonly number[]): Call {
  const members: number[] = [];
  const expected = new Map<string, number>();
  const records: AppendRecordEvent[] = [];
  for (const index of left) {
    const append = group[index] as PendingAppend;
    if (append.targets.some((target) => (expected.get(target.stream) ?? target.expected) !== target.expected)) continue;
    for (const target of append.targets) expected.set(target.stream, target.expected);
    records.push(...recordsOf(append));
    members.push(index);
  }
  return { members, records, targets: [...expected].map(([stream, at]) => ({ stream, expected: at })) };
}

/** Answers to the appends in conflict, by index. */
async function answerConflicts(
  options: SendOptions,
  group: readonly PendingAppend[],
  { members, targets }: Call,
  actual: ReadonlyMap<number, number>,
): Promise<Map<number, AppendResult | Error>> {
  const revisions = new Map([...actual].map(([index, at]) => [targets[index]?.stream ?? '', at]));
  const answers = new Map<number, AppendResult | Error>();
  for (const index of members) {
    const append = group[index] as PendingAppend;
    const conflicts = append.targets.flatMap((target): Conflict[] => {
      const at = revisions.get(target.stream);
      return at === undefined ? [] : [{ ...target, actual: at }];
    });
    if (conflicts.length === 0) continue;
    const deleted = conflicts.find((conflict) => conflict.actual < ABSENT);
    if (deleted !== undefined) answers.set(index, new KurrentRefused('deleted', { what: deleted.stream }));
    // In a group, KurrentDB also lists appends that it has written before as violations. Sent alone, such an append is
    // acknowledged.
    else if (members.length > 1 && mayBeWritten(append, conflicts))
      answers.set(index, await sendAlone(options, append));
    else answers.set(index, { ok: false, conflicts });
  }
  return answers;
}

/** Whether every stream of the append is long enough to contain it. */
function mayBeWritten({ targets, written, facts }: PendingAppend, conflicts: readonly Conflict[]): boolean {
  return targets.slice(0, written).every((target) => {
    const at = conflicts.find(({ stream }) => stream === target.stream)?.actual ?? ABSENT;
    return at >= target.expected + facts.filter(({ stream }) => stream === target.stream).length;
  });
}

/** Time limit of a call during an outage, so that the appends behind it do not wait for each call in turn. */
const PROBE_MS = 1_000;

/**
 * Sends the identical call again while KurrentDB does not answer. Revisions are exact and ids the same, so what an earlier
 * attempt has written is acknowledged again and never written twice.
 */
async function callWithRetry(
  options: SendOptions,
  group: readonly PendingAppend[],
  call: Call,
  before: Outcome,
): Promise<CallResult> {
  const { outage, giveUpAfterMs } = options;
  const since = Math.max(...call.members.map((index) => (group[index] as PendingAppend).since));
  const giveUpAt = Math.min(since, outage.since ?? since) + giveUpAfterMs;
  const checks = call.targets.map(({ stream, expected }): StreamCheck => ({
    type: 'stream_state',
    streamName: stream,
    expectedState: expected === ABSENT ? 'no_stream' : BigInt(expected),
  }));
  let outcome = before;
  for (let pause: number = RETRY_PAUSE_MS.first; ; pause = nextRetryPause(pause)) {
    const { client } = options.connection;
    const began = performance.now();
    const callMs = began > giveUpAt ? Math.min(options.callMs, PROBE_MS) : options.callMs;
    try {
      const sent = client.appendRecords([...call.records], checks);
      const { position, responses } = await withTimeout(callMs, 'an append', sent);
      delete outage.since;
      for (const { streamName, revision } of responses ?? []) checkContiguous(call, streamName, Number(revision));
      // Acknowledged as written before, but the facts were removed since.
      if (position < 0n) throw lostFacts(call.targets[0]?.stream ?? '', '?');
      return { position: Number(position) };
    } catch (error) {
      if (error instanceof AppendConsistencyViolationError) {
        delete outage.since;
        return { actual: actualRevisions(error) };
      }
      const kind = classifyFailure(error);
      if (kind === 'final') throw error;
      if (kind === 'credentials') throw unavailable(options.connection.refusal(error), outcome);
      if (kind === 'notLeader') await options.connection.renew(client);
      if (kind === 'unknown') outcome = 'unknown';
      outage.since ??= began;
      if (performance.now() + pause > giveUpAt) {
        void options.connection.renew(client);
        throw unavailable(error, outcome);
      }
      await sleep(pause);
    }
  }
}

function actualRevisions({ violations }: AppendConsistencyViolationError): Map<number, number> {
  return new Map(
    violations.map(({ checkIndex, actualState }) => [
      checkIndex,
      typeof actualState === 'bigint' ? Number(actualState) : ABSENT,
    ]),
  );
}

/** A stream that was deleted and written again continues its numbers: the facts before them are lost. */
function checkContiguous({ targets, records }: Call, stream: string, revision: number): void {
  const expected = targets.find((target) => target.stream === stream)?.expected ?? ABSENT;
  const written = records.filter(({ streamName }) => streamName === stream).length;
  if (revision !== expected + written) throw lostFacts(stream, revision - written + 1);
}
