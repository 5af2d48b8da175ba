import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { openPostgresQueue } from '../../../libs/outside/queue/postgres-queue.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../../postgres.js';
import { gateTo, type Gate } from '../store/gate.js';
import { Opened, reminder, reminders, until, waiting, type QueueServer } from './server.js';
import { troubleContract } from './trouble.contract.js';

describeWithPostgres('the queue’s PostgreSQL when it goes away', () => {
  let database: FreshDatabase;
  let gate: Gate;
  beforeAll(async () => {
    database = await freshDatabase('queue');
    gate = await gateTo(database.connectionString);
  });
  afterAll(async () => {
    await gate?.close();
    await database?.drop();
  });

  const server = (): QueueServer => ({
    kind: 'postgres',
    url: gate.connectionString,
    open: (options) => openPostgresQueue(gate.connectionString, options),
    cut: async () => gate.shut(),
    mend: async () => gate.reopen(),
    close: () => gate.close(),
  });
  troubleContract('PostgreSQL', server);

  const opened = new Opened(server);
  beforeEach(() => opened.begin());
  afterEach(() => opened.end());

  const administer = async (statement: string): Promise<pg.QueryResult> => {
    const client = new pg.Client({ connectionString: database.connectionString });
    await client.connect();
    try {
      return await client.query(statement);
    } finally {
      await client.end();
    }
  };

  test('after its tables were emptied with work going on everything works again at once', async () => {
    const queue = await opened.open();
    const handled = new Set<string>();
    const work = await queue.work(async (job) => {
      handled.add(job.id);
    });
    const far = reminders(2_000, (index) => Date.now() + 86_400_000 + index, 'far');
    await queue.keep(far);
    await administer('truncate bullmq.job, bullmq.event, bullmq.meta cascade');
    expect(await queue.count()).toBe(0);
    await queue.keep([...far, reminder('now', Date.now()), reminder('soon', Date.now() + 800)]);
    await until('both', () => handled.size === 2);
    await work.idle();
    expect(await queue.count()).toBe(2_000);
    expect((await waiting(queue))[0]).toEqual([far[0]?.id, far[0]?.due]);
  });

  test('sessions ended by an administrator, the one that listens among them, are made anew', async () => {
    const queue = await opened.open();
    const handled = new Set<string>();
    await queue.work(async (job) => {
      handled.add(job.id);
    });
    await queue.keep([reminder('first', Date.now())]);
    await until('the first', () => handled.size === 1);
    const { rowCount } = await administer(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    expect(rowCount).toBeGreaterThan(1);
    await until('it is kept', () =>
      queue.keep([reminder('second', Date.now())]).then(
        () => true,
        () => false,
      ),
    );
    await until('the second', () => handled.size === 2);
  });

  test('it lies in a schema of its own and leaves the rest of the database alone', async () => {
    const other = await freshDatabase('queue');
    const client = new pg.Client({ connectionString: other.connectionString });
    await client.connect();
    try {
      const queue = await openPostgresQueue(other.connectionString, { now: Date.now });
      await queue.keep([reminder('a', Date.now() + 60_000)]);
      await queue.close();
      const { rows } = await client.query<{ schema: string }>(
        `select distinct n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
         where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'`,
      );
      expect(rows).toEqual([{ schema: 'bullmq' }]);
    } finally {
      await client.end();
      await other.drop();
    }
  });
});
