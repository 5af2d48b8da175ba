/** Starts the stand-in for KurrentDB in a process of its own, tells it what to get wrong, and kills it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Fault } from './faults.js';
import type { Order, Told } from './main.js';
import type { Removal } from './records.js';
import type { Asked, StandInOptions } from './server.js';

export type StandInSettings = Omit<Partial<StandInOptions>, 'journal'>;

export interface RunningStandIn {
  /** For the adapter: insecure, or with TLS and the settings' credentials. */
  readonly url: string;
  readonly port: number;
  fail(fault: Fault): Promise<void>;
  remove(removal: Removal): Promise<void>;
  asked(): Promise<Asked>;
  /** -9: what was acknowledged is on disk. */
  kill(): Promise<void>;
  /** Again, on the same port, with the log that was kept; with other settings where given. */
  start(settings?: StandInSettings): Promise<void>;
  freeze(): void;
  thaw(): void;
  /** Ends it and removes its log. */
  stop(): Promise<void>;
}

export type TestKurrent = Pick<RunningStandIn, 'url' | 'stop'>;

/** The server that KURRENTDB_URL names, which nobody kills or empties; or a stand-in. */
export async function openTestKurrent(): Promise<TestKurrent> {
  const url = process.env['KURRENTDB_URL'];
  return url === undefined ? startStandIn() : { url, stop: async () => undefined };
}

const FOLDER = import.meta.dirname;

export async function startStandIn(settings: StandInSettings = {}): Promise<RunningStandIn> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-kurrent-'));
  let chosen: StandInOptions = { port: 0, ...settings, journal: join(folder, 'journal') };
  let child: ChildProcess | undefined;
  let orders = 0;
  const begin = async (): Promise<number> => {
    child = spawned(chosen);
    const [told] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the stand-in ended with ${String(code)} before it listened`);
      }),
    ])) as [Told];
    if (!('port' in told)) throw new Error('the stand-in did not say where it listens');
    return told.port;
  };
  const port = await begin();
  chosen = { ...chosen, port };
  type Asking = Order extends infer O ? (O extends Order ? Omit<O, 'id'> : never) : never;
  const order = async (asking: Asking): Promise<Told> => {
    const { id } = { id: (orders += 1) };
    const server = child;
    if (server === undefined) throw new Error('the stand-in was killed');
    return new Promise((resolve) => {
      const heard = (told: Told): void => {
        if (!('id' in told) || told.id !== id) return;
        server.off('message', heard);
        resolve(told);
      };
      server.on('message', heard);
      server.send({ ...asking, id });
    });
  };
  const kill = async (): Promise<void> => {
    const dying = child;
    child = undefined;
    if (dying === undefined || dying.exitCode !== null || dying.signalCode !== null) return;
    dying.kill('SIGKILL');
    await once(dying, 'exit');
  };
  return {
    port,
    url: urlOf(port, chosen),
    fail: async (fault) => void (await order({ fail: fault })),
    remove: async (removal) => void (await order({ remove: removal })),
    asked: async () => {
      const told = await order({ asked: true });
      if (!('asked' in told) || told.asked === undefined) throw new Error('the stand-in told nothing');
      return told.asked;
    },
    kill,
    start: async (other = {}) => {
      chosen = { ...chosen, ...other };
      await begin();
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    stop: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function spawned(options: StandInOptions): ChildProcess {
  const extension = extname(import.meta.filename);
  const loader = extension === '.ts' ? ['--import', join(FOLDER, '../typescript.mjs')] : [];
  return spawn(process.execPath, [...loader, join(FOLDER, `main${extension}`), JSON.stringify(options)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function urlOf(port: number, { tls, credentials }: StandInOptions): string {
  const who = credentials === undefined ? '' : `${credentials.username}:${credentials.password}@`;
  return `kurrentdb://${who}127.0.0.1:${port}?tls=${tls !== undefined}`;
}
