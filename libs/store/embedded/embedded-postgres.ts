/** PostgreSQL from npm, on a port of its own, for whoever sets no DATABASE_URL. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { EmbeddedUnavailable, SYSTEM_FOLDER, findPlace, findPrograms, runAs } from './places.js';
import { Presence } from './ownership.js';
import { USER, ensureRunning, stop } from './server.js';
import type { Server } from './server.js';

const DATABASE = 'hearth';
const OPENS_WITHIN_MS = 60_000;

export interface EmbeddedOptions {
  /** Take the server as it is when another process owns the data folder; without it, that is refused. */
  readonly attach?: boolean;
  /** Where programs and data lie when root starts the server and its user cannot reach them (default {@link SYSTEM_FOLDER}). */
  readonly systemFolder?: string;
  /** Told when the server was lost, came back at another place than promised, or another process became the owner. */
  readonly onTrouble?: (error: Error) => void;
}

export interface Embedded {
  readonly connectionString: string;
  /** Whether this process owns the data folder, or is attached to another's. */
  readonly owned: boolean;
  /** The folder of the running cluster, and that of the programs. */
  readonly cluster: string;
  readonly programs: string;
  /** Leaves; the last one to leave stops the server and waits until it has. */
  close(): Promise<void>;
}

/** Another process owns the data folder. */
export class AlreadyOwned extends Error {
  constructor(
    dataFolder: string,
    readonly pid: number,
  ) {
    super(`the data folder ${dataFolder} is in use by process ${pid}: stop that process, or use another folder`);
  }
}

/**
 * Opens the data folder's PostgreSQL: made, found running, or started; on 127.0.0.1 only, with a password that only the
 * data folder holds. It outlives a kill of this process and is found again; when it dies itself, it is started again on
 * the same port. Throws {@link AlreadyOwned}, {@link EmbeddedUnavailable}.
 */
export async function openEmbedded(dataFolder: string, options: EmbeddedOptions = {}): Promise<Embedded> {
  const { attach = false, systemFolder = SYSTEM_FOLDER } = options;
  const user = await runAs();
  const programs = await findPrograms(user, systemFolder);
  const server: Server = { place: await findPlace(dataFolder, user, systemFolder), programs, user };
  const session = new Session(server, options.onTrouble ?? (() => undefined));
  const owner = await session.open();
  if (owner !== undefined && !attach) {
    await session.close();
    throw new AlreadyOwned(dataFolder, owner);
  }
  return {
    connectionString: session.connectionString,
    owned: owner === undefined,
    cluster: server.place.cluster,
    programs: programs.folder,
    close: () => session.close(),
  };
}

/** This process's presence at the server, kept up while the server lives, dies and is started again. */
class Session {
  readonly #server: Server;
  readonly #onTrouble: (error: Error) => void;
  #presence: Presence | undefined;
  #port: number | undefined;
  #owner = false;
  #opening = false;
  #closing = false;
  #closed: Promise<void> | undefined;
  #reviving: Promise<void> = Promise.resolve();

  constructor(server: Server, onTrouble: (error: Error) => void) {
    this.#server = server;
    this.#onTrouble = onTrouble;
  }

  get connectionString(): string {
    return `postgresql://${USER}:${this.#server.place.password}@127.0.0.1:${this.#port}/${DATABASE}`;
  }

  /** The pid of the owner, when it is another process. */
  async open(): Promise<number | undefined> {
    this.#opening = true;
    try {
      return await this.#untilOpen(Date.now() + OPENS_WITHIN_MS);
    } finally {
      this.#opening = false;
    }
  }

  async #untilOpen(deadline: number): Promise<number | undefined> {
    for (;;) {
      try {
        this.#port = await ensureRunning(this.#server, this.#port);
        await this.#createDatabase();
        this.#presence = await Presence.join(this.connectionString, () => this.#lost());
        const other = await this.#presence.own();
        this.#owner = other === undefined;
        return other?.pid;
      } catch (error) {
        await this.#presence?.end();
        // The server was being stopped by the last one who left, or died just now: start anew.
        if (error instanceof EmbeddedUnavailable || Date.now() > deadline || isLasting(error)) throw error;
        await sleep(100);
      }
    }
  }

  close(): Promise<void> {
    this.#closing = true;
    this.#closed ??= this.#leave();
    return this.#closed;
  }

  async #leave(): Promise<void> {
    await this.#reviving;
    const alone = (await this.#presence?.leave()) ?? false;
    if (alone) await stop(this.#server);
    await this.#presence?.end();
  }

  #lost(): void {
    // While opening, the statement that fails for it tells; a second attempt beside the first would leave a session behind.
    if (this.#closing || this.#opening) return;
    this.#onTrouble(new EmbeddedUnavailable('the embedded PostgreSQL went away; it is started again'));
    this.#reviving = this.#revive();
  }

  async #revive(): Promise<void> {
    const wasOwner = this.#owner;
    while (!this.#closing) {
      try {
        const port = this.#port;
        const other = await this.open();
        if (this.#port !== port)
          this.#onTrouble(new EmbeddedUnavailable(`PostgreSQL runs on port ${this.#port} now, not ${port}`));
        if (wasOwner && other !== undefined) this.#onTrouble(new AlreadyOwned(this.#server.place.home, other));
        return;
      } catch (error) {
        this.#onTrouble(error instanceof Error ? error : new Error(String(error)));
        await sleep(1_000);
      }
    }
  }

  async #createDatabase(): Promise<void> {
    const connectionString = this.connectionString.replace(/\/[^/]*$/, '/postgres');
    const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
      if (rowCount === 0) await client.query(`create database ${DATABASE}`);
    } catch (error) {
      // Another process made it in the same moment.
      if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
    } finally {
      await client.end();
    }
  }
}

/** Errors that asking again does not mend: a wrong password, a cluster of another version. */
function isLasting(error: unknown): boolean {
  const code = (error as { code?: string }).code ?? '';
  return code.startsWith('28') || code.startsWith('42') || code.startsWith('XX');
}
