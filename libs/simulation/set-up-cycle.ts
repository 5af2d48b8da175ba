/** What stands before anybody moves: the root, units, homes, accounts, calendar, programme and cycle, set up by the operator. */
import type { Definition } from '../lifecycle/definition/definition.js';
import { CHINA_2023_TO_2026 } from '../lifecycle/calendar/china-holidays.js';
import type { Demonstration, Simulation } from '../lifecycle/definition/simulation.js';
import type { CommandService, Nature } from '../runtime/command-service.js';
import { federationOf, must, setUpFederation, type Federation } from './federation.js';

/** What is played. */
export interface Cast {
  readonly definition: Definition;
  readonly demonstration: Demonstration;
  readonly simulation: Simulation;
  readonly root: string;
}

export type Progress = (phase: string, done: number, of: number) => void;

/**
 * Sets up what the values say, at the time of the clock. Again changes nothing.
 * @throws {SetUpRefused}
 */
export async function setUpCycle(
  service: CommandService,
  { definition, demonstration, simulation, root }: Cast,
  nature: Nature,
  progress: Progress,
): Promise<Federation> {
  const federation = federationOf(demonstration);
  must(await service.found(root, nature));
  await setUpFederation(service, root, demonstration, federation, (done, of) => progress('federation', done, of));
  const calendar = await service.loadCalendar(root, CHINA_2023_TO_2026);
  must(calendar.outcome);
  const published = await service.publish(root, definition);
  must(published.outcome);
  const input = { unit: simulation.unit, programme: published.id, calendar: calendar.id };
  must(await service.setUp(root, 'openCycle', { cycle: simulation.cycle }, input));
  return federation;
}
