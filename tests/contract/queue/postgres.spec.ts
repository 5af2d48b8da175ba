import { afterAll, beforeAll } from '@jest/globals';
import { openPostgresQueue } from '../../../libs/outside/queue/postgres-queue.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../../postgres.js';
import { queueContract } from './queue.contract.js';
import { refusingContract } from './refusing.contract.js';
import type { QueueServer } from './server.js';

describeWithPostgres('the queue’s contract on PostgreSQL', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase('queue');
  });
  afterAll(() => database?.drop());

  const untouched = async (): Promise<void> => undefined;
  const server = (): QueueServer => ({
    kind: 'postgres',
    url: database.connectionString,
    open: (options) => openPostgresQueue(database.connectionString, options),
    cut: untouched,
    mend: untouched,
    close: untouched,
  });
  queueContract('PostgreSQL', server);
  refusingContract('PostgreSQL', server);
});
