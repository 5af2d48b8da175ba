/** What outlives its cycle owes by the cycle it is looked at in: a plaque's re-recognition, a duty's own date. */
import { describe, expect, test } from '@jest/globals';
import { lookUp } from '../../libs/lifecycle/obligations/lookup.js';
import { obligationsOf, watchOf } from '../../libs/lifecycle/obligations/schedule.js';
import { beijingDemonstrationHomeNext } from '../../workflows/beijing-demonstration-home/programme-next.js';
import { nextYear } from '../beijing/federation.js';
import type { House } from '../given.js';
import { elected, federation, PLAN } from '../national/federation.js';

const owed = async (house: House, stream: string, cycle?: string): Promise<string[]> =>
  house.service.ask('test', (context) =>
    (lookUp(context, stream, cycle)?.obligations ?? []).map(
      ({ deadline, lateFrom, holder, unit }) => `${deadline} ${lateFrom} ${holder} ${unit ?? ''}`,
    ),
  );

describe('a plaque that was hung in 2024', () => {
  const plaque = 'plaque-test.city.xihai';

  test('is to be recognised again by the date that the next year sets, though it stands under the old rules', async () => {
    const { service, people } = await nextYear();
    expect(await owed(service, plaque, '2025')).toEqual([]);
    const date = { deadline: 'reRecognition', date: '2025-11-30', time: '24:00' };
    await service.accepts(undefined, 'giveDeadline', { cycle: '2025' }, people.office, date);
    const due = 'reRecognition 2025-11-30T16:00:00.000Z clerk xihai-community';
    expect(await owed(service, plaque, '2025')).toEqual([due]);
    expect(await owed(service, plaque, '2024')).toEqual([]);
    expect(await owed(service, plaque)).toEqual([]);
    const chase = { deadline: 'reRecognition' };
    await service.refuses('nothingOwed', undefined, 'chase', watchOf(plaque), people.office, chase);
    await service.accepts(undefined, 'chase', watchOf(plaque), people.office, { ...chase, cycle: '2025' });
    await service.accepts('2025', 'reRecognise', { level: 'city', home: 'xihai' }, people.xicheng, { visited: true });
    expect(await owed(service, plaque, '2025')).toEqual([]);
  });
});

describe('of two years that run at once', () => {
  const plaque = 'plaque-test.city.xihai';

  test('a plaque goes by the later date that is given, and never by its own year’s', async () => {
    const { service, people } = await nextYear();
    const give = (cycle: string, date: string) =>
      service.accepts(undefined, 'giveDeadline', { cycle }, people.office, {
        ...{ deadline: 'reRecognition', date, time: '24:00' },
      });
    // That of the plaques of 2023.
    await give('2024', '2025-10-31');
    expect(await owed(service, plaque, '2024')).toEqual([]);
    const plain = await service.read(plaque);
    const asked = (...ids: string[]) =>
      service.service.ask('test', (context) => {
        const cycles = ids.map((id) => {
          const cycle = context.read(`cycle-test.${id}`);
          return { cycle, programme: context.rules(String(cycle.fields['rules'])) };
        });
        const found = obligationsOf(context.rules(String(plain.rules)), cycles, plain);
        return found.map(({ cycle, lateFrom }) => `${cycle} ${lateFrom}`);
      });
    expect(await asked('2024')).toEqual([]);
    expect(await asked('2024', '2025')).toEqual([]);
    await give('2025', '2025-11-30');
    expect(await asked('2024', '2025')).toEqual(['2025 2025-11-30T16:00:00.000Z']);
    expect(await asked('2025', '2024')).toEqual(['2025 2025-11-30T16:00:00.000Z']);
    service.at('2026-09-01T09:00:00+08:00');
    await service.cycle('2026', beijingDemonstrationHomeNext, 'beijing');
    expect(await asked('2024', '2025', '2026')).toEqual(['2025 2025-11-30T16:00:00.000Z']);
    await give('2026', '2026-11-30');
    expect(await asked('2026', '2024', '2025')).toEqual(['2026 2026-11-30T16:00:00.000Z']);
    await service.accepts(undefined, 'closeCycle', { cycle: '2026' }, people.office);
    expect(await asked('2026', '2024', '2025')).toEqual(['2025 2025-11-30T16:00:00.000Z']);
  });
});

describe('training within three months of election', () => {
  const stream = 'training-test.holder-one.2024';

  test('is owed by its own date, with or without a cycle, until it is on record', async () => {
    const { service, people } = await federation('2024-01-20T09:00:00+08:00');
    const to = { holder: 'holder-one', period: '2024' };
    await service.accepts(PLAN, 'recordElection', to, people.county, elected('county', '2024-01-15'));
    const due = 'trainingDue 2024-04-15T16:00:00.000Z clerk county';
    expect(await owed(service, stream, PLAN)).toEqual([due]);
    expect(await owed(service, stream)).toEqual([due]);
    expect(await owed(service, stream, 'another')).toEqual([]);
    await service.accepts(undefined, 'chase', watchOf(stream), people.office, { deadline: 'trainingDue', cycle: PLAN });
    await service.refuses('outsideSubtree', undefined, 'chase', watchOf(stream), people.county, {
      deadline: 'trainingDue',
    });
    service.at('2024-04-02T09:00:00+08:00');
    const training = { organiser: '省级妇女干部学校', trainedOn: '2024-04-01' };
    await service.accepts(PLAN, 'recordTraining', to, people.county, training);
    expect(await owed(service, stream, PLAN)).toEqual([]);
  });
});
