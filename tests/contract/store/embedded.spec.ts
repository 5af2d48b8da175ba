/** The embedded PostgreSQL: who owns it, who is attached, and what a kill does to it. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { AlreadyOwned, openEmbedded } from '../../../libs/store/embedded/embedded-postgres.js';
import type { Embedded, EmbeddedOptions } from '../../../libs/store/embedded/embedded-postgres.js';
import { postgresStore } from '../../../libs/store/postgres/postgres-store.js';
import { describeWithPostgres } from '../../postgres.js';
import { accepted, write } from './given.js';
import { audit, writeUntil } from './ledger.js';
import { nodeIn, reachableCheckout } from './reachable-checkout.js';

const isRoot = process.getuid?.() === 0;
/** Neither root nor the user that root's server runs as. */
const SOMEBODY = 54321;
const NOBODY = 65_534;
const CHECKOUT = join(import.meta.dirname, '../../..');

interface Told {
  readonly connectionString: string;
  readonly owned: boolean;
  readonly cluster: string;
  readonly error?: string;
  readonly pid?: number;
}

describeWithPostgres('embedded PostgreSQL', () => {
  let root = '';
  let data = '';
  const opened: Embedded[] = [];
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'hearth-embedded-'));
    await chmod(root, 0o711);
    data = join(root, 'data');
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const embedded of opened.splice(0)) await embedded.close();
    // Whoever was killed has left its server running: the last to leave stops it.
    if ((await postmaster(join(data, 'postgres', 'data'))) !== undefined) {
      await (await openEmbedded(data, { attach: true })).close();
    }
    await rm(root, { recursive: true, force: true });
  });

  const open = async (options: EmbeddedOptions = {}): Promise<Embedded> => {
    const embedded = await openEmbedded(data, options);
    opened.push(embedded);
    return embedded;
  };
  /** Another process that opens the folder, and what it got. */
  const elsewhere = async (attach: string, uid?: number): Promise<{ child: ChildProcess; told: Told }> => {
    const checkout = uid === undefined ? CHECKOUT : await reachableCheckout(CHECKOUT, root);
    const script = join(checkout, 'tests/contract/store/embedded-process.mjs');
    const user = uid === undefined ? {} : { uid, gid: uid };
    const child = spawn(nodeIn(checkout, CHECKOUT), [script, data, attach], {
      stdio: ['pipe', 'pipe', 'inherit'],
      cwd: '/',
      ...user,
    });
    children.push(child);
    for await (const line of createInterface(child.stdout)) return { child, told: JSON.parse(line) as Told };
    throw new Error('the other process said nothing');
  };
  const ended = (child: ChildProcess): Promise<unknown> =>
    child.exitCode !== null || child.signalCode !== null
      ? Promise.resolve()
      : new Promise((resolve) => child.once('exit', resolve));
  const leave = (child: ChildProcess): Promise<unknown> => {
    child.stdin?.end();
    return ended(child);
  };
  const postmaster = async (cluster: string): Promise<number | undefined> =>
    readFile(join(cluster, 'postmaster.pid'), 'utf8').then(
      (text) => Number(text.split('\n')[0]),
      () => undefined,
    );
  /** The server's pid when it is none of those killed before. */
  const anotherPostmaster = async (cluster: string, killed: ReadonlySet<number>): Promise<number> => {
    for (const deadline = Date.now() + 20_000; Date.now() < deadline;) {
      const pid = await postmaster(cluster);
      if (pid !== undefined && !killed.has(pid)) return pid;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('the server did not come back');
  };
  const ask = async (connectionString: string, statement: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString });
    await client.connect();
    try {
      return (await client.query(statement)).rows;
    } finally {
      await client.end();
    }
  };

  test('listens on loopback alone, flushes to disk, and wants its password, which only the owner may read', async () => {
    const { connectionString, owned, cluster } = await open();
    expect(owned).toBe(true);
    expect(new URL(connectionString).hostname).toBe('127.0.0.1');
    const settings = [
      'listen_addresses',
      'unix_socket_directories',
      'fsync',
      'full_page_writes',
      'synchronous_commit',
      'server_encoding',
    ];
    const values = await Promise.all(
      settings.map((name) => ask(connectionString, `select current_setting('${name}') as is`)),
    );
    expect(values.flat()).toEqual([
      { is: '127.0.0.1' },
      { is: '' },
      { is: 'on' },
      { is: 'on' },
      { is: 'on' },
      { is: 'UTF8' },
    ]);
    const wrong = connectionString.replace(/:[^:@]+@/, ':wrong@');
    await expect(ask(wrong, 'select 1')).rejects.toThrow('password');
    expect((await stat(join(data, 'postgres.json'))).mode & 0o777).toBe(0o600);
    expect((await stat(cluster)).mode & 0o777).toBe(0o700);
    expect((await stat(cluster)).uid === 0).toBe(false);
  });

  test('a closed folder leaves no server behind, and holds the log when opened again', async () => {
    const first = await open();
    const store = await postgresStore({ connectionString: first.connectionString });
    const cursor = await accepted(store.append([write('home-r.a', -1, '1')]));
    await store.close();
    await first.close();
    expect(await postmaster(first.cluster)).toBeUndefined();
    const again = await postgresStore({ connectionString: (await open()).connectionString });
    expect(await again.head()).toBe(cursor);
    await again.close();
  });

  test('a second owner is refused with the pid of the first; another command attaches, and neither pulls the server from under the other', async () => {
    const { child, told } = await elsewhere('own');
    expect(told.owned).toBe(true);
    const refused = open();
    await expect(refused).rejects.toBeInstanceOf(AlreadyOwned);
    await expect(refused).rejects.toThrow(`process ${child.pid}`);
    const attached = await open({ attach: true });
    expect(attached).toMatchObject({ owned: false, connectionString: told.connectionString });
    // The owner leaves first: the server stays for who is attached, who as the last one stops it.
    await leave(child);
    expect(await ask(attached.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await attached.close();
    expect(await postmaster(attached.cluster)).toBeUndefined();
  });

  test('one who comes while the last one leaves gets a server that stays', async () => {
    let last = await open();
    for (let round = 0; round < 5; round += 1) {
      const [next] = await Promise.all([open({ attach: true }), last.close()]);
      const sessions = `select count(*)::int from pg_stat_activity where application_name ~ '^hearth \\d+'`;
      // The session of the one who left takes a moment to end.
      let counted = await ask(next.connectionString, sessions);
      for (let wait = 0; wait < 50 && JSON.stringify(counted) !== '[{"count":1}]'; wait += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        counted = await ask(next.connectionString, sessions);
      }
      expect(counted).toEqual([{ count: 1 }]);
      last = next;
    }
    await last.close();
    expect(await postmaster(last.cluster)).toBeUndefined();
  });

  test("an attached command that leaves does not stop the owner's server", async () => {
    const owner = await open();
    const { child, told } = await elsewhere('attach');
    expect(told).toMatchObject({ owned: false, connectionString: owner.connectionString });
    await leave(child);
    expect(await ask(owner.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('a kill -9 of the owner leaves the server running; the next one finds it and owns the folder', async () => {
    const { child, told } = await elsewhere('own');
    const pid = await postmaster(told.cluster);
    child.kill('SIGKILL');
    await ended(child);
    const next = await open();
    expect(next.owned).toBe(true);
    expect(await postmaster(next.cluster)).toBe(pid);
    expect(next.connectionString).toBe(told.connectionString);
  });

  test('of processes that open a fresh folder at once exactly one owns it', async () => {
    const all = await Promise.all([elsewhere('own'), elsewhere('own'), elsewhere('own')]);
    const owners = all.filter(({ told }) => told.owned);
    expect(owners).toHaveLength(1);
    for (const { told } of all.filter(({ told: { owned } }) => owned !== true))
      expect(told.pid).toBe(owners[0]?.child.pid);
  });

  test("a pid file whose pid is another program's by now is no running server", async () => {
    const first = await open();
    await first.close();
    const file = join(first.cluster, 'postmaster.pid');
    const { uid, gid } = await stat(first.cluster);
    // A live process of the same user, which PostgreSQL alone would take for its own.
    const sleeper = spawn('sleep', ['60'], isRoot ? { uid, gid } : {});
    children.push(sleeper);
    await writeFile(file, `${sleeper.pid}\n${first.cluster}\n1700000000\n5432\n\n127.0.0.1\n  1 1\nready   \n`, {
      mode: 0o600,
    });
    await chown(file, uid, gid);
    const next = await open();
    expect(await ask(next.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(await postmaster(next.cluster)).not.toBe(sleeper.pid);
  });

  test('a kill -9 of the server under load: it comes back by itself, and what was acknowledged is there exactly once', async () => {
    const troubles: string[] = [];
    const owner = await open({ onTrouble: ({ message }) => troubles.push(message) });
    const store = await postgresStore({ connectionString: owner.connectionString, giveUpAfterMs: 20_000 });
    const pids = new Set<number>();
    let done = false;
    const writing = writeUntil(store, 16, () => done);
    try {
      for (let kill = 0; kill < 3; kill += 1) {
        await new Promise((resolve) => setTimeout(resolve, 300 + 170 * kill));
        const pid = await anotherPostmaster(owner.cluster, pids);
        pids.add(pid);
        process.kill(pid, 'SIGKILL');
      }
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    } finally {
      done = true;
    }
    const ledger = await writing;
    expect(pids.size).toBe(3);
    expect(ledger.acknowledged.length).toBeGreaterThan(100);
    expect(await audit(store, ledger)).toEqual({ lost: [], doubled: [], torn: 0 });
    expect(ledger).toMatchObject({ inDoubt: [], unavailable: 0 });
    expect(troubles.length).toBeGreaterThan(0);
    await store.close();
  });

  const places: [string, boolean][] = isRoot
    ? [['under a folder that only root can enter, in the system folder', true]]
    : [];
  test.each([['in the data folder', false], ...places] as [string, boolean][])('data lie %s', async (_case, closed) => {
    if (closed) await chmod(root, 0o700);
    const system = await mkdtemp(join(tmpdir(), 'hearth-system-'));
    await chmod(system, 0o711);
    const embedded = await open({ systemFolder: join(system, 'hearth') });
    expect(embedded.cluster.startsWith(closed ? join(system, 'hearth') : data)).toBe(true);
    expect(await ask(embedded.connectionString, 'select 1 as one')).toEqual([{ one: 1 }]);
    await embedded.close();
    await rm(data, { recursive: true });
    // A folder that was wiped does not find its old facts again.
    const fresh = await open({ systemFolder: join(system, 'hearth') });
    const store = await postgresStore({ connectionString: fresh.connectionString });
    expect(await store.head()).toBeUndefined();
    await store.close();
    await fresh.close();
    opened.length = 0;
    await rm(system, { recursive: true });
    await rm(data, { recursive: true });
    await mkdir(data);
    await chmod(root, 0o711);
  });

  test('an ordinary user runs the server as himself', async () => {
    const uid = isRoot ? NOBODY : process.getuid?.();
    await mkdir(data);
    if (isRoot) await chown(data, NOBODY, NOBODY);
    const { child, told } = await elsewhere('own', isRoot ? NOBODY : undefined);
    expect(told.owned).toBe(true);
    expect((await stat(told.cluster)).uid).toBe(uid);
    await leave(child);
    expect(await postmaster(told.cluster)).toBeUndefined();
  });

  // Nobody but root can open what is another user's at all.
  const owners: [string, boolean][] = isRoot
    ? [['another user, whose server may run in it: refused, and left alone', true]]
    : [];
  test.each([['the user of the server: opened', false], ...owners] as [string, boolean][])(
    'the folder of the database is that of %s',
    async (_case, another) => {
      const home = join(data, 'postgres');
      await (await open()).close();
      const own = (await stat(home)).uid;
      const owner = another ? SOMEBODY : own;
      await chown(home, owner, owner);
      const outcome = await open().then(
        async (embedded) => embedded.close().then(() => 'opened'),
        (error: Error) => error.message,
      );
      expect(outcome).toContain(another ? `${home} belongs to the user with the id ${SOMEBODY}` : 'opened');
      expect((await stat(home)).uid).toBe(owner);
      await chown(home, own, own);
      await (await open()).close();
    },
  );
});
