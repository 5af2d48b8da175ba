/** The event store on PostgreSQL. Positions come from one row that every writer locks first: see `schema.ts`. */
import type { Pool } from 'pg';
import { ABSENT, Unavailable } from '../../engine/ports/event-store.js';
import type {
  AppendResult,
  Check,
  Cursor,
  ReadStreamOptions,
  EventStore,
  StoredFact,
  Write,
} from '../../engine/ports/event-store.js';
import { formatCursor, parseCursor, resumePosition } from '../common/cursor.js';
import { AppendGrouper } from '../common/group-appends.js';
import { sendGroup } from './append.js';
import { openPool, read, withConnection } from '../../postgres/connection.js';
import { Growth } from './follow.js';
import { migrate } from '../../postgres/migrations.js';
import { logSchema } from './schema.js';
import { FIRST, StreamBeginnings, type FactRow } from './read-streams.js';
import { parseLimit, parseReadOptions } from '../common/read-options.js';

export interface PostgresOptions {
  /** Either where the database is, and the store opens and closes its own connections … */
  readonly connectionString?: string;
  /** … or a pool of at least three connections, which stays open when the store is closed. */
  readonly pool?: Pool;
  /** Most connections of a pool of its own (default 8). */
  readonly connections?: number;
  /** How long an append is tried again while the server is out of reach (default 5000 ms). */
  readonly giveUpAfterMs?: number;
  /** How often a follower looks although it heard nothing (default 1000 ms). */
  readonly pollMs?: number;
  /** Opens a server that may forget what it acknowledged (`fsync` or `synchronous_commit` off). For throw-away logs only. */
  readonly acceptLoss?: boolean;
}

/** Facts in one round trip when reading: bounds what stands in memory, 64 MiB at the worst. */
const CHUNK = 256;
const COLUMNS = 'position, append, stream, rev, id, type, at, bytes';

/** Opens the log in this database, its tables made or brought up to date. Throws {@link Unavailable} when it is out of reach. */
export async function postgresStore(options: PostgresOptions): Promise<EventStore> {
  const { connectionString, connections = 8 } = options;
  const pool = options.pool ?? openPool(connectionString ?? '', connections);
  // An idle connection that breaks is replaced; who uses one hears of it there.
  const ignore = (): void => undefined;
  pool.on('error', ignore);
  const end = async (): Promise<void> => {
    if (options.pool === undefined) await pool.end();
    else pool.off('error', ignore);
  };
  try {
    if (options.pool === undefined && connectionString === undefined)
      throw new Error('neither connectionString nor pool');
    return new PostgresStore(pool, await prepare(pool, options.acceptLoss ?? false), options, end);
  } catch (error) {
    await end();
    throw error;
  }
}

/** Refuses a forgetful server, makes the tables, and tells the log's epoch. */
async function prepare(pool: Pool, acceptLoss: boolean): Promise<string> {
  return withConnection(pool, async (client) => {
    for (const setting of acceptLoss ? [] : ['fsync', 'synchronous_commit']) {
      const { rows } = await client.query<Record<string, string>>(`show ${setting}`);
      if (rows[0]?.[setting] === 'off') {
        throw new Error(
          `this PostgreSQL runs with ${setting} off: it may forget facts that it acknowledged. Set it on`,
        );
      }
    }
    await migrate(client, logSchema);
    const { rows } = await client.query<{ epoch: string }>('select epoch from hearth.log_head');
    if (rows[0] === undefined) throw new Error('hearth.log_head has lost its row');
    return rows[0].epoch;
  });
}

class PostgresStore implements EventStore {
  readonly #pool: Pool;
  readonly #epoch: string;
  readonly #grouping: AppendGrouper;
  readonly #growth: Growth;
  readonly #beginnings: StreamBeginnings;
  readonly #end: () => Promise<void>;
  #closed = false;

  constructor(pool: Pool, epoch: string, options: PostgresOptions, end: () => Promise<void>) {
    this.#pool = pool;
    this.#epoch = epoch;
    const sending = { pool, epoch, giveUpAfterMs: options.giveUpAfterMs ?? 5_000 };
    this.#grouping = new AppendGrouper((group) => sendGroup(sending, group));
    this.#beginnings = new StreamBeginnings(pool);
    this.#growth = new Growth(pool, options.pollMs ?? 1_000);
    this.#end = end;
  }

  append(writes: readonly Write[], checks: readonly Check[] = []): Promise<AppendResult> {
    return this.#grouping.append(writes, checks);
  }

