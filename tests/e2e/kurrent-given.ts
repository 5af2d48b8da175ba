/** Servers for KURRENTDB_URL that are not as they should be, and logs that somebody has laid hands on. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { freshDatabase } from '../postgres.js';
import { rawClient, rawRecord } from '../kurrent/raw.js';
import { startStandIn, type RunningStandIn, type StandInSettings } from '../kurrent/stand-in.js';
import { hearth, makeLetters, type Environment } from './hearth.js';

export const PASSWORD = 'Geheim-7301';

interface Certificate {
  /** For the server. */
  readonly tls: { readonly key: string; readonly certificate: string };
  /** The file for `tlsCAFile`. */
  readonly authority: string;
}

const NONE: Certificate = { tls: { key: '', certificate: '' }, authority: '' };

export class Given {
  /** Each of an authority that is itself. */
  certificates: Readonly<Record<'good' | 'expired' | 'elsewhere', Certificate>> = {
    good: NONE,
    expired: NONE,
    elsewhere: NONE,
  };
  readonly #undo: (() => Promise<unknown>)[] = [];

  constructor(readonly folder: string) {}

  async begin(): Promise<void> {
    this.certificates = {
      good: await this.#certificate('localhost', new Date()),
      expired: await this.#certificate('localhost', new Date('2020-01-01')),
      elsewhere: await this.#certificate('node1.example.org', new Date()),
    };
  }

  /** For a day. */
  async #certificate(name: string, from: Date): Promise<Certificate> {
    const { cert, private: key } = await generate([{ name: 'commonName', value: 'eventstoredb-node' }], {
      notBeforeDate: from,
      notAfterDate: new Date(from.getTime() + 86_400_000),
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: name }] },
      ],
    });
    const authority = join(this.folder, `${name}-${from.getTime()}.crt`);
    await writeFile(authority, cert);
    return { tls: { key, certificate: cert }, authority };
  }

  async end(): Promise<void> {
    for (const undo of this.#undo.toReversed()) await undo();
  }

  async standIn(settings: StandInSettings = {}): Promise<RunningStandIn> {
    const standIn = await startStandIn(settings);
    this.#undo.push(() => standIn.stop());
    return standIn;
  }

  /** An empty database, and what Hearth needs beside it. */
  async beside(): Promise<Environment> {
    const database = await freshDatabase('kurrenterrors');
    this.#undo.push(() => database.drop());
    return {
      DATABASE_URL: database.connectionString,
      HEARTH_MASTER_KEY: '07'.repeat(32),
      HEARTH_ERASURE_LIST: join(this.folder, 'erasures'),
      HEARTH_DATA: join(this.folder, 'data'),
      HEARTH_PORT: '0',
    };
  }

  /** Accepts connections, and never says a word. */
  async mute(): Promise<number> {
    return listening(createServer(), this.#undo);
  }

  /** Where nobody listens. */
  async closedPort(): Promise<number> {
    const undo: (() => Promise<unknown>)[] = [];
    const port = await listening(createServer(), undo);
    for (const each of undo) await each();
    return port;
  }

  /** A database with a log of its own. */
  async ownLog(): Promise<Environment> {
    const environment = await this.beside();
    await makeLetters(environment['DATABASE_URL'] ?? '', environment);
    return environment;
  }

  /** A database whose log, with two letters in it, lies on this server. */
  async bound(standIn: RunningStandIn): Promise<Environment> {
    const own = await this.ownLog();
    const file = join(this.folder, `${standIn.port}.ndjson`);
    await succeeded(own, 'log', 'export', '--out', file);
    const environment = { ...(await this.beside()), KURRENTDB_URL: standIn.url };
    await succeeded(environment, 'log', 'import', file);
    return environment;
  }

  /** An event in a stream named like Hearth's that Hearth did not write. */
  async writeForeign(standIn: RunningStandIn, stream: string): Promise<void> {
    const client = rawClient(standIn.url);
    await client.appendRecords([rawRecord(stream)]);
    await client.dispose();
  }
}

async function succeeded(environment: Environment, ...args: string[]): Promise<void> {
  const { code, err } = await hearth(environment, ...args);
  if (code !== 0) throw new Error(`${args.join(' ')}: ${code} ${err}`);
}

async function listening(server: Server, undo: (() => Promise<unknown>)[]): Promise<number> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return (server.address() as AddressInfo).port;
}
