/** The federation of the 2024 notice with every place of annex 1 taken: 25 units, 200 homes, 200 commands at once. */
import { SETUP, type CommandService } from '../../libs/runtime/command-service.js';
import type { Command } from '../../libs/engine/decide/command.js';
import type { Outcome } from '../../libs/engine/decide/outcome.js';
import { commandId } from '../../libs/engine/envelope/ids.js';
import { CHINA_2023_TO_2026 } from '../../libs/lifecycle/calendar/china-holidays.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { quotas } from '../../workflows/shanghai-advanced-home/quotas.js';

export const ROOT = 'chaos';
/** Before the roster is due: the clock that the commands are given by starts here. */
export const STARTS_AT = '2024-04-02T09:00:00+08:00';

const PLACES = Object.entries(quotas.apply.table);

/** Units, homes with their standing, clerks, the programme: once for a log. */
export async function setUp(service: CommandService): Promise<void> {
  accepted(await service.found(ROOT, 'test'));
  await service.publish(ROOT, shanghaiAdvancedHome);
  accepted((await service.loadCalendar(ROOT, CHINA_2023_TO_2026)).outcome);
  const unit = async (id: string, input: object): Promise<void> =>
    void accepted(await service.setUp(ROOT, 'registerUnit', { unit: id }, { name: id, ...input }));
  await unit('shanghai', { sort: 'city' });
  await Promise.all(PLACES.map(([id]) => unit(id, { sort: 'district', parent: 'shanghai' })));
  await Promise.all(
    homes().map(async ([home, id]) => {
      accepted(await service.setUp(ROOT, 'registerHome', { home }, { unit: id, name: home }));
      const growth = { standing: 'growth', since: '2021-06-28' };
      accepted(await service.setUp(ROOT, 'loadStanding', { home }, growth));
    }),
  );
  await Promise.all(
    PLACES.map(async ([id]) => {
      const { account, grant, role } = clerk(id);
      accepted(await service.setUp(ROOT, 'grantRole', { account }, { grant, role, unit: id }));
    }),
  );
}

/** A cycle with its rosters open, into which every home can be put forward once. */
export async function openCycle(service: CommandService, cycle: string): Promise<void> {
  const { id: programme } = await service.publish(ROOT, shanghaiAdvancedHome);
  const { id: calendar } = await service.loadCalendar(ROOT, CHINA_2023_TO_2026);
  accepted(await service.setUp(ROOT, 'openCycle', { cycle }, { unit: 'shanghai', programme, calendar }));
  await Promise.all(
    PLACES.map(async ([unit]) => {
      const command = { root: ROOT, cycle, name: 'openRoster', target: { key: { unit } }, input: {}, by: clerk(unit) };
      accepted(await service.execute({ ...command, key: `open ${unit}` }));
    }),
  );
}

export interface Asked {
  readonly command: Command;
  /** The id under which its facts stand, and what they must be: its one set. */
  readonly id: string;
  readonly stream: string;
  readonly facts: readonly string[];
}

/** Two hundred commands, each writing two streams at once: the application, and the roster of its unit. */
export function commandsOf(cycle: string): Asked[] {
  return homes().map(([home, unit]) => {
    const by = clerk(unit);
    const key = `put forward ${home}`;
    const stream = `application-${ROOT}.${cycle}.${home}`;
    return {
      command: { root: ROOT, cycle, name: 'putForward', target: { key: { home } }, input: candidate(home), by, key },
      id: commandId(ROOT, by.account, stream, key),
      stream,
      facts: [`${stream} homePutForward`, `roster-${ROOT}.${cycle}.${unit} candidateListed`],
    };
  });
}

function homes(): (readonly [home: string, unit: string])[] {
  return PLACES.flatMap(([unit, places]) =>
    Array.from({ length: places }, (_, index) => [`${unit}-h${index + 1}`, unit] as const),
  );
}

function clerk(unit: string) {
  return { account: `clerk-${unit}`, role: 'clerk', unit, grant: `g-${unit}` };
}

const candidate = (home: string) => ({
  row: {
    name: '演示妇女之家',
    address: '演示路 1 号',
    headName: `甲 ${home}`,
    headPhone: '02100000000',
    headEmail: 'head@example.org',
    headWechat: 'head-demo',
    recommendedAsGrowthOn: '2021-06-28',
  },
  homeKind: 'village',
  blankPoint: false,
});

function accepted(outcome: Outcome): void {
  if (outcome.kind !== 'accepted') throw new Error(`${SETUP.system}: ${JSON.stringify(outcome)}`);
}
