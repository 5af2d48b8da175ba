/**
 * Sends a group of appends to KurrentDB, in as few calls as can be, and finds out what became of a call that was not
 * answered by making the very same call again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { ABSENT, Unavailable, type AppendResult, type Conflict } from '../../engine/ports/event-store.js';
import { formatCursor } from '../common/cursor.js';
import type { PendingAppend } from '../common/group-appends.js';
import {
  AppendConsistencyViolationError,
  KurrentRefused,
  classifyFailure,
  unavailable,
  withTimeout,
  type AppendRecordEvent,
  type Connection,
  type StreamCheck,
} from './client.js';
import { recordsOf } from './records.js';

export interface SendOptions {
  readonly connection: Connection;
  readonly epoch: string;
  /** How long after it was asked an append is tried again while KurrentDB does not answer, in milliseconds. */
  readonly giveUpAfterMs: number;
  /** How long one call may take. */
  readonly callMs: number;
  /** Since when nothing was answered, in milliseconds of `performance.now()`; undefined while all is well. */
  readonly trouble: { since?: number };
  /** Hears where the log had got to at least. */
  readonly reached: (position: number) => void;
}

type Target = PendingAppend['targets'][number];
type Outcome = Unavailable['outcome'];

/** Appends that go in one call: each stream stands in its checks once, at one revision. */
interface Call {
  readonly members: readonly number[];
  readonly targets: readonly Target[];
  readonly records: readonly AppendRecordEvent[];
}

/** The position of the last record; or where each stream stands that a check found elsewhere, by the check's index. */
type CallResult = { readonly position: number } | { readonly actual: ReadonlyMap<number, number> };

/**
 * Answers for each append of the group. The guilty are taken out and answered, and the innocent sent again without them:
 * nothing of a call with a conflict is written.
 */
export async function sendGroup(
  sending: SendOptions,
  group: readonly PendingAppend[],
  outcome: Outcome = 'nothingWritten',
): Promise<(AppendResult | Error)[]> {
  const answers: (AppendResult | Error)[] = [];
  let left = [...group.keys()];
  while (left.length > 0) {
    const call = composeCall(group, left);
    let reply: CallResult;
    try {
      reply = await callWithRetry(sending, group, call, outcome);
    } catch (error) {
      const alone = call.members.length === 1 || error instanceof Unavailable;
      // One of them is something KurrentDB will not take: it must not take the others with it.
      for (const index of call.members)
        answers[index] = alone ? (error as Error) : await sendAlone(sending, group[index] as PendingAppend);
      left = left.filter((index) => answers[index] === undefined);
      continue;
    }
    if ('position' in reply) {
      sending.reached(reply.position);
      for (const index of call.members)
        answers[index] = { ok: true, cursor: formatCursor(sending.epoch, reply.position) };
    } else {
      for (const [index, answer] of await answerConflicts(sending, group, call, reply.actual)) answers[index] = answer;
    }
    left = left.filter((index) => answers[index] === undefined);
  }
  return answers;
}

/** It may be in the log by now, from a try of its group. */
async function sendAlone(sending: SendOptions, asked: PendingAppend): Promise<AppendResult | Error> {
  const [answer] = await sendGroup(sending, [asked], 'unknown');
  return answer ?? new Error('an append was not answered');
}

/**
 * As many of those left as can go in one call, from the first on. KurrentDB takes each stream once in its checks, so
 * whoever expects a stream elsewhere than one before it waits for the next call.
 */
function composeCall(group: readonly PendingAppend[], left: readonly number[]): Call {
  const members: number[] = [];
  const expected = new Map<string, number>();
  const records: AppendRecordEvent[] = [];
  for (const index of left) {
    const asked = group[index] as PendingAppend;
    if (asked.targets.some((target) => (expected.get(target.stream) ?? target.expected) !== target.expected)) continue;
    for (const target of asked.targets) expected.set(target.stream, target.expected);
    records.push(...recordsOf(asked));
    members.push(index);
  }
  return { members, records, targets: [...expected].map(([stream, at]) => ({ stream, expected: at })) };
}