  async *readStream(stream: string, options: ReadStreamOptions = {}): AsyncIterable<StoredFact> {
    const { low, high, until, backwards, limit } = parseReadOptions(options);
    let [from, to] = [low, high];
    if (!backwards && to === Number.MAX_SAFE_INTEGER && until === undefined && limit === Number.MAX_SAFE_INTEGER) {
      this.#open();
      const rows = await this.#beginnings.read(stream, from);
      for (const row of rows) yield this.#fact(row);
      if (rows.length < FIRST) return;
      from += rows.length;
    }
    for (let left = limit; left > 0 && from <= to;) {
      const wanted = Math.min(left, CHUNK);
      const rows = await this.#read<FactRow>(
        `stream-${backwards ? 'backwards' : 'forwards'}`,
        `select ${COLUMNS} from hearth.facts where stream = $1 and rev between $2 and $3 and ($4::text is null or at <= $4)
          order by rev ${backwards ? 'desc' : 'asc'} limit $5`,
        [stream, from, to, until ?? null, wanted],
      );
      for (const row of rows) yield this.#fact(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < wanted) return;
      left -= rows.length;
      if (backwards) to = Number(last.rev) - 1;
      else from = Number(last.rev) + 1;
    }
  }

  async heads(streams: readonly string[]): Promise<number[]> {
    const rows = await this.#read<{ stream: string; rev: string }>(
      'heads',
      'select stream, rev from hearth.streams where stream = any($1::text[])',
      [[...streams]],
    );
    const heads = new Map(rows.map(({ stream, rev }) => [stream, Number(rev)]));
    return streams.map((stream) => heads.get(stream) ?? ABSENT);
  }

  async *readLog(options: { readonly after?: Cursor; readonly limit?: number } = {}): AsyncIterable<StoredFact> {
    const head = await this.#position();
    const start = resumePosition(this.#epoch, options.after, head);
    const end = Math.min(head, start + parseLimit(options.limit));
    for (let position = start; position < end;) {
      const rows = await this.#chunk(position, Math.min(end, position + CHUNK));
      for (const row of rows) yield this.#fact(row);
      position = Number(rows.at(-1)?.position ?? end);
    }
  }

  async *follow(options: { readonly after?: Cursor; readonly signal: AbortSignal }): AsyncIterable<StoredFact> {
    const { after, signal } = options;
    let position: number | undefined;
    while (!signal.aborted && !this.#closed) {
      const seen = this.#growth.count;
      let rows: FactRow[] = [];
      try {
        position ??= resumePosition(this.#epoch, after, after === undefined ? 0 : await this.#position());
        rows = await this.#chunk(position, position + CHUNK);
      } catch (error) {
        // Out of reach: a follower goes on when the server is back.
        if (!(error instanceof Unavailable)) throw error;
      }
      for (const row of rows) {
        if (signal.aborted) return;
        position = Number(row.position);
        yield this.#fact(row);
      }
      if (rows.length === 0) await this.#growth.past(seen, signal);
    }
  }

  async head(): Promise<Cursor | undefined> {
    const position = await this.#position();
    return position === 0 ? undefined : formatCursor(this.#epoch, position);
  }

  compareCursors(a: Cursor, b: Cursor): number {
    return parseCursor(this.#epoch, a) - parseCursor(this.#epoch, b);
  }

  async countAfter(after?: Cursor): Promise<number> {
    const head = await this.#position();
    return head - resumePosition(this.#epoch, after, head);
  }

  async firstFacts(category: string, root?: string): Promise<StoredFact[]> {
    // After the hyphen comes the full stop, and after that the slash.
    const [from, to] =
      root === undefined ? [`${category}-`, `${category}.`] : [`${category}-${root}.`, `${category}-${root}/`];
    const rows = await this.#read<FactRow>(
      'births',
      `select ${COLUMNS} from hearth.facts where rev = 0 and stream >= $1 and stream < $2 order by stream`,
      [from, to],
    );
    return rows.map((row) => this.#fact(row));
  }

  async clock(): Promise<number | undefined> {
    const rows = await this.#read<{ now: number }>(
      'clock',
      'select (extract(epoch from clock_timestamp()) * 1000)::float8 as now',
      [],
    );
    return Math.floor(rows[0]?.now ?? Number.NaN);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#grouping.close();
    this.#growth.close();
    await this.#end();
  }

  /** Positions have no gaps: what lies between two of them is that many facts. */
  #chunk(after: number, to: number): Promise<FactRow[]> {
    return this.#read<FactRow>(
      'log',
      `select ${COLUMNS} from hearth.facts where position > $1 and position <= $2 order by position`,
      [after, to],
    );
  }

  async #position(): Promise<number> {
    const rows = await this.#read<{ epoch: string; position: string }>(
      'head',
      'select epoch, position from hearth.log_head',
      [],
    );
    const [head] = rows;
    if (head?.epoch !== this.#epoch)
      throw new Error(`this log was replaced: it had epoch ${this.#epoch}, not ${head?.epoch}`);
    return Number(head.position);
  }

  async #read<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]> {
    this.#open();
    return read<Row & Record<string, unknown>>(this.#pool, { name: `hearth-${name}`, text, values });
  }

  #open(): void {
    if (this.#closed) throw new Unavailable('the store is closed');
  }

  #fact({ position, append, stream, rev, id, type, at, bytes }: FactRow): StoredFact {
    const cursor = formatCursor(this.#epoch, Number(position));
    return { stream, rev: Number(rev), id, type, at, bytes, cursor, append };
  }
}
