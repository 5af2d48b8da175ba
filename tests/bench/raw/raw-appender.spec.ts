/** What the benchmark compares with must itself keep appends whole and skip nothing. */
import { afterEach, beforeEach, describe } from '@jest/globals';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { following } from '../../contract/store/following.contract.js';
import type { OpenLog } from '../../contract/store/given.js';
import { judging } from '../../contract/store/judging.contract.js';
import { describeWithPostgres, freshDatabase } from '../../postgres.js';
import { RawAppender } from './raw-appender.js';

describeWithPostgres('the raw appender that the benchmark compares with', () => {
  let log: OpenLog | undefined;
  const current = (): OpenLog => {
    if (log === undefined) throw new Error('no log is open');
    return log;
  };
  beforeEach(async () => {
    const { connectionString, drop } = await freshDatabase('raw');
    const opened: RawAppender[] = [];
    const open = async (): Promise<EventStore> => {
      const appender = await RawAppender.open(connectionString);
      opened.push(appender);
      return appender as unknown as EventStore;
    };
    log = {
      store: await open(),
      another: open,
      drop: async () => {
        await Promise.all(opened.map((each) => each.close()));
        await drop();
      },
    };
  });
  afterEach(async () => {
    await log?.drop();
    log = undefined;
  });
  describe('judging appends against each other', () => judging(current));
  describe('following', () => following(current));
});
