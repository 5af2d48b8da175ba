/** Every route against the tables that were written by hand, for every viewer, through the year; and holes, planted. */
import { afterEach, expect, test } from '@jest/globals';
import { routesOf } from '../../apps/api/route-table.js';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { Outcome } from '../../libs/engine/decide/outcome.js';
import { doorway, type Doorway } from '../api/given.js';
import type { Actor } from '../given.js';
import type { Federation } from '../shanghai/federation.js';
import { calendarsAgainstTable, doorsAgainstTable, feedAgainstTable, hiddenFromCommands } from './doors-http.js';
import { describeWithPostgres } from '../postgres.js';
import { commandsAgainstTable } from './commands-http.js';
import { Differences, listsAgainstTable, lookings, rankingAgainstTable, subjectsAgainstTable } from './over-http.js';
import { ROUTES } from './routes.js';
import { walkThrough, type Look, type Year } from './year.js';

test('every route that is registered stands in the table, and the other way round', () => {
  expect(
    routesOf()
      .map(({ method, path }) => `${method} ${path}`)
      .toSorted(),
  ).toEqual(Object.keys(ROUTES).toSorted());
});

describeWithPostgres('access over HTTP', () => {
  let door: Doorway;
  afterEach(() => door.close());

  const opened = async (definition?: Definition): Promise<Doorway> => {
    door = await doorway({ feedHeartbeatMs: 100 }, {}, 2, {}, definition);
    return door;
  };

  /** At every `every`th moment, and whenever `also` says so. */
  function looking(differences: Differences, every: number, also: (look: number) => boolean = () => false): Look {
    let look = 0;
    return async (year) => {
      look += 1;
      if (look % every !== 0 && !also(look)) return;
      await door.parts.views.catchUp();
      for (const each of await lookings(door, year, differences)) {
        await subjectsAgainstTable(year, each);
        await listsAgainstTable(year, each);
        await rankingAgainstTable(year, each);
      }
    };
  }

  test('what is seen of subjects and in lists is what the table says, through the year', async () => {
    await opened();
    const differences = new Differences();
    await walkThrough(
      door.federation,
      looking(differences, 4, (look) => look >= 22),
    );
    expect([...differences.found]).toEqual([]);
    expect(differences.asked).toBeGreaterThan(3_000);
  }, 240_000);

  test('a command is taken from those whom the table names, and from nobody else', async () => {
    await opened();
    const differences = new Differences();
    let look = 0;
    await walkThrough(overHttp(door), async (year) => {
      look += 1;
      if (look % 5 === 0) await commandsAgainstTable(door, year, differences);
    });
    expect([...differences.found]).toEqual([]);
    expect(differences.asked).toBeGreaterThan(1_000);
  }, 240_000);

  test('who comes in where the role alone decides', async () => {
    await opened();
    let year: Year | undefined;
    await walkThrough(door.federation, (now) => {
      year ??= now;
      return Promise.resolve();
    });
    await door.parts.views.catchUp();
    const differences = new Differences();
    await doorsAgainstTable(door, year as Year, differences);
    await feedAgainstTable(door, year as Year, differences);
    await calendarsAgainstTable(door, year as Year, differences);
    expect([...differences.found]).toEqual([]);
  }, 120_000);

  test('whether something is there is not found out by giving commands on it', async () => {
    await opened();
    let year: Year | undefined;
    const differences = new Differences();
    let look = 0;
    await walkThrough(door.federation, async (now) => {
      year ??= now;
      look += 1;
      if (look % 7 === 2) await hiddenFromCommands(door, year, differences);
    });
    expect([...differences.found]).toEqual([]);
  }, 120_000);
});

/** The federation, whose people give their commands over HTTP. */
function overHttp(door: Doorway): Federation {
  const { house, federation } = { house: door.house, federation: door.federation };
  const give = house.give.bind(house);
  house.give = async (cycle, name, to, by, input = {}, given = {}) => {
    if (!('account' in by)) return give(cycle, name, to, by, input, given);
    const target = typeof to === 'string' ? { stream: to } : { key: to };
    const path = cycle === undefined ? `/v1/commands/${name}` : `/v1/cycles/${cycle}/commands/${name}`;
    const answer = await door.ask('POST', path, {
      by: await door.tokenOf(by as Actor),
      body: { target, input },
      headers: { 'idempotency-key': `walked ${(walked += 1)}` },
    });
    if (answer.status !== 200) throw new Error(`${name} by ${by.account}: ${answer.status} ${answer.text}`);
    return { kind: 'accepted', ...answer.body } as Outcome;
  };
  return { ...federation, house };
}
let walked = 0;
