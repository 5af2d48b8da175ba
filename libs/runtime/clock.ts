/**
 * The clocks: the real one, and one that stands where it is put. The second is a row in the database, so that a
 * restart, and commands that attach to a serving process, find it where it stood. It is for a demonstration or a test,
 * served by one process: another would not hear of it being put.
 */
import type { Pool } from 'pg';
import { z } from 'zod';
import { read } from '../postgres/connection.js';
import { migrate } from '../postgres/migrations.js';
import { serviceRows, serviceSchema } from './service-schema.js';

/** Milliseconds since 1970. */
export interface Clock {
  now(): number;
  readonly kind: 'real' | 'virtual';
}

export interface VirtualClock extends Clock {
  readonly kind: 'virtual';
  /** It goes on by itself from where it was put; otherwise it stands still. */
  readonly runs: boolean;
  /** Puts it, durably. @throws {ClockGoesBack} @throws {Unavailable} */
  set(at: number): Promise<void>;
  /** Hears each time it was put. Returns what ends that. */
  onSet(listener: () => void): () => void;
}

export interface ClockOptions {
  /** Where it begins when there is none yet; a clock that stands already stays where it stands. */
  readonly at?: number;
  /** Unset: as it was. */
  readonly runs?: boolean | undefined;
}

export class ClockGoesBack extends Error {
  constructor(
    readonly stands: number,
    readonly asked: number,
  ) {
    super(`the clock stands at ${new Date(stands).toISOString()} and does not go back`);
  }
}

/** There is no clock to open, and it was not said where one begins. */
export class NoVirtualClock extends Error {}

export const realClock: Clock = { now: () => Date.now(), kind: 'real' };

/** A virtual clock as its row has it: where it was put, and when that was by the real clock. */
interface ClockRow {
  readonly at: number;
  readonly runs: boolean;
  readonly since: number;
}

/** Years 1970 to 9999: what can be written as an instant of four digits. */
const instant = z.coerce.number().int().min(0).max(253_402_300_799_999);
const rowSchema = z.object({ at: instant, runs: z.boolean(), since: instant });

/** Whether this database has a virtual clock, and where it stands now; undefined where there is none. */
export async function virtualTime(pool: Pool): Promise<number | undefined> {
  const row = await rowOf(pool);
  return row && standing(row);
}

/**
 * The virtual clock of this database, made at `at` when there is none.
 * @throws {NoVirtualClock} @throws {Unavailable}
 */
export async function openVirtualClock(pool: Pool, options: ClockOptions = {}): Promise<VirtualClock> {
  await migrate(pool, serviceSchema);
  const found = await rowOf(pool);
  if (!found && options.at === undefined) throw new NoVirtualClock('no virtual clock stands in this database');
  const runs = options.runs ?? found?.runs ?? false;
  const at = found ? standing(found) : (options.at ?? 0);
  const clock = new RowClock(pool, { at, runs, since: Date.now() });
  if (!found || found.runs !== runs) await clock.keep({ at, runs, since: Date.now() });
  return clock;
}

class RowClock implements VirtualClock {
  readonly kind = 'virtual';
  readonly runs: boolean;
  #row: ClockRow;
  #last = 0;
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly pool: Pool,
    row: ClockRow,
  ) {
    this.#row = row;
    this.runs = row.runs;
  }

  now(): number {
    // The real clock may be put back while this one runs by it.
    this.#last = Math.max(this.#last, standing(this.#row));
    return this.#last;
  }

  async set(at: number): Promise<void> {
    const asked = instant.parse(at);
    if (asked < this.now()) throw new ClockGoesBack(this.now(), asked);
    await this.keep({ at: asked, runs: this.runs, since: Date.now() });
    for (const listener of this.#listeners) listener();
  }

  onSet(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async keep(row: ClockRow): Promise<void> {
    await read(this.pool, {
      name: 'hearth-clock-set',
      text: `insert into service.clock as c (at, runs, since) values ($1, $2, $3)
        on conflict (one) do update set at = excluded.at, runs = excluded.runs, since = excluded.since`,
      values: [row.at, row.runs, row.since],
    });
    this.#row = row;
  }
}

function standing({ at, runs, since }: ClockRow): number {
  return runs ? at + Math.max(0, Date.now() - since) : at;
}

async function rowOf(pool: Pool): Promise<ClockRow | undefined> {
  const [row] = await serviceRows(pool, 'clock');
  return row && rowSchema.parse(row);
}
