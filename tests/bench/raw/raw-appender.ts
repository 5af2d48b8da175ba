/**
 * What the store is measured against: an appender that groups concurrent callers into one transaction of PostgreSQL and
 * does nothing else that is not needed to keep appends whole and positions without gaps. No columns to filter by, no
 * answer that names the conflict, no way to ask again after a lost answer. `raw-appender.spec.ts` holds it to the
 * contract's tests of atomicity and of followers that skip nothing.
 */
import pg from 'pg';
import {
  ABSENT,
  type AppendResult,
  type Check,
  type Conflict,
  type EventStore,
} from '../../../libs/engine/ports/event-store.js';
import type { StoredFact, Write } from '../../../libs/engine/ports/event-store.js';
import { flat, RawGrouping, type Appender, type RawAppend } from './raw-grouping.js';

const SCHEMA = `
  create schema raw;
  create table raw.head (one boolean primary key default true, position bigint not null) with (fillfactor = 20);
  insert into raw.head (position) values (0);
  create table raw.facts (
    position bigint primary key, append bigint not null, stream text collate "C" not null, rev bigint not null,
    bytes bytea not null, unique (stream, rev)
  );
  -- Locks the head, then looks: see the store's own tables for why in that order.
  create function raw.append(
    targets text[], revs bigint[], streams text[], fact_revs bigint[], appends bigint[], starts integer[], sizes integer[], bytes bytea
  )
  returns bigint language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off
    set enable_hashjoin = off set enable_mergejoin = off as $$
  declare before bigint;
  begin
    select position into before from raw.head for update;
    if exists (
      select from unnest(targets, revs) as t (stream, rev)
        left join raw.facts here on here.stream = t.stream and here.rev = t.rev
        left join raw.facts next on next.stream = t.stream and next.rev = t.rev + 1
      where next.rev is not null or (t.rev >= 0 and here.rev is null)
    ) then
      return null;
    end if;
    insert into raw.facts (position, append, stream, rev, bytes)
      select before + f.i, before + f.append, f.stream, f.rev, substring(append.bytes from f.start for f.size)
      from unnest(streams, fact_revs, appends, starts, sizes) with ordinality as f (stream, rev, append, start, size, i);
    update raw.head set position = before + cardinality(streams);
    return before;
  end
  $$;
`;

interface FactRow {
  readonly position: string;
  readonly append: string;
  readonly stream: string;
  readonly rev: string;
  readonly bytes: Buffer;
}

export class RawAppender implements Appender, Pick<EventStore, 'append' | 'heads' | 'readLog' | 'follow'> {
  private readonly grouping: RawGrouping;

  private constructor(
    private readonly pool: pg.Pool,
    most: number,
  ) {
    this.grouping = new RawGrouping((group) => this.sendAll(group), most);
  }

  /** In a database without one; `most` appends go together. */
  static async open(connectionString: string, most = 256): Promise<RawAppender> {
    const pool = new pg.Pool({ connectionString, max: 4 }).on('error', () => undefined);
    const there = await pool.query(`select from pg_namespace where nspname = 'raw'`);
    if (there.rowCount === 0) await pool.query(SCHEMA);
    return new RawAppender(pool, most);
  }

  append(writes: readonly Write[], checks: readonly Check[] = []): Promise<AppendResult> {
    return this.grouping.append(writes, checks);
  }

  async heads(streams: readonly string[]): Promise<number[]> {
    const { rows } = await this.pool.query<{ stream: string; rev: string }>(
      'select stream, max(rev) as rev from raw.facts where stream = any($1) group by stream',
      [[...streams]],
    );
    const heads = new Map(rows.map(({ stream, rev }) => [stream, Number(rev)]));
    return streams.map((stream) => heads.get(stream) ?? ABSENT);
  }

  async *readLog(): AsyncIterable<StoredFact> {
    for (let position = 0; ;) {
      const rows = await this.after(position);
      for (const row of rows) yield stored(row);
      if (rows.length === 0) return;
      position = Number(rows.at(-1)?.position);
    }
  }

  async *follow({
    after,
    signal,
  }: {
    readonly after?: string;
    readonly signal: AbortSignal;
  }): AsyncIterable<StoredFact> {
    let position = Number(after ?? 0);
    while (!signal.aborted) {
      const rows = await this.after(position);
      for (const row of rows) {
        if (signal.aborted) return;
        position = Number(row.position);
        yield stored(row);
      }
      if (rows.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async after(position: number): Promise<FactRow[]> {
    const text = 'select * from raw.facts where position > $1 order by position limit 256';
    return (await this.pool.query<FactRow>({ name: 'raw-read', text, values: [position] })).rows;
  }

  private async sendAll(group: readonly RawAppend[]): Promise<readonly AppendResult[]> {
    const appended = await this.send(group);
    if (appended !== undefined) return appended;
    const answers: AppendResult[] = [];
    for (const one of group) answers.push(await this.alone(one));
    return answers;
  }

  private async alone(one: RawAppend): Promise<AppendResult> {
    const appended = await this.send([one]);
    if (appended?.[0] !== undefined) return appended[0];
    const targets = [...one.writes, ...one.checks];
    const heads = await this.heads(targets.map(({ stream }) => stream));
    const conflicts = targets.flatMap(({ stream, expected }, index): Conflict[] => {
      const actual = heads[index] ?? ABSENT;
      return actual === expected ? [] : [{ stream, expected, actual }];
    });
    return { ok: false, conflicts };
  }

  /** Undefined, and nothing written, when a stream of any of them stands elsewhere. */
  private async send(group: readonly RawAppend[]): Promise<readonly AppendResult[] | undefined> {
    const call = flat(group);
    if (call === undefined) return undefined;
    const { targets, facts } = call;
    let next = 1;
    const starts = facts.map(({ fact }) => {
      const start = next;
      next += fact.bytes.byteLength;
      return start;
    });
    const { rows } = await this.pool.query<{ before: string | null }>({
      name: 'raw-append',
      text: 'select raw.append($1,$2,$3,$4,$5,$6,$7,$8) as before',
      values: [
        list([...targets.keys()]),
        list([...targets.values()]),
        list(facts.map(({ stream }) => stream)),
        list(facts.map(({ rev }) => rev)),
        list(facts.map(({ append }) => append)),
        list(starts),
        list(facts.map(({ fact }) => fact.bytes.byteLength)),
        Buffer.concat(facts.map(({ fact }) => fact.bytes)),
      ],
    });
    const before = rows[0]?.before ?? null;
    if (before === null) return undefined;
    let position = Number(before);
    return group.map(({ writes }) => {
      for (const { facts: added } of writes) position += added.length;
      return { ok: true, cursor: String(position) };
    });
  }
}

/** An array as PostgreSQL reads it; names of streams have no characters that need more than quotes. */
function list(values: readonly (string | number)[]): string {
  return `{${values.map((value) => (typeof value === 'number' ? value : JSON.stringify(value))).join(',')}}`;
}

function stored({ position, append, stream, rev, bytes }: FactRow): StoredFact {
  return { stream, rev: Number(rev), id: '', type: '', at: '', bytes, cursor: position, append };
}
