/** A played log is the same log on every store, and moves from one to the next by the command line, byte for byte. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { exportLog } from '../../libs/store/transfer/transfer.js';
import { hearth, type Ended } from '../e2e/hearth.js';
import { openTestKurrent, startStandIn, type TestKurrent } from '../kurrent/stand-in.js';
import { describeWithPostgres, freshDatabase } from '../postgres.js';
import { played } from './guards.js';

const PLAYED = ['simulate', 'shanghai-advanced-home', '--seed', '7', '--applications', '12', '--json'];

/** Played in memory, and exported from there. */
async function playedTo(file: string): Promise<void> {
  const store = memoryStore();
  await played({ seed: '7', applications: 12, store });
  const lines: string[] = [];
  for await (const line of exportLog(store)) lines.push(`${line}\n`);
  await writeFile(file, lines.join(''));
}

describeWithPostgres('a played log', () => {
  let folder: string;
  let server: TestKurrent;
  const closing: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-kurrent-'));
    server = await openTestKurrent();
    closing.push(() => server.stop());
  });
  afterAll(async () => {
    for (const close of closing.toReversed()) await close();
    await rm(folder, { recursive: true, force: true });
  });

  const database = async (): Promise<string> => {
    const { connectionString, drop } = await freshDatabase('played');
    closing.push(drop);
    return connectionString;
  };
  const done = async (environment: Record<string, string>, ...args: string[]): Promise<Ended> => {
    const ended = await hearth({ HEARTH_DATA: folder, ...environment }, ...args, '--lang', 'en');
    expect(ended.err).toBe('');
    expect(ended.code).toBe(0);
    return ended;
  };

  test('has one digest in memory, on PostgreSQL and on KurrentDB, with the same root', async () => {
    const root = `p${randomBytes(5).toString('hex')}`;
    const environment = { DATABASE_URL: await database(), KURRENTDB_URL: server.url };
    const stores = [['--store', 'memory'], ['--store', 'postgres'], []];
    const told: unknown[] = [];
    for (const store of stores) {
      const { json } = await done(environment, ...PLAYED, '--root', root, ...store);
      told.push([json['digest'], json['facts']]);
    }
    expect(told[0]).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/), expect.any(Number)]);
    expect(told).toEqual([told[0], told[0], told[0]]);
    // Its streams stay there, and are not written to again.
    const again = await hearth({ HEARTH_DATA: folder, ...environment }, ...PLAYED, '--root', root, '--lang', 'en');
    expect([again.code, again.err]).toEqual([1, expect.stringContaining(`root ${root} on KurrentDB already`)]);
  });

  test('goes from memory to PostgreSQL, to KurrentDB and back, and keeps bytes, order and digest', async () => {
    // A server of its own: `log import` fills a whole log.
    const empty = await startStandIn();
    closing.push(() => empty.stop());
    const [first, second] = [await database(), await database()];
    const onKurrent = { DATABASE_URL: second, KURRENTDB_URL: empty.url };
    const files = ['memory', 'postgres', 'kurrent', 'back'].map((name) => join(folder, `${name}.ndjson`));
    const [memory = '', postgres = '', kurrent = '', back = ''] = files;
    await playedTo(memory);
    const brought = await done({ DATABASE_URL: first }, 'log', 'import', memory, '--json');
    await done({ DATABASE_URL: first }, 'log', 'export', '--out', postgres);
    const moved = await done(onKurrent, 'log', 'import', postgres, '--json');
    await done(onKurrent, 'log', 'export', '--out', kurrent);
    const verified = await done(onKurrent, 'verify', '--json');
    const third = await database();
    const returned = await done({ DATABASE_URL: third }, 'log', 'import', kurrent, '--json');
    await done({ DATABASE_URL: third }, 'log', 'export', '--out', back);
    const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
    expect(texts.map((text) => text === texts[0])).toEqual([true, true, true, true]);
    expect([moved, verified, returned].map(({ json }) => json['digest'])).toEqual(
      Array(3).fill(brought.json['digest']),
    );
    expect(verified.json['faults']).toEqual([]);
    // The database goes with that log now, and says so when the address is forgotten.
    const forgotten = await hearth({ HEARTH_DATA: folder, DATABASE_URL: second }, 'verify', '--lang', 'en');
    expect([forgotten.code, forgotten.err]).toEqual([2, expect.stringContaining('set KURRENTDB_URL')]);
    // What is not empty takes no log.
    const full = await hearth({ HEARTH_DATA: folder, ...onKurrent }, 'log', 'import', postgres, '--lang', 'en');
    expect(full.code).toBe(1);
  });
});
