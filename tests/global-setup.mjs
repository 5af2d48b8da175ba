/**
 * Jest's global setup: builds what tests start as processes, makes a folder for everything that the run writes, and
 * starts the tests' PostgreSQL server in it, unless HEARTH_TEST_DATABASE_URL names one. With
 * HEARTH_TEST_DATABASE_MISSING set (to the reason) nothing is built or started.
 *
 * The folder lies in memory where there is room: what the tests ask of PostgreSQL does not depend on the disk, and
 * making, filling and dropping some thousand databases takes a tenth of the time.
 */
import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import './typescript.mjs';

const PREFIX = 'hearth-tests-';
const YOUNG_MS = 300_000;
const MEMORY = '/dev/shm';
const ROOM_BYTES = 3 * 2 ** 30;

let stop = async () => undefined;

export default async function setup() {
  if (process.env.HEARTH_TEST_DATABASE_MISSING !== undefined) return;
  const [folder] = await Promise.all([makeFolder(), build()]);
  stop = () => rm(folder, { recursive: true, force: true });
  process.env.TMPDIR = join(folder, 'tmp');
  if (process.env.HEARTH_TEST_DATABASE_URL !== undefined) return;
  try {
    await startServer(folder);
  } catch (error) {
    await stop();
    throw error;
  }
}

function build() {
  return promisify(execFile)(process.execPath, [join(import.meta.dirname, '../scripts/build.mjs')]);
}

async function startServer(folder) {
  const { openEmbedded } = await import('../libs/store/embedded/embedded-postgres.ts');
  const { EmbeddedUnavailable } = await import('../libs/store/embedded/places.ts');
  try {
    const embedded = await openEmbedded(join(folder, 'data'));
    process.env.HEARTH_TEST_DATABASE_URL = embedded.connectionString;
    const removeFolder = stop;
    stop = async () => {
      await embedded.close();
      await removeFolder();
    };
  } catch (error) {
    if (!(error instanceof EmbeddedUnavailable)) throw error;
    process.env.HEARTH_TEST_DATABASE_MISSING = error.message;
  }
}

/** The folder of this run. Started by root, PostgreSQL runs as another user, who must be able to enter. */
async function makeFolder() {
  await Promise.all([...new Set([tmpdir(), MEMORY])].map(sweep));
  const inMemory = (await hasRoom(MEMORY)) ? await makeIn(MEMORY) : undefined;
  if (inMemory !== undefined && (await runsPrograms(inMemory))) return inMemory;
  if (inMemory !== undefined) await rm(inMemory, { recursive: true });
  return makeIn(tmpdir());
}

async function makeIn(parent) {
  const folder = await mkdtemp(join(parent, PREFIX));
  await chmod(folder, 0o711);
  await mkdir(join(folder, 'tmp'));
  // As `/tmp` is: a test's process may run as another user, whose programs keep their caches there.
  await chmod(join(folder, 'tmp'), 0o1777);
  return folder;
}

async function hasRoom(folder) {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize >= ROOM_BYTES;
}

/** Containers often forbid it in shared memory, and some tests put programs into their folders. */
async function runsPrograms(folder) {
  const program = join(folder, 'program');
  await writeFile(program, '#!/bin/sh\n', { mode: 0o755 });
  return spawnSync(program).status === 0;
}

/** Stops the servers of runs that were killed: those that nobody owns. Young ones may only just be starting. */
async function sweep(parent) {
  const { openEmbedded } = await import('../libs/store/embedded/embedded-postgres.ts');
  for (const name of await readdir(parent).catch(() => [])) {
    const folder = join(parent, name);
    if (!name.startsWith(PREFIX)) continue;
    try {
      const { birthtimeMs, uid } = await stat(folder);
      // Root may open anybody's, and would take the files away from a server that runs.
      if (Date.now() - birthtimeMs < YOUNG_MS || uid !== process.getuid?.()) continue;
      // One sweeper a folder: another would start the server again while this one removes its files.
      await mkdir(join(folder, 'swept'));
      await (await openEmbedded(join(folder, 'data'))).close();
      await rm(folder, { recursive: true, force: true });
    } catch {
      // A run that is still going on, or another user's: not ours to stop.
    }
  }
}

/** For the global teardown, in the same process. */
export const stopServer = () => stop();
