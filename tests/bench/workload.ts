/** What callers ask for: an application's thirteen commands, and the federation they are given in. */
import type { CommandService } from '../../libs/runtime/command-service.js';
import type { Command } from '../../libs/engine/decide/command.js';
import type { Outcome } from '../../libs/engine/decide/outcome.js';
import { CHINA_2023_TO_2026 } from '../../libs/lifecycle/calendar/china-holidays.js';
import { ITEMS, programmeFor } from './programme.js';

export const ROOT = 'bench';
const CYCLE = '2024';
/** Units, and what one puts forward at most: about as many as the largest of a notice's. */
const FEWEST_UNITS = 64;
const HOMES_OF_UNIT = 32;
/** 9 o'clock on 2 April 2024 in Shanghai. */
export const NOW = Date.parse('2024-04-02T01:00:00.000Z');
const DAY = '2024-04-02';

/** About a hundred bytes of what people write. */
const WORDS = '居民活动、维权服务与家庭教育支持，按季度开展并留存记录；志愿者每周到岗，结果向居民公开';

interface Account {
  readonly account: string;
  readonly role: string;
  readonly unit: string;
  readonly grant: string;
}

const clerkOf = (unit: string): Account => ({ account: `clerk-${unit}`, role: 'clerk', unit, grant: 'g1' });
const office: Account = { account: 'office', role: 'office', unit: 'city', grant: 'g1' };
const evaluator: Account = { account: 'evaluator', role: 'evaluator', unit: 'city', grant: 'g1' };

/** The steps of one application, each waiting for the one before it. */
const STEPS: readonly {
  readonly name: string;
  readonly by: 'clerk' | 'office' | 'evaluator';
  readonly input: object;
}[] = [
  { name: 'putForward', by: 'clerk', input: { homeKind: 'village', reason: WORDS } },
  {
    name: 'submitPlan',
    by: 'clerk',
    input: { plan: { contactName: '演示', contactPhone: '00000000', content: WORDS, budgetFen: 2_000_000 } },
  },
  { name: 'beginProject', by: 'office', input: { begunOn: DAY } },
  { name: 'trackProgress', by: 'clerk', input: { trackedOn: DAY, account: WORDS } },
  { name: 'giveGuidance', by: 'office', input: { givenOn: DAY, report: WORDS } },
  { name: 'requestDelivery', by: 'clerk', input: { resource: WORDS } },
  { name: 'recordDelivery', by: 'office', input: { deliveredOn: DAY } },
  { name: 'submitReport', by: 'clerk', input: { signedOn: DAY, report: WORDS } },
  {
    name: 'giveOpinions',
    by: 'clerk',
    input: { opinions: ['party', 'district'].map((body) => ({ body, text: WORDS, on: DAY })) },
  },
  { name: 'sendReport', by: 'clerk', input: { sentTo: ['one@example.org'] } },
  { name: 'assignEvaluator', by: 'office', input: { account: 'evaluator' } },
  {
    name: 'scoreHome',
    by: 'evaluator',
    input: { marks: Object.fromEntries(ITEMS.map((id) => [id, { points: 7 }])), visitedOn: DAY },
  },
  { name: 'recognise', by: 'office', input: { decidedOn: DAY } },
];

export const COMMANDS_EACH = STEPS.length;
export const FACTS_EACH = 15;

/** Neighbours in number stand in different units, so that few callers want the same roster at once. */
function unitOf(home: number, homes: number): string {
  return `unit-${home % unitsFor(homes)}`;
}

function unitsFor(homes: number): number {
  return Math.max(FEWEST_UNITS, Math.ceil(homes / HOMES_OF_UNIT));
}

/** The commands of the application of home number `home` of `homes`, in their order. */
export function* commandsOf(home: number, homes: number, root = ROOT): Generator<Command> {
  const actors = { clerk: clerkOf(unitOf(home, homes)), office, evaluator };
  for (const { name, by, input } of STEPS) {
    yield {
      root,
      cycle: CYCLE,
      name,
      target: { key: { home: `home-${home}` } },
      input,
      by: actors[by],
      key: `${name} ${home}`,
    };
  }
}

export function must(outcome: Outcome): void {
  if (outcome.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(outcome)}`);
}

/** A federation with so many homes that may apply, and a cycle that is open. */
export async function setUp(service: CommandService, homes: number, root = ROOT): Promise<void> {
  must(await service.found(root, 'test'));
  must(await service.setUp(root, 'registerUnit', { unit: 'city' }, { sort: 'city', name: 'city' }));
  const units = Array.from({ length: unitsFor(homes) }, (_unit, index) => `unit-${index}`);
  const published = await service.publish(
    root,
    programmeFor(Object.fromEntries(units.map((unit) => [unit, HOMES_OF_UNIT]))),
  );
  must(published.outcome);
  const calendar = await service.loadCalendar(root, CHINA_2023_TO_2026);
  must(calendar.outcome);
  const input = { unit: 'city', programme: published.id, calendar: calendar.id };
  must(await service.setUp(root, 'openCycle', { cycle: CYCLE }, input));
  for (const { account, role, unit, grant } of [office, evaluator])
    must(await service.setUp(root, 'grantRole', { account }, { grant, role, unit }));
  await together(units.length, (index) => setUpUnit(service, root, `unit-${index}`));
  await together(homes, (home) => setUpHome(service, root, home, unitOf(home, homes)));
}

async function setUpUnit(service: CommandService, root: string, unit: string): Promise<void> {
  const clerk = clerkOf(unit);
  must(await service.setUp(root, 'registerUnit', { unit }, { sort: 'district', name: unit, parent: 'city' }));
  must(await service.setUp(root, 'grantRole', { account: clerk.account }, { grant: clerk.grant, role: 'clerk', unit }));
  const target = { key: { unit } };
  must(
    await service.execute({
      root,
      cycle: CYCLE,
      name: 'openRoster',
      target,
      input: {},
      by: clerk,
      key: `open ${unit}`,
    }),
  );
}

async function setUpHome(service: CommandService, root: string, number: number, unit: string): Promise<void> {
  const home = `home-${number}`;
  must(await service.setUp(root, 'registerHome', { home }, { unit, name: home }));
  must(await service.setUp(root, 'loadStanding', { home }, { standing: 'growth', since: '2021-06-28' }));
}

/** Does what is numbered from 0, so many at once. */
export async function together(count: number, each: (index: number) => Promise<void>, callers = 64): Promise<void> {
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await each(next - 1);
    }
  };
  await Promise.all(Array.from({ length: Math.min(callers, count) }, caller));
}
