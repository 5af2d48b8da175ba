/** What lies beyond a table, a cycle, a federation; who takes over a part in a form; which calendar a date rests on. */
import { describe, expect, test } from '@jest/globals';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { canonicalHash } from '../../libs/engine/canonical/digest.js';
import { CHINA_2023_TO_2026 } from '../../libs/lifecycle/calendar/china-holidays.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { house } from '../given.js';
import { candidate, CYCLE, federation, plan, planned } from './federation.js';

describe('beyond the table', () => {
  test('a unit right under the city that annex 1 leaves out has no place', async () => {
    const { house } = await federation(1);
    await house.units([['elsewhere', 'district', 'shanghai']]);
    await house.homes([['e1', 'elsewhere', { growth: '2021-06-28' }]]);
    const clerk = await house.actor('clerk', 'elsewhere');
    await house.accepts(CYCLE, 'openRoster', { unit: 'elsewhere' }, clerk);
    const refused = await house.refuses('quotaExceeded', CYCLE, 'putForward', { home: 'e1' }, clerk, candidate);
    expect(refused.params).toMatchObject({ unit: 'elsewhere', places: 0, count: 0 });
  });
});

/** Two federations in one log; the other has put a home forward. */
async function beside(): Promise<Awaited<ReturnType<typeof federation>> & { elsewhere: string }> {
  const store = memoryStore();
  const other = await house('2024-04-02T09:00:00+08:00', 'other', { store });
  await other.units([
    ['shanghai', 'city'],
    ['pudong', 'district', 'shanghai'],
  ]);
  await other.homes([['h1', 'pudong', { growth: '2021-06-28' }]]);
  await other.cycle(CYCLE, shanghaiAdvancedHome, 'shanghai');
  const clerk = await other.actor('clerk', 'pudong');
  await other.accepts(CYCLE, 'openRoster', { unit: 'pudong' }, clerk);
  await other.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
  return { ...(await federation(1, { store })), elsewhere: `application-other.${CYCLE}.h1` };
}

describe('beyond the cycle and the federation', () => {
  test('a decision on a home of another federation in the same log is refused, though it is there', async () => {
    const { house: here, office, elsewhere } = await beside();
    const lists = { recognised: [elsewhere], reserve: [], notRecognised: [], reason: '演示' };
    await here.accepts(CYCLE, 'beginDeciding', {}, office);
    await here.setting(CYCLE, 'combineScores', 'mean');
    await here.accepts(CYCLE, 'fixRanking', {}, office);
    await here.refuses('notFound', CYCLE, 'decide', {}, office, lists);
    // The same command with nobody in its lists passes: it was the stream that was refused.
    await here.accepts(CYCLE, 'decide', {}, office, { ...lists, recognised: [] });
  });

  test('nor on an application of another cycle, though it is there', async () => {
    const all = await federation(1);
    const { house, office } = all;
    await planned(all, 'h1');
    await house.cycle('2025', shanghaiAdvancedHome, 'shanghai');
    await house.accepts('2025', 'beginDeciding', {}, office);
    await house.setting('2025', 'combineScores', 'mean');
    await house.accepts('2025', 'fixRanking', {}, office);
    const lists = { recognised: ['application-test.2024.h1'], reserve: [], notRecognised: [], reason: '演示' };
    await house.refuses('notFound', '2025', 'decide', {}, office, lists);
  });
});

describe('somebody else takes over a part in the form', () => {
  const contactOf = async ({ house }: Awaited<ReturnType<typeof federation>>): Promise<unknown> =>
    ((await house.read(`application-test.${CYCLE}.h1`)).fields['persons'] as Record<string, string>)['contact'];

  test('and gets an id of their own; without saying so it is the same person', async () => {
    const all = await federation(1);
    await planned(all, 'h1');
    const first = await contactOf(all);
    const corrected = { plan, reason: '更正' };
    await all.house.accepts(CYCLE, 'correctPlan', { home: 'h1' }, all.clerk, corrected);
    expect(await contactOf(all)).toBe(first);
    await all.house.accepts(CYCLE, 'correctPlan', { home: 'h1' }, all.clerk, corrected, { newPersons: ['contact'] });
    expect(await contactOf(all)).not.toBe(first);
    const sealed = JSON.stringify((await all.house.facts(`application-test.${CYCLE}.h1`)).at(-1)?.data);
    expect(sealed).toContain(`person:${String(await contactOf(all))}`);
    expect(sealed).not.toContain(`person:${String(first)}`);
  });
});

describe('a fact that says when something is due', () => {
  test('names the calendar in force, and no other fact does', async () => {
    const { house } = await federation(1);
    const extension = { deadline: 'rosterDue', unit: 'pudong', date: '2024-04-19', time: '24:00', reason: '演示' };
    await house.service.setUp(house.root, 'extendDeadline', { cycle: CYCLE }, extension);
    await house.setting(CYCLE, 'combineScores', 'mean');
    const facts = await house.facts(`cycle-test.${CYCLE}`);
    const named = Object.fromEntries(facts.map(({ type, calendar }) => [type, calendar]));
    const calendar = canonicalHash(CHINA_2023_TO_2026);
    expect(named).toEqual({
      cycleOpened: calendar,
      deadlineExtended: calendar,
      subjectListed: undefined,
      settingGiven: undefined,
    });
  });
});
