/** What a command costs when the log is long, and what stands in memory. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import pg from 'pg';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { median, timed, type Figure } from './measure.js';
import { durableHearth, memoryHearth } from './parts.js';
import type { Server } from './servers/server.js';
import { commandsOf, must, ROOT, setUp, together } from './workload.js';

export interface Growing {
  readonly rounds: number;
  /** Applications in each measurement. */
  readonly homes: number;
  /** Facts that are put into the log between the two. */
  readonly facts: number;
}

const CALLERS = 16;

export async function measureGrowth(server: Server, { rounds, homes, facts }: Growing): Promise<Figure[]> {
  const { connectionString, drop } = await server.database();
  const { service, close } = await durableHearth(connectionString, server.folder);
  const all = homes * (rounds * 2 + 1);
  await setUp(service, all);
  let from = 0;
  const measure = async (): Promise<number> => {
    const start = from;
    from += homes;
    const { perSecond } = await timed(homes, CALLERS, async (index, lap) => {
      for (const command of commandsOf(start + index, all)) {
        must(await service.execute(command));
        lap();
      }
    });
    return 1_000_000 / perSecond;
  };
  await measure();
  const short: number[] = [];
  for (let round = 0; round < rounds; round += 1) short.push(await measure());
  const before = await lengthOf(connectionString);
  await grow(connectionString, facts);
  const long: number[] = [];
  for (let round = 0; round < rounds; round += 1) long.push(await measure());
  const after = await lengthOf(connectionString);
  await close();
  await drop();
  const [little, much] = [median(short), median(long)];
  return [
    { what: `command, c=${CALLERS}, ${Math.round(before / 1000)} thousand facts in the log`, unit: 'µs', ...little },
    { what: `command, c=${CALLERS}, ${Math.round(after / 1000)} thousand facts in the log`, unit: 'µs', ...much },
    { what: 'the one of the other', unit: '×', value: much.value / little.value, goal: { at: 'most', value: 1.2 } },
  ];
}

async function lengthOf(connectionString: string): Promise<number> {
  return ask(connectionString, async (client) => {
    const { rows } = await client.query<{ position: string }>('select position from hearth.log_head');
    return Number(rows[0]?.position);
  });
}

/** Facts of other applications, as many bytes as a real one has, put where appends would have put them. */
async function grow(connectionString: string, facts: number): Promise<void> {
  await ask(connectionString, async (client) => {
    await client.query(
      `with head as (select position, append from hearth.log_head)
       insert into hearth.facts (position, append, rev, stream, id, type, at, bytes)
       select position + i, append + i, (i - 1) % 13, 'application-grown.2024.home-' || (i - 1) / 13, gen_random_uuid()::text,
         'progressTracked', '2024-04-02T01:00:00.000Z', convert_to(repeat(md5(i::text), 28), 'UTF8')
       from head, generate_series(1, $1::bigint) as i`,
      [facts],
    );
    await client.query(
      `insert into hearth.streams (stream, rev)
       select stream, max(rev) from hearth.facts where stream like 'application-grown.%' group by stream`,
    );
    await client.query('update hearth.log_head set position = position + $1, append = append + $1', [facts]);
    await client.query('vacuum analyze hearth.facts');
    await client.query('vacuum analyze hearth.streams');
    await client.query('checkpoint');
  });
}

async function ask<T>(connectionString: string, question: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await question(client);
  } finally {
    await client.end();
  }
}

/** Bytes of heap for each application that a Hearth remembers, after everything has happened to it. */
export async function measureMemory(homes: number): Promise<Figure[]> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const store = memoryStore();
  const writer = memoryHearth(store);
  await setUp(writer, homes);
  await together(homes, async (home) => {
    for (const command of commandsOf(home, homes)) must(await writer.execute(command));
  });
  const streams: string[] = [];
  for await (const { stream, rev } of store.readLog())
    if (rev === 0 && stream.startsWith(`application-${ROOT}.`)) streams.push(stream);
  const reader = memoryHearth(store);
  await reader.read(`application-${ROOT}.none`);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (const stream of streams) await reader.read(stream);
  collect();
  const each = (process.memoryUsage().heapUsed - before) / streams.length;
  // What keeps the reader alive until here.
  await reader.read(`application-${ROOT}.none`);
  return [
    { what: 'heap for an application in memory', unit: 'kB', value: each / 1000 },
    { what: '100,000 applications in memory', unit: 'MB', value: each / 10 },
  ];
}