/** Those whose streams stood elsewhere, and what they are told. */
async function answerConflicts(
  sending: SendOptions,
  group: readonly PendingAppend[],
  { members, targets }: Call,
  actual: ReadonlyMap<number, number>,
): Promise<Map<number, AppendResult | Error>> {
  const stands = new Map([...actual].map(([index, at]) => [targets[index]?.stream ?? '', at]));
  const answers = new Map<number, AppendResult | Error>();
  for (const index of members) {
    const asked = group[index] as PendingAppend;
    const conflicts = asked.targets.flatMap((target): Conflict[] => {
      const at = stands.get(target.stream);
      return at === undefined ? [] : [{ ...target, actual: at }];
    });
    if (conflicts.length === 0) continue;
    const gone = conflicts.find((conflict) => conflict.actual < ABSENT);
    if (gone !== undefined) answers.set(index, new KurrentRefused('deleted', { what: gone.stream }));
    // In a group KurrentDB calls that a violation, too, which it has written before; alone it says so.
    else if (members.length > 1 && mayBeWritten(asked, conflicts)) answers.set(index, await sendAlone(sending, asked));
    else answers.set(index, { ok: false, conflicts });
  }
  return answers;
}

/** Whether every stream that is written stands so far that this very append may be in it. */
function mayBeWritten({ targets, written, facts }: PendingAppend, conflicts: readonly Conflict[]): boolean {
  return targets.slice(0, written).every((target) => {
    const at = conflicts.find(({ stream }) => stream === target.stream)?.actual ?? ABSENT;
    return at >= target.expected + facts.filter(({ stream }) => stream === target.stream).length;
  });
}

/** One call, when it is known by now that nothing is answered: who waits for others' appends is not to wait for each of them. */
const PROBE_MS = 1_000;

/**
 * Tries again while KurrentDB does not answer, with the call unchanged: revisions are exact and the ids are the same, so
 * what an earlier try has written is acknowledged again and never written twice.
 */
async function callWithRetry(
  sending: SendOptions,
  group: readonly PendingAppend[],
  call: Call,
  before: Outcome,
): Promise<CallResult> {
  const { trouble, giveUpAfterMs } = sending;
  const since = Math.max(...call.members.map((index) => (group[index] as PendingAppend).since));
  const giveUpAt = Math.min(since, trouble.since ?? since) + giveUpAfterMs;
  const checks = call.targets.map(({ stream, expected }): StreamCheck => ({
    type: 'stream_state',
    streamName: stream,
    expectedState: expected === ABSENT ? 'no_stream' : BigInt(expected),
  }));
  let outcome = before;
  for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
    const { client } = sending.connection;
    const began = performance.now();
    const callMs = began > giveUpAt ? Math.min(sending.callMs, PROBE_MS) : sending.callMs;
    try {
      const asked = client.appendRecords([...call.records], checks);
      const { position, responses } = await withTimeout(callMs, 'an append', asked);
      delete trouble.since;
      for (const { streamName, revision } of responses ?? []) checkContiguous(call, streamName, Number(revision));
      // Acknowledged again, and no longer there: it was taken out of its stream since.
      if (position < 0n) throw new KurrentRefused('lost', { stream: call.targets[0]?.stream ?? '', revision: '?' });
      return { position: Number(position) };
    } catch (error) {
      if (error instanceof AppendConsistencyViolationError) {
        delete trouble.since;
        return { actual: actualRevisions(error) };
      }
      const kind = classifyFailure(error);
      if (kind === 'final') throw error;
      if (kind === 'credentials') throw unavailable(sending.connection.refusal(error), outcome);
      if (kind === 'notLeader') await sending.connection.renew(client);
      if (kind === 'unknown') outcome = 'unknown';
      trouble.since ??= began;
      if (performance.now() + wait > giveUpAt) {
        void sending.connection.renew(client);
        throw unavailable(error, outcome);
      }
      await sleep(wait);
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

/** A stream that was deleted and written again goes on with its numbers: the facts before them are lost. */
function checkContiguous({ targets, records }: Call, stream: string, revision: number): void {
  const expected = targets.find((target) => target.stream === stream)?.expected ?? ABSENT;
  const written = records.filter(({ streamName }) => streamName === stream).length;
  if (revision !== expected + written)
    throw new KurrentRefused('lost', { stream, revision: String(revision - written + 1) });
}
