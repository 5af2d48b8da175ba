/** Decided in 2024 by the first edition, reviewed in 2025 under the second. */
import { describe, expect, test } from '@jest/globals';
import { verifyStream, listStreams } from '../../libs/engine/verify/verify-stream.js';
import { hashesOf } from '../../libs/lifecycle/definition/compile-programme.js';
import { beijingDemonstrationHomeNext } from '../../workflows/beijing-demonstration-home/programme-next.js';
import { beijingDemonstrationHome } from '../../workflows/beijing-demonstration-home/programme.js';
import { clerkOf, nextYear, REMOVAL } from './federation.js';

const FIRST = hashesOf(beijingDemonstrationHome).rules;
const SECOND = hashesOf(beijingDemonstrationHomeNext).rules;

describe('the next year, under another edition', () => {
  test('a plaque is carried over by the first command of that year, before its own fact', async () => {
    const { service, people } = await nextYear();
    const to = { level: 'city', home: 'xihai' };
    await service.refuses('conditionNotMet', '2024', 'reRecognise', to, people.xicheng, {});
    await service.refuses('notAssigned', '2025', 'reRecognise', to, people.dongcheng, { visited: true });
    await service.accepts('2025', 'reRecognise', to, people.xicheng, { visited: true });
    const facts = await service.facts('plaque-test.city.xihai');
    expect(facts.map(({ type, stage, rules }) => [type, stage, rules])).toEqual([
      ['plaqueAwarded', 'held.awarded', FIRST],
      ['plaqueHung', 'held.hung', FIRST],
      ['rulesAdopted', 'held.inUse', SECOND],
      ['plaqueReRecognised', 'held.reRecognised', SECOND],
    ]);
    expect((await service.read('plaque-test.city.xihai')).fields).toEqual({
      unit: 'xihai-community',
      district: 'xicheng',
      body: 'beijing',
      awardedIn: '2024',
      year: '2024',
      inUseSince: '2025-01-15',
      reRecognisedIn: '2025',
      reviews: 1,
    });
    await service.refuses('settingUnset', '2025', 'reRecognise', to, people.xicheng, { visited: true });
  });

  test('removed on a ground; the first in line declines, the next of the district moves up, under two editions', async () => {
    const { service, people } = await nextYear();
    const to = { level: 'city', home: 'guozijian' };
    const vacancy = 'succession-test.2025.city.guozijian';
    const none = { ...REMOVAL, notExemplary: false };
    await service.refuses('reasonMissing', '2025', 'removePlaque', to, people.dongcheng, none);
    await service.accepts('2025', 'removePlaque', to, people.dongcheng, REMOVAL);
    expect(await service.stage('plaque-test.city.guozijian')).toBe('removed');
    expect((await service.read('home-test.guozijian')).fields['standings']).toEqual({});
    expect(await service.stage(vacancy)).toBe('vacant');

    const offer = (next: string) => ['2025', 'offerPlace', to, people.dongcheng, { next, fromYear: '2024' }] as const;
    await service.refuses('settingUnset', ...offer('wudaoying'));
    await service.setting('2025', 'nextFrom', 'lastYearsReserve');
    await service.setting('2025', 'nextWithin', 'district');
    await service.refuses('notNextInLine', ...offer('juer'));
    await service.accepts(...offer('wudaoying'));
    await service.accepts('2025', 'declineOffer', to, people.dongcheng, { reason: '场地正在改造。' });
    await service.refuses('notNextInLine', ...offer('wudaoying'));
    // 大栅栏 comes before 菊儿, but stands in another district.
    await service.refuses('notNextInLine', ...offer('dashilan'));
    await service.accepts(...offer('juer'));
    await service.refuses('alreadyDone', '2025', 'undoRemoval', to, people.dongcheng, { reason: '误摘。' });
    await service.accepts('2025', 'acceptOffer', to, people.dongcheng);

    expect((await service.facts(vacancy)).map(({ type, rules }) => [type, rules])).toEqual([
      ['placeVacated', SECOND],
      ['successorOffered', SECOND],
      ['offerDeclined', SECOND],
      ['successorOffered', SECOND],
      ['offerAccepted', SECOND],
    ]);
    const declined = (await service.facts('application-test.2024.city.wudaoying')).slice(-2);
    expect(declined.map(({ type, stage, rules }) => [type, stage, rules])).toEqual([
      ['placeOffered', 'offered', FIRST],
      ['placeDeclined', 'declined', FIRST],
    ]);
    const moved = (await service.facts('application-test.2024.city.juer')).slice(-2);
    expect(moved.map(({ type, stage, rules }) => [type, stage, rules])).toEqual([
      ['placeOffered', 'offered', FIRST],
      ['movedUp', 'movedUp', FIRST],
    ]);
    expect(await service.stage('application-test.2024.city.dashilan')).toBe('reserve');
    const born = await service.facts('plaque-test.city.juer');
    expect(born.map(({ type, stage, rules }) => [type, stage, rules])).toEqual([
      ['plaqueAwarded', 'held.awarded', SECOND],
    ]);
    expect((await service.read('home-test.juer')).fields['standings']).toEqual({ cityDemonstration: '2025-09-01' });
    for (const stream of await listStreams(service.parts.store)) {
      await verifyStream(service.parts.store, service.service.published, stream);
    }
  });

  test('across the city the same line gives another; an offer taken back puts its home first again', async () => {
    const { service, people } = await nextYear();
    const to = { level: 'city', home: 'guozijian' };
    await service.setting('2025', 'nextFrom', 'lastYearsReserve');
    await service.setting('2025', 'nextWithin', 'city');
    await service.accepts('2025', 'removePlaque', to, people.dongcheng, REMOVAL);
    const offer = (next: string) => ['2025', 'offerPlace', to, people.office, { next, fromYear: '2024' }] as const;
    await service.accepts(...offer('wudaoying'));
    await service.accepts('2025', 'withdrawOffer', to, people.office, { reason: '发错。' });
    await service.refuses('notNextInLine', ...offer('dashilan'));
    await service.accepts(...offer('wudaoying'));
    await service.accepts('2025', 'declineOffer', to, people.dongcheng);
    await service.refuses('notNextInLine', ...offer('juer'));
    await service.accepts(...offer('dashilan'));
    expect(await service.stage('application-test.2024.city.dashilan')).toBe('offered');
    await service.service.setUp('test', 'closeHome', { home: 'dashilan' }, { reason: '社区合并。' });
    await service.refuses('stageForbids', '2025', 'acceptOffer', to, people.office);
    await service.accepts('2025', 'declineOffer', to, people.office);
    await service.accepts(...offer('juer'));
  });

  test('with this year’s ranking nobody comes from last year’s reserve', async () => {
    const { service, people } = await nextYear();
    const to = { level: 'city', home: 'guozijian' };
    await service.setting('2025', 'nextFrom', 'thisYearsRanking');
    await service.setting('2025', 'nextWithin', 'city');
    await service.accepts('2025', 'removePlaque', to, people.dongcheng, REMOVAL);
    const input = { next: 'wudaoying', fromYear: '2024' };
    await service.refuses('notNextInLine', '2025', 'offerPlace', to, people.dongcheng, input);
  });

  test('as many last places as were set, from the last on, and undone put back where they were', async () => {
    const { service, people } = await nextYear();
    const order = { order: ['guozijian', 'xihai'] };
    await service.accepts('2025', 'rankPlaques', { level: 'city', unit: 'beijing' }, people.office, order);
    const last = (home: string) =>
      ['2025', 'removeAsLast', { level: 'city', home }, clerkOf(people, home), { rankedBy: 'beijing' }] as const;
    await service.refuses('settingUnset', ...last('xihai'));
    await service.setting('2025', 'lastPlaces', 1);
    await service.setting('2025', 'lastPlacesWithin', 'district');
    await service.refuses('wrongUnit', ...last('xihai'));
    await service.setting('2025', 'lastPlacesWithin', 'city');
    await service.refuses('notNextInLine', ...last('guozijian'));
    await service.accepts(...last('xihai'));
    await service.refuses('quotaExceeded', ...last('guozijian'));
    expect((await service.read('home-test.xihai')).fields['standings']).toEqual({});
    await service.accepts('2025', 'undoRemovalAsLast', { level: 'city', home: 'xihai' }, people.xicheng, {
      reason: '排序有误。',
      rankedBy: 'beijing',
    });
    expect(await service.stage('plaque-test.city.xihai')).toBe('held.inUse');
    expect((await service.read('home-test.xihai')).fields['standings']).toEqual({ cityDemonstration: '2025-09-01' });
    expect(await service.stage('succession-test.2025.city.xihai')).toBe('cancelled');
    expect((await service.read('review-test.2025.city.beijing')).fields).toMatchObject({ taken: 0, out: [] });
  });
});
