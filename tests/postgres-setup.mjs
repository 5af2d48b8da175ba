/** Jest's global setup: starts the tests' PostgreSQL server, unless HEARTH_TEST_DATABASE_URL names one. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './typescript.mjs';

let stop = async () => undefined;

export default async function setup() {
  if (process.env.HEARTH_TEST_DATABASE_URL !== undefined) return;
  const { openEmbedded } = await import('../libs/store/embedded.ts');
  const { EmbeddedUnavailable } = await import('../libs/store/embedded-places.ts');
  const folder = await mkdtemp(join(tmpdir(), 'hearth-tests-'));
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

/** For the global teardown, in the same process. */
export const stopServer = () => stop();
