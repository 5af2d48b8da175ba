/** A real PostgreSQL that whoever asked for it kills and starts again: nobody else does. */
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { childrenOf } from '../bench/servers/serving.js';
import { findPlace, findPrograms, runAs, SYSTEM_FOLDER } from '../../libs/store/embedded/places.js';
import { ensureRunning, stop, USER, type Server } from '../../libs/store/embedded/server.js';

export interface OwnPostgres {
  readonly url: string;
  /** SIGKILL of the postmaster and of every session, in the middle of what they write. */
  readonly kill: () => Promise<void>;
  /** On the same port; resolves when it takes connections. */
  readonly start: () => Promise<void>;
  readonly remove: () => Promise<void>;
}

export async function startPostgres(): Promise<OwnPostgres> {
  const folder = await folderFor('hearth-kills-');
  const user = await runAs();
  const programs = await findPrograms(user, SYSTEM_FOLDER);
  const server: Server = { place: await findPlace(join(folder, 'data'), user, SYSTEM_FOLDER), programs, user };
  const port = await ensureRunning(server);
  return {
    url: `postgresql://${USER}:${server.place.password}@127.0.0.1:${port}/postgres`,
    kill: () => killAll(server.place.cluster),
    start: async () => void (await ensureRunning(server, port)),
    remove: async () => {
      await stop(server);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A folder of its own that the user of a PostgreSQL which root started may enter. */
export async function folderFor(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o711);
  return folder;
}

/** SIGKILL of the postmaster alone: its sessions finish what they have in hand, and end. */
export async function killPostmaster(cluster: string): Promise<void> {
  process.kill(await postmasterOf(cluster), 'SIGKILL');
}

async function killAll(cluster: string): Promise<void> {
  const postmaster = await postmasterOf(cluster);
  // It must not make another session meanwhile: one that is left would wait for ever for what a dead one held.
  process.kill(postmaster, 'SIGSTOP');
  const sessions = await childrenOf(postmaster);
  for (const pid of [...sessions, postmaster]) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // A session may have ended by itself.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

async function postmasterOf(cluster: string): Promise<number> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}
