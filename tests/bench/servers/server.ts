/** The PostgreSQL that is measured, and a database on it for each measurement. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openEmbedded } from '../../../libs/store/embedded/embedded-postgres.js';
import { median } from '../measure.js';

export interface Server {
  readonly folder: string;
  readonly settings: Readonly<Record<string, string>>;
  database(): Promise<{ readonly connectionString: string; readonly drop: () => Promise<void> }>;
  close(): Promise<void>;
}

const SHOWN = [
  'server_version',
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'wal_sync_method',
  'shared_buffers',
];

/** The server of `HEARTH_BENCH_DATABASE_URL`, or one of its own in a folder that is removed afterwards. */
export async function openServer(): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-'));
  // Started by root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o711);
  const url = process.env['HEARTH_BENCH_DATABASE_URL'];
  const embedded = url === undefined ? await openEmbedded(join(folder, 'data')) : undefined;
  const connectionString = url ?? embedded?.connectionString ?? '';
  const pool = new pg.Pool({ connectionString, max: 1 }).on('error', () => undefined);
  const settings: Record<string, string> = {};
  for (const setting of SHOWN) {
    const { rows } = await pool.query<Record<string, string>>(`show ${setting}`);
    settings[setting] = rows[0]?.[setting] ?? '';
  }
  return {
    folder,
    settings: settings,
    database: async () => {
      const name = `bench_${randomBytes(6).toString('hex')}`;
      await pool.query(`create database ${name}`);
      const address = new URL(connectionString);
      address.pathname = `/${name}`;
      return {
        connectionString: address.href,
        drop: async () => {
          await pool.query(`drop database if exists ${name} with (force)`);
        },
      };
    },
    close: async () => {
      await pool.end();
      await embedded?.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What one flush of 8 KiB to the disk under `folder` takes, in milliseconds: no durable command can be faster. */
export async function flushMs(folder: string): Promise<number> {
  const file = await open(join(folder, 'flush'), 'w');
  const laps: number[] = [];
  const block = Buffer.alloc(8192, 1);
  for (let time = 0; time < 200; time += 1) {
    const began = performance.now();
    await file.write(block, 0, block.byteLength, (time % 64) * block.byteLength);
    await file.datasync();
    laps.push(performance.now() - began);
  }
  await file.close();
  return median(laps).value;
}
