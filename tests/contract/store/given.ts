/** Facts and appends for the store's contract. The bytes are no JSON on purpose: a store never looks inside. */
import { createHash } from 'node:crypto';
import type {
  AppendResult,
  Check,
  Cursor,
  NewFact,
  EventStore,
  StoredFact,
  Write,
} from '../../../libs/engine/ports/event-store.js';

/** One log, opened. `another` opens a second handle on the same log, where an adapter can. */
export interface OpenLog {
  readonly store: EventStore;
  readonly another?: () => Promise<EventStore>;
  /** Writers that stall and then take back what they wrote, until told to stop; tells how often they did. */
  readonly disturb?: (signal: AbortSignal) => Promise<number>;
  /** Closes every handle and removes the log. */
  readonly drop: () => Promise<void>;
}

export type OpenStore = () => Promise<OpenLog>;

export const MORNING = '2024-04-15T00:00:00.000Z';

/** A fact whose id and bytes follow from its name, so that tests can say which one they mean. */
export function fact(name: string, options: { at?: string; type?: string; bytes?: Uint8Array } = {}): NewFact {
  const hash = createHash('sha256').update(name).digest();
  const hex = hash.toString('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const bytes = options.bytes ?? Buffer.concat([Buffer.from(`${name}:`), Buffer.from([0, 255]), hash]);
  return { id, type: options.type ?? 'somethingHappened', at: options.at ?? MORNING, bytes };
}

/** `stream` expected at `expected`, with facts of these names. */
export function write(stream: string, expected: number, ...names: string[]): Write {
  return { stream, expected, facts: names.map((name) => fact(name)) };
}

export function check(stream: string, expected: number): Check {
  return { stream, expected };
}

/** The cursor of an append that must have been accepted. */
export async function accepted(appending: Promise<AppendResult>): Promise<Cursor> {
  const appended = await appending;
  if (!appended.ok) throw new Error(`refused: ${JSON.stringify(appended.conflicts)}`);
  return appended.cursor;
}

export async function all(facts: AsyncIterable<StoredFact>): Promise<StoredFact[]> {
  const list: StoredFact[] = [];
  for await (const each of facts) list.push(each);
  return list;
}

/** What of a fact must be equal on every store: all but its cursor and the number of its append. */
export function plain(facts: readonly StoredFact[]): object[] {
  return facts.map(({ stream, rev, id, type, at, bytes }) => ({
    stream,
    rev,
    id,
    type,
    at,
    bytes: Buffer.from(bytes).toString('hex'),
  }));
}

/** A number drawn from a seed (mulberry32), so that a failing run can be made again. */
export function drawing(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
