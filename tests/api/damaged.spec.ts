/** A log on KurrentDB that somebody has laid hands on: what whoever asks is told, and what an operator finds. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { kurrentStore, type KurrentLog } from '../../libs/store/kurrent/kurrent-store.js';
import { rawClient, rawRecord } from '../kurrent/raw.js';
import { startStandIn, type RunningStandIn } from '../kurrent/stand-in.js';
import { describeWithPostgres } from '../postgres.js';
import { application, candidate } from '../shanghai/federation.js';
import { doorway, type Answered, type Doorway } from './given.js';

describeWithPostgres('a log on KurrentDB that was damaged', () => {
  let standIn: RunningStandIn;
  let store: KurrentLog;
  let door: Doorway;
  beforeEach(async () => {
    standIn = await startStandIn();
    store = await kurrentStore({ url: standIn.url });
    door = await doorway({}, { store });
    const { clerk } = door.federation;
    await door.give(clerk, 'putForward', { home: 'h1' }, candidate);
  });
  afterEach(async () => {
    await door.close();
    await store.close();
    await standIn.stop();
  });

  const history = async (): Promise<Answered> =>
    door.ask('GET', `/v1/streams/${application('h1')}/history`, { by: await door.tokenOf(door.federation.clerk) });

  const told = {
    status: 500,
    headers: { 'content-type': expect.stringContaining('application/problem+json'), 'content-language': 'zh' },
    body: {
      reason: 'logDamaged',
      title: expect.stringContaining('由其用备份恢复'),
      messages: { en: expect.stringContaining('has to restore a back-up') },
    },
  };
  /** One line, with the number that was told, and these. */
  const lines = ({ body }: Answered, ...named: string[]) => {
    const { id } = body['params'] as { id: string };
    const parts = ['the log is damaged: restore a back-up', id, ...named].map((each) => `(?=.*${each})`);
    return [expect.stringMatching(new RegExp(`^${parts.join('')}`))];
  };

  test('a stream that lost its beginning', async () => {
    const { clerk } = door.federation;
    const plan = await door.give(clerk, 'withdrawCandidate', { home: 'h1' }, { reason: 'rebuilt' });
    expect(plan).toMatchObject({ status: 200 });
    await standIn.remove({ kind: 'truncate', stream: application('h1'), before: 1 });
    const answer = await history();
    expect(answer).toMatchObject(told);
    expect(door.logged).toEqual(lines(answer, 'lost', application('h1'), '"revision":"1"'));
  });

  test('a stream that was deleted for good', async () => {
    await standIn.remove({ kind: 'tombstone', stream: application('h1') });
    const answer = await history();
    expect(answer).toMatchObject(told);
    expect(door.logged).toEqual(lines(answer, 'deleted', application('h1')));
  });

  test('an event that somebody else wrote, and the other streams go on', async () => {
    const client = rawClient(standIn.url);
    await client.appendRecords([rawRecord(application('h1'))]);
    await client.dispose();
    const answer = await history();
    expect(answer).toMatchObject(told);
    expect(door.logged).toEqual(lines(answer, 'foreign', `${application('h1')}@1 .ordered.`));
    const { clerk } = door.federation;
    expect(await door.give(clerk, 'putForward', { home: 'h2' }, candidate)).toMatchObject({ status: 200 });
  });
});
