/** PostgreSQL, when connections break, answers get lost or the server is not what it should be. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { ABSENT, Unavailable } from '../../../libs/engine/ports/event-store.js';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { postgresStore } from '../../../libs/store/postgres/postgres-store.js';
import type { PostgresOptions } from '../../../libs/store/postgres/postgres-store.js';
import { describeWithPostgres, freshDatabase } from '../../postgres.js';
import type { FreshDatabase } from '../../postgres.js';
import { gateTo } from './gate.js';
import type { Gate } from './gate.js';
import { accepted, all, fact, write } from './given.js';
import { losingAnswers } from './losing-answers.contract.js';
import { audit, writeUntil } from './ledger.js';

describeWithPostgres('PostgreSQL when things break', () => {
  let database: FreshDatabase;
  let admin: pg.Client;
  const closing: (() => Promise<unknown>)[] = [];
  const open = async (options: Partial<PostgresOptions> = {}): Promise<EventStore> => {
    const store = await postgresStore({ connectionString: database.connectionString, connections: 4, ...options });
    closing.push(() => store.close());
    return store;
  };
  const gate = async (): Promise<Gate> => {
    const made = await gateTo(database.connectionString);
    closing.push(() => made.close());
    return made;
  };
  beforeEach(async () => {
    database ??= await freshDatabase('faults');
    admin = new pg.Client({ connectionString: database.connectionString });
    await admin.connect();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
    await admin.query('drop schema if exists hearth cascade');
    await admin.end();
  });
  afterAll(() => database?.drop());

  test('of 64 appends at once few transactions are made', async () => {
    const store = await open();
    await Promise.all(
      Array.from({ length: 64 }, (_, i) => accepted(store.append([write(`home-r.${i}`, ABSENT, `${i}`)]))),
    );
    const { rows } = await admin.query<{ count: string }>('select count(distinct xmin::text) from hearth.facts');
    expect(Number(rows[0]?.count)).toBeLessThanOrEqual(2);
  });

  describe('an answer that is lost', () => {
    const losing = async () => {
      const between = await gate();
      return {
        store: await open({ connectionString: between.connectionString }),
        lose: (times: number) => between.swallowAnswers(times),
        lost: () => between.swallowed(),
      };
    };
    losingAnswers(losing, { groups: false });
  });

  test('an outcome that cannot be found out is called unknown, one that was never sent is not', async () => {
    const between = await gate();
    const store = await open({ connectionString: between.connectionString, giveUpAfterMs: 300 });
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    between.swallowAnswers(Number.POSITIVE_INFINITY);
    const lost = store.append([write('home-r.a', 0, '2')]);
    await expect(lost).rejects.toBeInstanceOf(Unavailable);
    await expect(lost).rejects.toMatchObject({ outcome: 'unknown' });
    between.swallowAnswers(0);
    between.shut();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const unsent = store.append([write('home-r.b', ABSENT, '3')]);
    await expect(unsent).rejects.toBeInstanceOf(Unavailable);
    await expect(unsent).rejects.toMatchObject({ outcome: 'nothingWritten' });
    await expect(store.heads(['home-r.a'])).rejects.toBeInstanceOf(Unavailable);
    // Back again, without opening anew: what was in doubt is found written, once; what was not sent is not there.
    between.reopen();
    await accepted(store.append([write('home-r.a', 0, '2')]));
    expect(await store.heads(['home-r.a', 'home-r.b'])).toEqual([1, ABSENT]);
  });

  test('a follower goes on by itself after the server was out of reach', async () => {
    const between = await gate();
    const [store, other] = [await open({ connectionString: between.connectionString, pollMs: 50 }), await open()];
    const stop = new AbortController();
    const seen: number[] = [];
    const following = (async () => {
      for await (const { rev } of store.follow({ signal: stop.signal })) {
        seen.push(rev);
        if (rev === 0) between.shut();
        if (rev === 2) stop.abort();
      }
    })();
    await accepted(other.append([write('home-r.a', ABSENT, '1')]));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await accepted(other.append([write('home-r.a', 0, '2')]));
    expect(seen).toEqual([0]);
    between.reopen();
    await accepted(other.append([write('home-r.a', 1, '3')]));
    await following;
    expect(seen).toEqual([0, 1, 2]);
  });

  test('sessions ended under load: nothing lost, doubled or torn, and every append answered', async () => {
    const store = await open();
    const until = Date.now() + 2_000;
    const writing = writeUntil(store, 16, () => Date.now() > until);
    let ended = 0;
    while (Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      const { rowCount } = await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'hearth store' and datname = current_database()`,
      );
      ended += rowCount ?? 0;
    }
    const ledger = await writing;
    expect(ended).toBeGreaterThan(10);
    expect(ledger.acknowledged.length).toBeGreaterThan(100);
    expect({ ...(await audit(store, ledger)), inDoubt: ledger.inDoubt, unavailable: ledger.unavailable }).toEqual({
      lost: [],
      doubled: [],
      torn: 0,
      inDoubt: [],
      unavailable: 0,
    });
  });

  test('what PostgreSQL itself will not take fails alone', async () => {
    const store = await open();
    await admin.query(`alter table hearth.facts add check (type <> 'poison')`);
    const appends = Array.from({ length: 10 }, (_, i) =>
      store.append([
        { stream: `home-r.${i}`, expected: ABSENT, facts: [fact(`${i}`, { type: i === 4 ? 'poison' : 'fine' })] },
      ]),
    );
    const results = await Promise.allSettled(appends);
    expect(results.map(({ status }) => status).filter((status) => status === 'rejected')).toHaveLength(1);
    expect(results[4]).toMatchObject({ status: 'rejected' });
    expect(await all(store.readLog())).toHaveLength(9);
  });

  test('stores opened at once on an empty database make one log', async () => {
    const stores = await Promise.all([open(), open(), open(), open()]);
    await accepted(stores[0]!.append([write('home-r.a', ABSENT, '1')]));
    const heads = await Promise.all(stores.map((store) => store.head()));
    expect(new Set(heads).size).toBe(1);
    expect(heads[0]).toMatch(/^[0-9a-f]{16}:1$/);
  });

  test('a log that was replaced under an open store is not written to', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await admin.query(`update hearth.log_head set epoch = 'another'`);
    await expect(store.append([write('home-r.b', ABSENT, '2')])).rejects.toThrow('it was replaced');
    await expect(store.head()).rejects.toThrow('replaced');
    const { rows } = await admin.query('select stream from hearth.facts');
    expect(rows).toEqual([{ stream: 'home-r.a' }]);
  });

  test('a server that may forget what it acknowledged is refused, unless one says so', async () => {
    const forgetful = `${database.connectionString}?options=-c%20synchronous_commit%3Doff`;
    await expect(open({ connectionString: forgetful })).rejects.toThrow('synchronous_commit off');
    await accepted(
      (await open({ connectionString: forgetful, acceptLoss: true })).append([write('home-r.a', ABSENT, '1')]),
    );
  });

  test('tables of a later version are refused', async () => {
    await open();
    await admin.query('insert into hearth.log_versions (version) values (99)');
    await expect(open()).rejects.toThrow('version 99');
  });

  test('a server that is not there is unavailable', async () => {
    await expect(postgresStore({ connectionString: 'postgresql://x:y@127.0.0.1:1/z' })).rejects.toBeInstanceOf(
      Unavailable,
    );
  });
});
