/** Jest's global setup: starts the tests' PostgreSQL server, unless HEARTH_TEST_DATABASE_URL names one. */
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './typescript.mjs';

const PREFIX = 'hearth-tests-';
const YOUNG_MS = 300_000;

let stop = async () => undefined;

export default async function setup() {
  if (process.env.HEARTH_TEST_DATABASE_URL !== undefined) return;
  const { openEmbedded } = await import('../libs/store/embedded/embedded-postgres.ts');
  const { EmbeddedUnavailable } = await import('../libs/store/embedded/places.ts');
  await sweep(openEmbedded);
  const folder = await mkdtemp(join(tmpdir(), PREFIX));
  // Started by root the server runs as another user, who must be able to enter.
  await chmod(folder, 0o711);
  try {
    const embedded = await openEmbedded(join(folder, 'data'));
    process.env.HEARTH_TEST_DATABASE_URL = embedded.connectionString;
    stop = async () => {
      await embedded.close();
      await rm(folder, { recursive: true, force: true });
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (!(error instanceof EmbeddedUnavailable)) throw error;
    process.env.HEARTH_TEST_DATABASE_MISSING = error.message;
  }
}

/** Stops the servers of runs that were killed: those that nobody owns. Young ones may only just be starting. */
async function sweep(openEmbedded) {
  for (const name of await readdir(tmpdir())) {
    const folder = join(tmpdir(), name);
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
