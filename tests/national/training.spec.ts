import { beforeAll, describe, expect, test } from '@jest/globals';
import { verifyStream, listStreams } from '../../libs/engine/verify/verify-stream.js';
import type { House } from '../given.js';
import { elected, federation, type People, PLAN } from './federation.js';

describe('training within three months of election', () => {
  let service: House;
  let people: People;
  const to = { holder: 'holder-one', period: '2024' };
  const stream = 'training-test.holder-one.2024';
  const training = { organiser: '省级妇女干部学校' };

  beforeAll(async () => {
    ({ service, people } = await federation('2024-01-20T09:00:00+08:00'));
  });

  test('is born by the election, with the instant from which it is late', async () => {
    await service.refuses('dateInFuture', PLAN, 'recordElection', to, people.county, elected('county', '2024-01-21'));
    await service.refuses(
      'outsideSubtree',
      PLAN,
      'recordElection',
      to,
      people.county,
      elected('neighbour', '2024-01-15'),
    );
    await service.accepts(PLAN, 'recordElection', to, people.county, elected('county', '2024-01-15'));
    const { fields, chartState: standing } = await service.read(stream);
    // 15 April counts, to 24:00 in Shanghai.
    expect([standing?.stage, fields['trainingDue']]).toStrictEqual(['due', '2024-04-15T16:00:00.000Z']);
    await service.refuses('alreadyExists', PLAN, 'recordElection', to, people.county, elected('county', '2024-01-15'));
  });

  test('a corrected election moves it; a month without such a day ends on its last', async () => {
    service.at('2024-02-20T09:00:00+08:00');
    const correction = { electedOn: '2023-11-30', reason: '日期有误' };
    await service.accepts(PLAN, 'correctElection', to, people.county, correction);
    expect((await service.read(stream)).fields['trainingDue']).toBe('2024-02-29T16:00:00.000Z');
    await service.accepts(PLAN, 'correctElection', to, people.county, { ...correction, electedOn: '2024-01-15' });
    expect((await service.read(stream)).fields['trainingDue']).toBe('2024-04-15T16:00:00.000Z');
  });

  test('the day of the training counts, not that of the entry', async () => {
    service.at('2024-04-20T09:00:00+08:00');
    const record = (trainedOn: string) =>
      [PLAN, 'recordTraining', to, people.county, { ...training, trainedOn }] as const;
    await service.refuses('dateOutOfOrder', ...record('2024-01-14'));
    await service.accepts(...record('2024-04-15'));
    expect((await service.read(stream)).fields).toMatchObject({ trainedOn: '2024-04-15', lateTrainings: 0 });
    await service.refuses('stageForbids', ...record('2024-04-16'));
    await service.accepts(PLAN, 'undoTraining', to, people.county, { reason: '登记有误' });
    await service.accepts(...record('2024-04-16'));
    expect((await service.read(stream)).fields).toMatchObject({ trainedOn: '2024-04-16', lateTrainings: 1 });
  });

  test('what follows from lateness is a setting', async () => {
    const late = { holder: 'holder-two', period: '2024' };
    await service.accepts(PLAN, 'recordElection', late, people.county, elected('county', '2024-01-15'));
    await service.setting(PLAN, 'trainingLateness', 'reason');
    const record = { ...training, trainedOn: '2024-04-18' };
    await service.refuses('lateReasonMissing', PLAN, 'recordTraining', late, people.county, record);
    await service.accepts(PLAN, 'recordTraining', late, people.county, { ...record, lateReason: '培训班改期' });
  });

  test('whoever leaves office before it owes no training', async () => {
    const left = { holder: 'holder-three', period: '2024' };
    await service.accepts(PLAN, 'recordElection', left, people.office, elected('county', '2024-04-01'));
    await service.accepts(PLAN, 'leaveOffice', left, people.county, { leftOn: '2024-04-10', reason: '调离' });
    expect(await service.stage('training-test.holder-three.2024')).toBe('left');
    await service.accepts(PLAN, 'undoLeaving', left, people.county, { reason: '登记有误' });
    expect(await service.stage('training-test.holder-three.2024')).toBe('due');
  });

  test('the name of the office-holder is in no fact', async () => {
    for (const fact of await service.facts(stream)) expect(JSON.stringify(fact)).not.toContain('测试姓名');
    const [born] = await service.facts(stream);
    expect(born?.data['name']).toHaveProperty('$sealed');
  });
});

describe('training in a term at the base', () => {
  let service: House;
  let people: People;
  const to = { holder: 'holder-four', period: '2024' };
  const stream = 'termtraining-test.holder-four.2024';

  beforeAll(async () => {
    ({ service, people } = await federation('2024-03-10T09:00:00+08:00'));
  });

  test('cannot be due before the length of a term is on the record', async () => {
    const begin = [PLAN, 'beginTerm', to, people.township, elected('township', '2024-03-08')] as const;
    expect((await service.refuses('settingUnset', ...begin)).params).toStrictEqual({ setting: 'termMonths' });
    await service.setting(PLAN, 'termMonths', 60);
    await service.accepts(...begin);
    expect((await service.read(stream)).fields['termEnd']).toBe('2029-03-08T16:00:00.000Z');
  });

  test('one that is not systematic does not do; one is enough, more may follow', async () => {
    service.at('2024-09-01T09:00:00+08:00');
    const training = { trainedOn: '2024-08-30', organiser: '县妇联' };
    await service.accepts(PLAN, 'recordOtherTraining', to, people.township, training);
    expect(await service.stage(stream)).toBe('due');
    await service.accepts(PLAN, 'recordSystematicTraining', to, people.county, training);
    expect(await service.stage(stream)).toBe('trained');
    await service.accepts(PLAN, 'recordSystematicTraining', to, people.county, training);
    expect((await service.read(stream)).fields).toMatchObject({ systematic: 2, others: 1, lateTrainings: 0 });
  });

  test('every stream replays, hash by hash', async () => {
    const { store } = service.parts;
    const streams = await listStreams(store);
    expect(streams).toContain(stream);
    for (const each of streams) await verifyStream(store, service.service.published, each);
  });
});
