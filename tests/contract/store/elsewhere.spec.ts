/** A log on KurrentDB and the database beside it go together, and with nothing else. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { openLog, type OpenLog } from '../../../libs/runtime/open-log.js';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import { postgresCheckpoints } from '../../../libs/store/postgres/checkpoints.js';
import { startStandIn, type RunningStandIn } from '../../kurrent/stand-in.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../../postgres.js';
import { accepted, write } from './given.js';

describeWithPostgres('a database and a log on KurrentDB', () => {
  const closing: (() => Promise<unknown>)[] = [];
  let server: RunningStandIn;
  let database: FreshDatabase;
  beforeEach(async () => {
    database = await freshDatabase('elsewhere');
    server = await startStandIn();
  });
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
    await server.stop();
    await database.drop();
  });

  const open = async (kurrentUrl: string | undefined, moving = false): Promise<OpenLog> => {
    const log = await openLog(
      { data: '/nowhere', databaseUrl: database.connectionString, kurrentUrl, sealing: {} },
      { moving },
    );
    closing.push(() => log.close());
    return log;
  };

  test('go together from the first time on: the address forgotten or another is refused, and changes nothing', async () => {
    const { store } = await open(server.url);
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    const other = await startStandIn();
    closing.push(() => other.stop());
    await expect(open(undefined)).rejects.toMatchObject({ why: 'onKurrent' });
    await expect(open(other.url)).rejects.toMatchObject({ why: 'otherLog' });
    expect(await (await open(server.url)).store.heads(['home-r.a'])).toEqual([0]);
  });

  test('do not when the database has a log of its own, until that is moved', async () => {
    const { store } = await open(undefined);
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await expect(open(server.url)).rejects.toMatchObject({ why: 'ownLog' });
    expect(await (await open(undefined)).store.heads(['home-r.a'])).toEqual([0]);
    const moved = await open(server.url, true);
    await accepted(moved.store.append([write('home-r.a', ABSENT, '1')]));
    await expect(open(undefined)).rejects.toMatchObject({ why: 'onKurrent' });
  });

  test('a log that is moved takes the place of another only while it is empty', async () => {
    const { store } = await open(server.url);
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    const [empty, full] = [await startStandIn(), await startStandIn()];
    closing.push(
      () => empty.stop(),
      () => full.stop(),
    );
    const database2 = await freshDatabase('elsewhere');
    closing.push(() => database2.drop());
    const beside = await openLog({
      data: '/nowhere',
      databaseUrl: database2.connectionString,
      kurrentUrl: full.url,
      sealing: {},
    });
    closing.push(() => beside.close());
    await accepted(beside.store.append([write('home-r.b', ABSENT, '1')]));
    await expect(open(full.url, true)).rejects.toMatchObject({ why: 'otherLog' });
    await open(empty.url, true);
    await expect(open(server.url)).rejects.toMatchObject({ why: 'otherLog' });
  });

  test('a log that ends before what was taken from it is older than the database, and refused', async () => {
    const { store, pool } = await open(server.url);
    const cursor = await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    const checkpoints = postgresCheckpoints(pool);
    await checkpoints.save('reader', cursor);
    expect(await checkpoints.load('reader')).toBe(cursor);
    await open(server.url);
    await checkpoints.save('reader', `${cursor}0`);
    await expect(open(server.url)).rejects.toMatchObject({ why: 'older' });
  });
});
