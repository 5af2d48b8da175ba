/** 考核 and its results. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { House } from '../given.js';
import { concluded, EMPHASES, federation, opinion, type People, reported } from './federation.js';

describe('deciding', () => {
  let service: House;
  let people: People;
  const city = { level: 'city', unit: 'beijing' };

  beforeAll(async () => {
    ({ service, people } = await federation());
    await service.accepts('2024', 'openCityAssessment', city, people.office);
    service.at('2024-12-10T09:00:00+08:00');
    for (const home of ['guozijian', 'xihai']) await reported(service, people, home);
    service.at('2024-12-18T09:00:00+08:00');
  });

  const results = (recognised: string[], reserve: string[] = []): object => ({
    recognised,
    reserve,
    notRecognised: [],
  });

  test('not without a spot check, and not before the homes drawn were visited', async () => {
    await service.refuses('notComplete', '2024', 'decideResults', city, people.office, results([]));
    await service.accepts('2024', 'drawSpotChecks', city, people.office, { seed: '2024-12-18', size: 1 });
    const drawn = (await service.facts('assessment-test.2024.city.beijing')).at(-1);
    // `printf '2024-12-18\\0guozijian' | sha256sum` begins with 26, of xihai with f2: the lower comes first.
    expect(drawn?.data['homes']).toEqual(['guozijian']);
    const to = { level: 'city', home: 'guozijian' };
    await service.accepts('2024', 'giveCityOpinion', to, people.office, { opinions: [opinion('city', '2024-12-18')] });
    await service.refuses('notComplete', '2024', 'concludeAssessment', to, people.office, EMPHASES);
  });

  test('the city concludes only with all three opinions', async () => {
    const to = { level: 'city', home: 'xihai' };
    await service.refuses('opinionMissing', '2024', 'concludeAssessment', to, people.office, EMPHASES);
  });

  test('each home that was assessed has one result, and 160 places are the most', async () => {
    await service.accepts('2024', 'checkSite', { level: 'city', home: 'guozijian' }, people.office, {
      visitedOn: '2024-12-17',
      ...EMPHASES,
      findings: '情况属实。',
    });
    await service.accepts('2024', 'concludeAssessment', { level: 'city', home: 'guozijian' }, people.office, EMPHASES);
    await concluded(service, people, 'xihai', false);
    await service.refuses('notComplete', '2024', 'decideResults', city, people.office, results(['guozijian']));
    await service.refuses(
      'notComplete',
      '2024',
      'decideResults',
      city,
      people.office,
      results(['guozijian', 'xihai'], ['juer']),
    );
    await service.refuses(
      'notComplete',
      '2024',
      'decideResults',
      city,
      people.office,
      results(['guozijian', 'xihai'], ['xihai']),
    );
    expect((await service.read('cycle-test.2024')).fields['quotas']).toMatchObject({ 'cityPlaces/beijing': 160 });
    await service.accepts(undefined, 'giveQuota', { cycle: '2024' }, people.office, {
      quota: 'cityPlaces',
      unit: 'beijing',
      places: 1,
    });
    await service.refuses(
      'quotaExceeded',
      '2024',
      'decideResults',
      city,
      people.office,
      results(['guozijian', 'xihai']),
    );
  });

  test('a decision enters the register, and undone takes it out', async () => {
    await service.accepts('2024', 'decideResults', city, people.office, results(['guozijian'], ['xihai']));
    await service.settled();
    expect(await service.stage('application-test.2024.city.guozijian')).toBe('recognised');
    expect(await service.stage('application-test.2024.city.xihai')).toBe('reserve');
    expect((await service.read('home-test.guozijian')).fields['standings']).toEqual({
      cityDemonstration: '2024-12-18',
    });
    expect(await service.stage('plaque-test.city.guozijian')).toBe('held.awarded');
    await service.accepts('2024', 'undoResults', city, people.office, { reason: '名单有误。' });
    await service.settled();
    expect(await service.stage('application-test.2024.city.guozijian')).toBe('assessed');
    expect((await service.read('home-test.guozijian')).fields['standings']).toEqual({});
    expect(await service.stage('plaque-test.city.guozijian')).toBe('undone');
    await service.accepts('2024', 'decideResults', city, people.office, results(['xihai'], ['guozijian']));
    await service.settled();
    expect(await service.stage('plaque-test.city.xihai')).toBe('held.awarded');
  });
});
