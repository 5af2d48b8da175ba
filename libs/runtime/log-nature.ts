/** Whether a log may be served under a clock that is put, or with what is drawn derived from a seed: never a real one. */
import type { Pool } from 'pg';
import type { EventStore } from '../engine/ports/event-store.js';
import { openVirtualClock, realClock, virtualTime, type Clock } from './clock.js';
import { keepSeed, lastInstant, rootsOf, seedOf, zoneIn } from './roots.js';

/** What a serving process was asked for. */
export interface Play {
  /** Where a virtual clock begins, milliseconds since 1970. */
  readonly clock?: number | undefined;
  readonly clockRuns?: boolean | undefined;
  readonly seed?: string | undefined;
}

export type PlayMistake = 'rootReal' | 'noClockToRun' | 'clockAlone' | 'logAhead' | 'otherSeed' | 'seedTooLate';

/** A clock or seed that this log is not to be served with. Nothing was changed. */
export class PlayRefused extends Error {
  constructor(
    readonly why: PlayMistake,
    readonly parameters: Readonly<Record<string, string>> = {},
  ) {
    super(`${why} ${JSON.stringify(parameters)}`);
  }
}

export interface Played {
  readonly clock: Clock;
  readonly seed: string | undefined;
}

interface Log {
  readonly pool: Pool;
  readonly store: EventStore;
}

/**
 * The clock and the seed with which this log is opened: those that its database holds, or those that are asked for,
 * which are kept from then on. A log that ran virtually goes on so, whether asked or not: its facts bear times that
 * only its own clock continues. `ownClock`: the caller brings one, and the database's is left alone.
 * @throws {PlayRefused} @throws {Unavailable}
 */
export async function playedIn({ pool, store }: Log, asked: Play, ownClock: boolean): Promise<Played> {
  const [stands, kept] = [ownClock ? undefined : await virtualTime(pool), await seedOf(pool)];
  const wished = asked.clock !== undefined || asked.clockRuns === true || asked.seed !== undefined;
  if (!wished && stands === undefined && kept === undefined) return { clock: realClock, seed: undefined };
  await refuseReal(store);
  const seed = await seedFor({ pool, store }, asked, kept);
  return { clock: await clockFor({ pool, store }, asked, stands), seed };
}

async function refuseReal(store: EventStore): Promise<void> {
  const real = (await rootsOf(store)).find(({ nature }) => nature === 'real');
  if (real) throw new PlayRefused('rootReal', { root: real.root });
}

async function seedFor({ pool, store }: Log, { seed }: Play, kept: string | undefined): Promise<string | undefined> {
  if (seed === undefined || seed === kept) return kept;
  if (kept !== undefined) throw new PlayRefused('otherSeed');
  // What stands in the log, and its keys, were drawn otherwise.
  if ((await store.head()) !== undefined) throw new PlayRefused('seedTooLate');
  await keepSeed(pool, seed);
  return seed;
}

async function clockFor(
  { pool, store }: Log,
  { clock: at, clockRuns: runs }: Play,
  stands: number | undefined,
): Promise<Clock> {
  if (stands === undefined && at === undefined) {
    if (runs === true) throw new PlayRefused('noClockToRun');
    return realClock;
  }
  if (stands === undefined && at !== undefined) {
    const last = await lastInstant(store);
    if (last !== undefined && last > at) {
      const zone = await zoneIn(store);
      throw new PlayRefused('logAhead', {
        last: new Date(last).toISOString(),
        ...(zone === undefined ? {} : { zone }),
      });
    }
  }
  return openVirtualClock(pool, { ...(at === undefined ? {} : { at }), runs });
}
