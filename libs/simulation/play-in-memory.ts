/**
 * A play in memory, carried into a database afterwards: without a disk to wait for between any two moves, a demonstration
 * stands there in a fraction of the time, fact for fact the same.
 */
import { REACTIONS_FOLLOWER } from '../engine/follow/reaction-runner.js';
import type { KeyPurpose, Keys, RandomSource } from '../engine/ports/sealing.js';
import { ABSENT, type EventStore, type Write } from '../engine/ports/event-store.js';
import type { Checkpoints } from '../engine/follow/follow-log.js';
import { memorySealing } from '../sealing/open-sealing.js';
import { memoryStore } from '../store/memory/memory-store.js';
import { writeAppends } from '../store/transfer/transfer.js';
import { CommandService } from '../runtime/command-service.js';
import { memoryCheckpoints, systemRetryTimer } from '../runtime/memory-parts.js';

export interface PlayTarget {
  readonly store: EventStore;
  /** They give the same keys for the same ids: both draw from the same seed. */
  readonly keys: Keys;
  readonly random: RandomSource;
  readonly checkpoints: Checkpoints;
}

/**
 * Plays on a service in memory, and carries over what was written: facts, keys, and how far reactions were worked off.
 * Not for programmes with secret ballots: choices stay where they were cast.
 * @throws {Unavailable} and what `play` throws; then the log may hold a beginning of it.
 */
export async function playInMemory(
  { store, keys, random, checkpoints }: PlayTarget,
  clock: () => number,
  play: (service: CommandService) => Promise<void>,
): Promise<void> {
  const inMemory = memoryStore();
  const sealing = memorySealing(random);
  const made = new Map<string, KeyPurpose>();
  const remembering: Keys = {
    get: (id) => sealing.keys.get(id),
    ensure: (id, purpose) => {
      made.set(id, purpose);
      return sealing.keys.ensure(id, purpose);
    },
    erase: (ids) => sealing.keys.erase(ids),
  };
  const service = new CommandService({
    store: inMemory,
    keys: remembering,
    random,
    votes: sealing.votes,
    checkpoints: memoryCheckpoints(),
    clock,
    virtualClock: true,
    retry: systemRetryTimer,
  });
  await play(service);
  // Keys first: nothing that stands in the log is without its key.
  await Promise.all([...made].map(([id, purpose]) => keys.ensure(id, purpose)));
  await writeAppends(store, appendsOf(inMemory));
  const head = await store.head();
  if (head !== undefined) await checkpoints.save(REACTIONS_FOLLOWER, head);
}

async function* appendsOf(store: EventStore): AsyncIterable<{ writes: Write[] }> {
  let writes = new Map<string, { stream: string; expected: number; facts: Write['facts'][number][] }>();
  let append: string | undefined;
  for await (const fact of store.readLog()) {
    if (fact.append !== append && writes.size > 0) {
      yield { writes: [...writes.values()] };
      writes = new Map();
    }
    append = fact.append;
    const { stream, rev, id, type, at, bytes } = fact;
    const write = writes.get(stream) ?? { stream, expected: rev === 0 ? ABSENT : rev - 1, facts: [] };
    write.facts.push({ id, type, at, bytes });
    writes.set(stream, write);
  }
  if (writes.size > 0) yield { writes: [...writes.values()] };
}
