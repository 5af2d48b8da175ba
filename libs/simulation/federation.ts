/** Sets up who is there: units, homes, registers, accounts. */
import type { Outcome } from '../engine/decide/outcome.js';
import type { Demonstration } from '../lifecycle/definition/simulation.js';
import type { CommandService } from '../runtime/command-service.js';

export interface Account {
  readonly account: string;
  readonly role: string;
  readonly unit: string;
  readonly grant: string;
}

export class SetUpRefused extends Error {}

export interface Federation {
  readonly accounts: readonly Account[];
  readonly units: ReadonlyMap<string, Demonstration['units'][number]>;
  /** `place`: which one it is of all, from 0. */
  readonly homes: ReadonlyMap<string, Demonstration['homes'][number] & { readonly place: number }>;
}

export function federationOf(shown: Demonstration): Federation {
  return {
    accounts: accountsOf(shown),
    units: new Map(shown.units.map((unit) => [unit.unit, unit])),
    homes: new Map(shown.homes.map((home, place) => [home.home, { ...home, place }])),
  };
}

/** A unit and those above it, from below. */
export function chainOf({ units }: Federation, unit: string): string[] {
  const chain: string[] = [];
  for (let next: string | undefined = unit; next !== undefined; next = units.get(next)?.parent) chain.push(next);
  return chain;
}

/** The unit just below the topmost that a unit belongs to: the one that has places. */
export function unitWithPlaces(federation: Federation, unit: string): string {
  return chainOf(federation, unit).at(-2) ?? unit;
}

/** Gives the commands that set a demonstration up, and says each time how far it has come. */
export async function setUpFederation(
  service: CommandService,
  root: string,
  shown: Demonstration,
  { accounts }: Federation,
  progress: (done: number, of: number) => void,
): Promise<void> {
  const of = shown.units.length + shown.homes.length + accounts.length;
  let done = 0;
  const step = async (outcome: Promise<Outcome>): Promise<void> => {
    must(await outcome);
    done += 1;
    progress(done, of);
  };
  for (const { unit, ...input } of shown.units) await step(service.setUp(root, 'registerUnit', { unit }, input));
  await inParallel(shown.homes, async ({ home, standings, ...input }) => {
    await step(service.setUp(root, 'registerHome', { home }, input));
    for (const [standing, since] of Object.entries(standings ?? {})) {
      must(await service.setUp(root, 'loadStanding', { home }, { standing, since }));
    }
  });
  await inParallel(accounts, ({ account, grant, role, unit }) =>
    step(service.setUp(root, 'grantRole', { account }, { grant, role, unit })),
  );
}

/** Streams of their own may be written side by side: the log's order differs, its digest does not. */
async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const rest = items.values();
  const worker = async (): Promise<void> => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: 32 }, worker));
}

export function must(outcome: Outcome): void {
  if (outcome.kind !== 'accepted') throw new SetUpRefused(JSON.stringify(outcome));
}

function accountsOf(shown: Demonstration): Account[] {
  return shown.accounts.flatMap(({ role, unit, sort, count }) => {
    const units =
      unit === undefined ? shown.units.filter((each) => each.sort === sort).map((each) => each.unit) : [unit];
    return units.flatMap((each) =>
      Array.from({ length: count ?? 1 }, (_account, index) => {
        const account = `${role.toLowerCase()}-${each}-${index + 1}`;
        return { account, role, unit: each, grant: `grant-${account}` };
      }),
    );
  });
}
