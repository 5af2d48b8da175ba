/** Sends a group of appends to PostgreSQL, and finds out what became of it when the connection was lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Unavailable } from '../../engine/ports/event-store.js';
import type { AppendResult, Conflict } from '../../engine/ports/event-store.js';
import { formatCursor } from '../common/cursor.js';
import type { PendingAppend } from '../common/group-appends.js';
import { connect, run } from '../../postgres/connection.js';
import { isLost, isUnavailable } from '../../postgres/errors.js';
import type { Statement } from '../../postgres/connection.js';

export interface Sending {
  readonly pool: Pool;
  readonly epoch: string;
  /** How long after it was asked an append is tried again while PostgreSQL is out of reach, in milliseconds. */
  readonly giveUpAfterMs: number;
}

interface GroupRow {
  readonly wrong: number[] | null;
  readonly actual: string[] | null;
  readonly before: string | null;
}

/** Whether an earlier try of the same group may have been carried out. */
interface Doubt {
  unknown: boolean;
}

/**
 * Answers for each append of the group. The guilty are answered and taken out, and the innocent sent again without
 * them: nothing of a group with a conflict is written.
 */
export async function sendGroup(sending: Sending, group: readonly PendingAppend[]): Promise<(AppendResult | Error)[]> {
  const answers: (AppendResult | Error)[] = [];
  let left = [...group.keys()];
  const doubt: Doubt = { unknown: false };
  while (left.length > 0) {
    const asked = left.map((index) => group[index] as PendingAppend);
    let reply: Map<number, Conflict[]> | number;
    try {
      reply = await patiently(sending, asked, doubt, () => ask(sending, asked));
    } catch (error) {
      if (error instanceof Unavailable || left.length === 1) {
        for (const index of left) answers[index] = error as Error;
        return answers;
      }
      // One of them is something PostgreSQL cannot take: it must not take the others with it.
      for (const index of left) answers[index] = await sendAlone(sending, group[index] as PendingAppend);
      return answers;
    }
    if (typeof reply === 'number') {
      let position = reply;
      for (const [place, index] of left.entries()) {
        position += (asked[place] as PendingAppend).facts.length;
        answers[index] = { ok: true, cursor: formatCursor(sending.epoch, position) };
      }
      return answers;
    }
    for (const [place, conflicts] of reply) {
      answers[left[place] as number] = await answerGuilty(sending, asked[place] as PendingAppend, conflicts, doubt);
    }
    left = left.filter((_, place) => !(reply as Map<number, Conflict[]>).has(place));
  }
  return answers;
}

async function sendAlone(sending: Sending, asked: PendingAppend): Promise<AppendResult | Error> {
  const [answer] = await sendGroup(sending, [asked]);
  return answer ?? new Error('an append was not answered');
}

/** The position before the group, when it was written; else the conflicts of each guilty append, by its place. */
async function ask(sending: Sending, asked: readonly PendingAppend[]): Promise<Map<number, Conflict[]> | number> {
  const targets = mergeTargets(asked);
  const { rows } = await run<GroupRow>(await connect(sending.pool), groupStatement(sending.epoch, asked, targets));
  const row = rows[0];
  if (row === undefined) throw new Error('append_group answered nothing');
  if (row.wrong === null) return Number(row.before);
  const actual = new Map<string, number>();
  for (const [place, index] of row.wrong.entries()) {
    actual.set(key(targets[index - 1] as Target), Number(row.actual?.[place]));
  }
  const guilty = new Map<number, Conflict[]>();
  for (const [place, each] of asked.entries()) {
    const conflicts = each.targets.flatMap((target) => {
      const stands = actual.get(key(target));
      return stands === undefined ? [] : [{ ...target, actual: stands }];
    });
    if (conflicts.length > 0) guilty.set(place, conflicts);
  }
  return guilty;
}

type Target = PendingAppend['targets'][number];
const key = ({ stream, expected }: Target): string => `${stream}@${expected}`;

/** Equal checks are looked at once. */
function mergeTargets(asked: readonly PendingAppend[]): Target[] {
  const merged = new Map<string, Target>();
  for (const { targets } of asked) for (const target of targets) merged.set(key(target), target);
  return [...merged.values()];
}

