/** Holes, planted in the policy, in a route and in a view: each shows over HTTP. */
import { afterEach, expect, test } from '@jest/globals';
import { routesOf } from '../../apps/api/route-table.js';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { doorway, type Doorway } from '../api/given.js';
import { describeWithPostgres } from '../postgres.js';
import { planted } from '../toy/check/plant.js';
import { commandsAgainstTable } from './commands-http.js';
import { doorsAgainstTable } from './doors-http.js';
import { Differences, listsAgainstTable, lookings, subjectsAgainstTable } from './over-http.js';
import { walkThrough, type Look, type Year } from './year.js';

/** What was looked at is enough: the rest of the year is not walked. */
class Enough extends Error {}

describeWithPostgres('a hole shows over HTTP', () => {
  let door: Doorway;
  afterEach(() => door.close());

  /** At one moment of the year only. */
  async function at(moment: number, look: Look, definition?: Definition, open?: () => void): Promise<void> {
    door = await doorway({}, {}, 2, {}, definition);
    open?.();
    let looks = 0;
    const once: Look = async (year) => {
      looks += 1;
      if (looks !== moment) return;
      await door.parts.views.catchUp();
      await look(year);
      throw new Enough();
    };
    await expect(walkThrough(door.federation, once)).rejects.toThrow(Enough);
  }

  async function everything(year: Year, differences: Differences): Promise<void> {
    for (const looking of await lookings(door, year, differences)) {
      await subjectsAgainstTable(year, looking);
      await listsAgainstTable(year, looking);
    }
  }

  test('none at that moment, as things are', async () => {
    const differences = new Differences();
    await at(3, async (year) => {
      await everything(year, differences);
      await commandsAgainstTable(door, year, differences);
    });
    expect([...differences.found]).toEqual([]);
  }, 120_000);

  test('in the policy: clerks anywhere may withdraw a candidate', async () => {
    const differences = new Differences();
    const rule = { '/commands/withdrawCandidate/allow': [{ role: 'clerk', where: 'anywhere' }] };
    const look: Look = async (year) => {
      await everything(year, differences);
      await commandsAgainstTable(door, year, differences);
    };
    await at(3, look, planted(shanghaiAdvancedHome, rule));
    expect([...differences.found]).toEqual(
      expect.arrayContaining([
        'siblingClerk on application: may: shows withdrawCandidate',
        expect.stringMatching(/^(streetClerk|siblingClerk) gives withdrawCandidate on application: 200/),
        'something was written',
      ]),
    );
  }, 120_000);

  test('in the sight: applicants see every home’s row', async () => {
    const differences = new Differences();
    const rule = { role: 'applicant', where: 'anywhere', subject: 'application', sees: ['homePutForward.row'] };
    const sight = [...(shanghaiAdvancedHome.sight as readonly unknown[]), rule];
    await at(3, (year) => everything(year, differences), planted(shanghaiAdvancedHome, { '/sight': sight }));
    expect([...differences.found]).toEqual(
      expect.arrayContaining([
        'applicantOfAnother of application: shows 0 homePutForward(row)',
        'applicantOfAnother in the list of subjects: shows application-test.2024.h1',
      ]),
    );
  }, 120_000);

  test('in a route: who asks how far followers are is not looked at', async () => {
    const lag = routesOf().find(({ path }) => path === '/v1/lag');
    const { access } = lag as NonNullable<typeof lag>;
    const differences = new Differences();
    try {
      await at(
        3,
        (year) => doorsAgainstTable(door, year, differences),
        undefined,
        () => Object.assign(lag as object, { access: 'token' }),
      );
    } finally {
      Object.assign(lag as object, { access });
    }
    expect([...differences.found].filter((each) => each.includes('/v1/lag'))).toContain('clerk at /v1/lag: 409');
  }, 120_000);

  test('in a view: rows are asked for without where they may be', async () => {
    const differences = new Differences();
    await at(
      3,
      (year) => everything(year, differences),
      undefined,
      () => {
        const queries = door.parts.views.queries as unknown as Record<string, (asked: object) => unknown>;
        for (const [name, ask] of Object.entries(queries))
          queries[name] = (asked) =>
            ask(typeof asked === 'object' && 'shown' in asked ? { ...asked, shown: { anywhere: true } } : asked);
      },
    );
    // What has begun is judged again by sight, row by row; for what has not begun, and for places, there is the view alone.
    expect([...differences.found]).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^siblingClerk in .*deadlines.*: shows /),
        'siblingClerk in quotas: shows pudong',
      ]),
    );
    expect([...differences.found].filter((each) => each.includes('in the list of subjects'))).toEqual([]);
  }, 120_000);
});
