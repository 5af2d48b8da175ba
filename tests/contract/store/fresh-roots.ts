/**
 * The contract on a server that cannot be emptied: its roots get names that were never used there. A 200-character name is
 * shortened by what the root's name is longer.
 */
import { randomBytes } from 'node:crypto';
import { LIMITS, STREAM_NAME } from '../../../libs/engine/ports/event-store.js';
import type { Check, Conflict, EventStore, StoredFact } from '../../../libs/engine/ports/event-store.js';
import type { OpenLog } from './given.js';

/** The roots of the contract, and what they are called in this log. */
const ROOTS = ['r', 'r-home'];

export interface FreshRoots {
  readonly roots: readonly string[];
  log(open: () => Promise<EventStore>): Promise<OpenLog>;
}

export function freshRoots(): FreshRoots {
  const drawn = `t${randomBytes(6).toString('hex')}`;
  const roots = ROOTS.map((root) => root.replace(/^r/, drawn));
  const back = new Map<string, string>();
  const there = (name: string): string => {
    if (!STREAM_NAME.test(name) || name.length > LIMITS.streamNameLength) return name;
    const renamed = name.replace(/^([a-z][a-z0-9]*-)r/, `$1${drawn}`).slice(0, LIMITS.streamNameLength);
    back.set(renamed, name);
    return renamed;
  };
  const here = (name: string): string => back.get(name) ?? name;
  return {
    roots,
    log: async (open) => {
      const stores: EventStore[] = [];
      const another = async (): Promise<EventStore> => {
        const store = await open();
        stores.push(store);
        return renamed(store, drawn, there, here);
      };
      return {
        store: await another(),
        another,
        drop: async () => {
          await Promise.all(stores.map((store) => store.close()));
        },
      };
    },
  };
}

function renamed(
  store: EventStore,
  drawn: string,
  there: (name: string) => string,
  here: (name: string) => string,
): EventStore {
  const to = <T extends Check>(target: T): T => ({ ...target, stream: there(target.stream) });
  const from = <T extends Conflict | StoredFact>(told: T): T => ({ ...told, stream: here(told.stream) });
  async function* facts(read: AsyncIterable<StoredFact>): AsyncIterable<StoredFact> {
    for await (const fact of read) yield from(fact);
  }
  return {
    append: async (writes, checks = []) => {
      const appended = await store.append(writes.map(to), checks.map(to));
      return appended.ok ? appended : { ok: false, conflicts: appended.conflicts.map(from) };
    },
    readStream: (stream, options) => facts(store.readStream(there(stream), options)),
    heads: (streams) => store.heads(streams.map(there)),
    readLog: (options) => facts(store.readLog(options)),
    follow: (options) => facts(store.follow(options)),
    head: () => store.head(),
    compareCursors: (a, b) => store.compareCursors(a, b),
    countAfter: (after) => store.countAfter(after),
    firstFacts: async (category, root) => (await store.firstFacts(category, root?.replace(/^r/, drawn))).map(from),
    clock: () => store.clock(),
    close: () => store.close(),
  };
}
