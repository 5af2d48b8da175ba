/** A demonstration that is under way: where it stands, and that it is the beginning of the whole play. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { CommandService } from '../../libs/runtime/command-service.js';
import { memoryCheckpoints, systemRetryTimer } from '../../libs/runtime/memory-parts.js';
import { stageTable } from '../../libs/simulation/report.js';
import { runSimulation } from '../../libs/simulation/run-simulation.js';
import { playDemonstration, type PlayedDemonstration } from '../../libs/simulation/play-demonstration.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { memorySealing } from '../../libs/sealing/open-sealing.js';
import { seededRandom } from '../../libs/sealing/crypto/random.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { playable, programmes } from '../../workflows/index.js';
import { PLAYED } from './guards.js';

const SEED = 'demonstration';
const MONDAY = '2024-04-08T01:00:00.000Z';
const definition = programmes.find(({ slug }) => slug === PLAYED);
const values = playable[PLAYED];
if (!definition || !values) throw new Error(`${PLAYED} cannot be played`);
const told = { definition, ...values, root: 'demo', nature: 'demonstration', seed: SEED, applications: 200 } as const;

async function stood(): Promise<{
  service: CommandService;
  store: EventStore;
  clock: number;
  stood: PlayedDemonstration;
}> {
  let now = 0;
  const random = seededRandom(SEED);
  const { keys, votes } = memorySealing(random);
  const service = new CommandService({
    store: memoryStore(),
    keys,
    votes,
    random,
    checkpoints: memoryCheckpoints(),
    clock: () => now,
    virtualClock: true,
    retry: systemRetryTimer,
  });
  const setClock = (instant: number): void => {
    now = instant;
  };
  const result = await playDemonstration({ service, ...told, setClock, progress: () => undefined });
  return { service, store: service.store, clock: now, stood: result };
}

async function bytesOf(store: EventStore, until: string): Promise<Map<string, string>> {
  const facts = new Map<string, string>();
  for await (const { stream, rev, at, bytes } of store.readLog())
    if (at <= until) facts.set(`${stream}@${rev}`, Buffer.from(bytes).toString('utf8'));
  return facts;
}

describe('on Monday 8 April 2024, nine in the morning', () => {
  let stands: Awaited<ReturnType<typeof stood>>;
  const standing = async (category: string): Promise<Record<string, number>> => {
    const { rows } = await stageTable(stands.service, told.root, category);
    const all: Record<string, number> = {};
    for (const row of Object.values(rows))
      for (const [stage, count] of Object.entries(row)) all[stage] = (all[stage] ?? 0) + count;
    return all;
  };
  const inAll = (counts: Record<string, number>): number => Object.values(counts).reduce((sum, each) => sum + each, 0);

  beforeAll(async () => {
    stands = await stood();
  });

  test('the clock stands there, and nothing is later', async () => {
    expect(new Date(stands.clock).toISOString()).toBe(MONDAY);
    let last = '';
    for await (const { at } of stands.store.readLog()) last = at > last ? at : last;
    expect(last <= MONDAY).toBe(true);
    expect(last >= '2024-04-07').toBe(true);
  });

  test('every unit has opened its roster; some have handed it in, most have not', async () => {
    const rosters = await standing('roster');
    expect(inAll(rosters)).toBe(25);
    expect(rosters['drafting']).toBeGreaterThan(12);
    expect(rosters['drafting']).toBeLessThan(25);
  });

  test('most homes are put forward, and plans are coming in', async () => {
    const applications = await standing('application');
    expect(inAll(applications)).toBeGreaterThan(100);
    expect(inAll(applications)).toBeLessThan(200);
    expect(applications['active.candidate.planning']).toBeGreaterThan(0);
    expect(applications['active.candidate.planned']).toBeGreaterThan(0);
    expect(Object.keys(applications).filter((stage) => /recommendation|evaluation|decided/.test(stage))).toEqual([]);
  });

  test('it says which root, cycle and accounts there are', () => {
    const { root, cycle, accounts } = stands.stood;
    expect({ root, cycle }).toEqual({ root: 'demo', cycle: '2024' });
    expect(accounts.filter(({ role }) => role === 'clerk')).toHaveLength(25);
  });

  test('fact by fact it is the beginning of the whole play', async () => {
    const whole = memoryStore();
    await runSimulation({ ...told, store: whole });
    const [beginning, upToThere] = [await bytesOf(stands.store, MONDAY), await bytesOf(whole, MONDAY)];
    expect(beginning.size).toBeGreaterThan(1000);
    expect(beginning).toEqual(upToThere);
  });

  test('again it is the same', async () => {
    expect(await bytesOf((await stood()).store, MONDAY)).toEqual(await bytesOf(stands.store, MONDAY));
  });
});
