/** Beginnings of streams that are read at about the same time come in one round trip. */
import type { Pool } from 'pg';
import { read } from '../../postgres/connection.js';

export interface FactRow {
  readonly position: string;
  readonly append: string;
  readonly stream: string;
  readonly rev: string;
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly bytes: Buffer;
}

/** Facts of each stream that come at once; most streams are not longer. Facts and streams bound what stands in memory. */
export const FIRST = 32;
const STREAMS = 64;

const TEXT = `select asked.i, f.position, f.append, f.stream, f.rev, f.id, f.type, f.at, f.bytes
  from unnest($1::text[], $2::bigint[]) with ordinality as asked (stream, low, i)
  cross join lateral (
    select * from hearth.facts where facts.stream = asked.stream and facts.rev >= asked.low order by facts.rev limit $3
  ) as f order by asked.i, f.rev`;

interface Waiting {
  readonly stream: string;
  readonly from: number;
  readonly resolve: (rows: FactRow[]) => void;
  readonly reject: (error: unknown) => void;
}

export class StreamBeginnings {
  readonly #pool: Pool;
  #waiting: Waiting[] = [];
  #running = false;

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** The facts of a stream from revision `from` on, {@link FIRST} at most. */
  read(stream: string, from: number): Promise<FactRow[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ stream, from, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    // Lets those come in who were woken together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, STREAMS);
      try {
        const rows = await read<FactRow & { i: string }>(this.#pool, {
          name: 'hearth-beginnings',
          text: TEXT,
          values: [group.map(({ stream }) => stream), group.map(({ from }) => from), FIRST],
        });
        const byPlace = Map.groupBy(rows, ({ i }) => Number(i) - 1);
        for (const [place, { resolve }] of group.entries()) resolve(byPlace.get(place) ?? []);
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#running = false;
  }
}
