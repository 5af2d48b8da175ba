/** The same federation through the door that everybody uses: it must leave the same log, and be reminded on the way. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runOverHttp } from '../../libs/simulation/run-over-http.js';
import { runSimulation, type SimulationResult } from '../../libs/simulation/run-simulation.js';
import { startTestServer, type TestServer } from '../../apps/serve/test-server.js';
import { decodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { playable, programmes } from '../../workflows/index.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../postgres.js';
import { PLAYED } from './guards.js';

/** Until after the 15th of April: rosters and plans are handed in, some too late. */
const PHASES = ['opening', 'nominating', 'lastCandidates', 'handingIn', 'lateOnes'];

function told(seed: string) {
  const definition = programmes.find(({ slug }) => slug === PLAYED);
  const values = playable[PLAYED];
  if (!definition || !values) throw new Error(`${PLAYED} cannot be played`);
  const { demonstration, simulation } = values;
  const phases = simulation.phases.filter(({ name }) => PHASES.includes(name));
  return {
    definition,
    demonstration,
    simulation: { ...simulation, phases },
    root: 'simulation',
    seed,
    applications: 8,
  };
}

/** How many facts of each type stand in `watch` streams. */
async function watched(store: EventStore): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for await (const { stream, bytes } of store.readLog()) {
    const { type } = decodeEnvelope(bytes);
    if (stream.startsWith('watch-')) counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

describeWithPostgres('the simulation through HTTP', () => {
  let database: FreshDatabase;
  let data: string;
  let server: TestServer;
  let overHttp: SimulationResult;
  let inProcess: SimulationResult;

  beforeAll(async () => {
    database = await freshDatabase('throughhttp');
    data = await mkdtemp(join(tmpdir(), 'hearth-through-http-'));
    const cast = told('7');
    const progress = (): void => undefined;
    server = await startTestServer({ ...cast, data, databaseUrl: database.connectionString, progress });
    overHttp = await runOverHttp(cast, server);
    inProcess = await runSimulation({ ...cast, nature: 'test', store: memoryStore() });
  }, 120_000);
  afterAll(async () => {
    await server?.stop();
    await database?.drop();
    await rm(data, { recursive: true, force: true });
  });

  test('one seed leaves one log, whichever door was taken', () => {
    expect(overHttp.digest).toBe(inProcess.digest);
    expect(overHttp.facts).toBe(inProcess.facts);
    expect(overHttp.facts).toBeGreaterThan(800);
  });

  test('as many moves are taken and refused, and what follows from them happens', async () => {
    const { moves, accepted, refused, reactions } = inProcess.counts;
    expect(overHttp.counts).toMatchObject({ moves, accepted, refused, reactions });
    expect(refused).toBeGreaterThan(50);
    const types = new Set<string>();
    for await (const { type } of server.store.readLog()) types.add(type);
    // Given by a reaction to the plans that were sent.
    expect(types).toContain('planSent');
  });

  test('who served was reminded, and what was missed is on record, beside the log that is compared', async () => {
    const { reminderSent = 0, deadlineMissed = 0 } = await watched(server.store);
    expect(reminderSent).toBeGreaterThan(25);
    expect(deadlineMissed).toBeGreaterThan(0);
    expect(await watched(inProcess.look.store)).toEqual({});
  });

  test('another seed leaves another', async () => {
    const other = await runSimulation({ ...told('8'), nature: 'test', store: memoryStore() });
    expect(other.digest).not.toBe(overHttp.digest);
  });
});
