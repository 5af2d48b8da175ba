/** The federation that is served while processes are killed: four rows of lamps, a keeper and a token for each. */
import { openService } from '../../libs/runtime/open-log.js';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { openTokens } from '../../libs/runtime/tokens.js';
import { CHINA_2023_TO_2026 } from '../../libs/lifecycle/calendar/china-holidays.js';
import type { Environment } from '../e2e/hearth.js';
import { accepted } from '../given.js';
import { lampsBy, ZONE } from './lamps.js';
import type { Caller } from './load.js';

export const ROOT = 'lane';
const ROWS = ['row-1', 'row-2', 'row-3', 'row-4'];

const keeperOf = (unit: string) => ({ account: `keeper-${unit}`, role: 'keeper', unit, grant: 'g1' });

/** Founds the root, its units and keepers, in an empty log. Returns two callers for each row. */
export async function found(environment: Environment): Promise<readonly Caller[]> {
  const opened = await openService(readConfiguration(environment));
  try {
    const { service, pool, random } = opened;
    accepted(await service.found(ROOT, 'test'));
    accepted(await service.setUp(ROOT, 'registerUnit', { unit: 'top' }, { sort: 'city', name: 'top' }));
    accepted((await service.loadCalendar(ROOT, CHINA_2023_TO_2026)).outcome);
    const tokens = await openTokens(pool, random);
    const callers: Caller[] = [];
    for (const unit of ROWS) {
      const { account, role, grant } = keeperOf(unit);
      accepted(await service.setUp(ROOT, 'registerUnit', { unit }, { sort: 'district', name: unit, parent: 'top' }));
      accepted(await service.setUp(ROOT, 'grantRole', { account }, { grant, role, unit }));
      const { text } = await tokens.create({ root: ROOT, ...keeperOf(unit), kind: 'bearer', label: 'kills' });
      for (const shift of ['a', 'b']) callers.push({ account, unit, shift, token: text });
    }
    return callers;
  } finally {
    await opened.close();
  }
}

/** The text of a token for an operator of the root, which was founded. */
export async function operatorOf(environment: Environment): Promise<string> {
  const opened = await openService(readConfiguration(environment));
  try {
    const by = { account: 'operator', role: 'operator', unit: 'top', grant: 'g1' };
    const { account, role, unit, grant } = by;
    accepted(await opened.service.setUp(ROOT, 'grantRole', { account }, { grant, role, unit }));
    const tokens = await openTokens(opened.pool, opened.random);
    return (await tokens.create({ root: ROOT, ...by, kind: 'bearer', label: 'kills' })).text;
  } finally {
    await opened.close();
  }
}

/** Opens a cycle with a street in each row, whose keepers are reminded, and whose stamps are late, from `at` on: a whole minute. */
export async function openCycle(environment: Environment, cycle: string, at: number): Promise<void> {
  const opened = await openService(readConfiguration(environment));
  try {
    const { service } = opened;
    const [day, time] = local(at);
    const published = await service.publish(ROOT, lampsBy(day, time));
    accepted(published.outcome);
    const calendar = await service.loadCalendar(ROOT, CHINA_2023_TO_2026);
    const input = { unit: 'top', programme: published.id, calendar: calendar.id };
    accepted(await service.setUp(ROOT, 'openCycle', { cycle }, input));
    accepted(await service.setUp(ROOT, 'giveReminders', { cycle }, { before: [{ days: 0, time }] }));
    for (const unit of ROWS) {
      const by = keeperOf(unit);
      const target = { key: { unit } };
      const command = { root: ROOT, cycle, name: 'openStreet', target, input: {}, by, key: `open ${cycle} ${unit}` };
      accepted(await service.execute(command));
    }
  } finally {
    await opened.close();
  }
}

/** Day and time of day in the zone of the programme. */
function local(at: number): readonly [day: string, time: string] {
  const text = new Date(at).toLocaleString('sv-SE', { timeZone: ZONE });
  return [text.slice(0, 10), text.slice(11, 16)];
}