function groupStatement(epoch: string, asked: readonly PendingAppend[], targets: readonly Target[]): Statement {
  const heads = new Map<string, number>();
  const appends: number[] = [];
  const starts: number[] = [];
  let start = 1;
  for (const [place, { facts }] of asked.entries()) {
    for (const { stream, rev, size } of facts) {
      heads.set(stream, rev);
      appends.push(place);
      starts.push(start);
      start += size;
    }
  }
  const facts = asked.flatMap((each) => each.facts);
  return {
    name: 'hearth-append',
    text: 'select wrong, actual, before from hearth.append_group($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)',
    values: [
      epoch,
      asked.length,
      list(targets.map(({ stream }) => stream)),
      list(targets.map(({ expected }) => expected)),
      list([...heads.keys()]),
      list([...heads.values()]),
      list(facts.map(({ stream }) => stream)),
      list(facts.map(({ rev }) => rev)),
      list(facts.map(({ id }) => id)),
      list(facts.map(({ type }) => type)),
      list(facts.map(({ at }) => at)),
      list(appends),
      list(starts),
      list(facts.map(({ size }) => size)),
      Buffer.concat(asked.map(({ bytes }) => bytes)),
    ],
  };
}

/** An array as PostgreSQL reads it; quicker than the client's own. Names, types and ids have no control characters. */
function list(values: readonly (string | number)[]): string {
  return `{${values.map((value) => (typeof value === 'number' ? value : JSON.stringify(value))).join(',')}}`;
}

/** An append that did not find its streams where expected: refused, unless it is what stands there already. */
async function answerGuilty(
  sending: Sending,
  asked: PendingAppend,
  conflicts: readonly Conflict[],
  doubt: Doubt,
): Promise<AppendResult | Error> {
  try {
    const earlier = await patiently(sending, [asked], doubt, () => writtenBefore(sending, asked));
    return earlier === undefined
      ? { ok: false, conflicts }
      : { ok: true, cursor: formatCursor(sending.epoch, earlier) };
  } catch (error) {
    return error as Error;
  }
}

interface EarlierRow {
  readonly position: string;
  readonly append: string;
  readonly stream: string;
  readonly rev: string;
  readonly id: string;
  readonly bytes: Buffer;
}

/** The last position of an append that is identical to this one, if it was written before. */
async function writtenBefore({ pool }: Sending, { facts, bytes }: PendingAppend): Promise<number | undefined> {
  const [first] = facts;
  if (first === undefined) return undefined;
  const { rows } = await run<EarlierRow>(await connect(pool), {
    name: 'hearth-earlier',
    // With the neighbours, to see that the earlier append begins and ends where this one does.
    text: `select f.* from hearth.facts first, hearth.facts f
      where first.stream = $1 and first.rev = $2 and first.id = $3
        and f.position between first.position - 1 and first.position + $4 order by f.position`,
    values: [first.stream, first.rev, first.id, facts.length],
  });
  const begin = rows.findIndex(({ stream, rev }) => stream === first.stream && Number(rev) === first.rev);
  const append = rows[begin]?.append;
  if (append === undefined || rows.filter((row) => row.append === append).length !== facts.length) return undefined;
  let offset = 0;
  for (const [index, fact] of facts.entries()) {
    const row = rows[begin + index];
    const same =
      row?.append === append && row.stream === fact.stream && Number(row.rev) === fact.rev && row.id === fact.id;
    if (!same || !row.bytes.equals(bytes.subarray(offset, offset + fact.size))) return undefined;
    offset += fact.size;
  }
  return Number(rows[begin]?.position) + facts.length - 1;
}

/**
 * Tries again while PostgreSQL is out of reach, with what was asked unchanged: revisions are exact, so what an earlier
 * try has written is then found as written before, and never written twice.
 */
async function patiently<T>(
  { giveUpAfterMs }: Sending,
  asked: readonly PendingAppend[],
  doubt: Doubt,
  once: () => Promise<T>,
): Promise<T> {
  const deadline = Math.max(...asked.map(({ since }) => since)) + giveUpAfterMs;
  for (let wait = 20; ; wait = Math.min(wait * 2, 500)) {
    try {
      return await once();
    } catch (error) {
      if (!isUnavailable(error)) throw error;
      doubt.unknown ||= isLost(error);
      if (performance.now() + wait > deadline) {
        throw new Unavailable(
          `PostgreSQL does not answer: ${String(error)}`,
          doubt.unknown ? 'unknown' : 'nothingWritten',
          { cause: error },
        );
      }
      await sleep(wait);
    }
  }
}
