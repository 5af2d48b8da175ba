/** No event that a chart's machine makes itself comes to a chart: not by a command, a programme, an import, nor straight. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compileChart, type ChartState } from '../../libs/engine/chart/chart-adapter.js';
import { FACT_TYPE } from '../../libs/engine/ports/event-store.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import { exportLog, importLog } from '../../libs/store/transfer/transfer.js';
import { programmes } from '../../workflows/index.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { describeWithPostgres } from '../postgres.js';
import { application, candidate, CYCLE, federation } from '../shanghai/federation.js';
import { planted } from '../toy/check/plant.js';
import { staged, type Stage } from './scene.js';
import { EVENTS_OF_MACHINES } from './texts.js';

/** Members of every object are names too; that they name no fact is for a chart to say. */
const MEMBERS = new Set<string>(['always', '__proto__', 'constructor', 'toString', 'hasOwnProperty']);
const EVENTS = EVENTS_OF_MACHINES.filter((name) => !MEMBERS.has(name));
const CHARTS = [platformDefinition, ...programmes].flatMap(({ slug, subjects }) =>
  subjects.map(({ category, chart }) => [`${slug} ${category}`, category, chart] as const),
);

describe('straight to a chart', () => {
  test.each(CHARTS)('%s stands still, wherever it stands', (_name, category, source) => {
    const chart = compileChart(category, source);
    const standings = new Set<ChartState>([chart.initial]);
    for (const standing of standings) {
      for (const fact of chart.listed(standing)) {
        expect(fact).toMatch(FACT_TYPE);
        standings.add(chart.next(standing, fact) as ChartState);
      }
      for (const event of EVENTS_OF_MACHINES) expect([event, chart.next(standing, event)]).toEqual([event, undefined]);
      // Entering a state, or being restored in it, is no event either.
      expect(chart.restore(standing.value, standing.history)).toBe(standing);
    }
    expect(standings.size).toBeGreaterThan(1);
  });
});

test('as commands they are none, whoever gives them', async () => {
  const { house, clerk, office } = await federation();
  const head = await house.parts.store.head();
  for (const event of EVENTS_OF_MACHINES) {
    for (const actor of [clerk, office])
      await house.refuses('commandUnknown', CYCLE, event, { home: 'h1' }, actor, candidate);
    await house.refuses('commandUnknown', undefined, event, { cycle: CYCLE }, { system: 'setup' });
  }
  expect(await house.parts.store.head()).toBe(head);
});

test('a log that has one of them is not imported', async () => {
  const { house } = await federation();
  const lines: string[] = [];
  for await (const line of exportLog(house.parts.store)) lines.push(line);
  const at = lines.findIndex((line) => line.includes('"type":"rosterOpened"'));
  expect(at).toBeGreaterThan(0);
  for (const event of EVENTS) {
    const store = memoryStore();
    const forged = lines.with(at, lines[at]?.replaceAll('rosterOpened', event) ?? '');
    await expect(
      importLog(store, async function* () {
        yield* forged;
      }),
    ).rejects.toThrow(`line ${at + 1}`);
    expect(await store.head()).toBeUndefined();
    // Nor straight into the store.
    const fact = {
      id: '00000000-0000-8000-8000-000000000000',
      type: event,
      at: '2024-04-02T01:00:00.000Z',
      bytes: Buffer.from('{}'),
    };
    await expect(store.append([{ stream: 'a-b.c', expected: -1, facts: [fact] }])).rejects.toThrow(/type/i);
  }
});

describeWithPostgres('by a programme', () => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await staged();
  });
  afterAll(() => stage.close());

  const SUBJECT = `/subjects/${shanghaiAdvancedHome.subjects.findIndex(({ category }) => category === 'application')}`;
  const STATE = `${SUBJECT}/chart/states/withdrawn`;

  async function published(changes: Readonly<Record<string, unknown>>): Promise<readonly string[]> {
    const { door, scene } = stage;
    const answer = await door.ask('POST', '/v1/programmes', {
      by: scene.tokens.operator,
      body: { definition: planted(shanghaiAdvancedHome, { '/edition': 'forged', ...changes }) },
      headers: { 'idempotency-key': JSON.stringify(changes).slice(0, 150) },
    });
    expect([changes, answer.status]).toEqual([changes, 422]);
    expect(await door.parts.store.head()).toBe(scene.head);
    return (answer.body['errors'] as { pointer: string; reason: string }[]).map(
      ({ pointer, reason }) => `${pointer} ${reason}`,
    );
  }
  const forbidden = (pointer: string): RegExp =>
    new RegExp(
      `^/definition${pointer.replaceAll(/[.*()#+?]/g, String.raw`\$&`)} (factTypeForbidden|wildcardForbidden)$`,
      'm',
    );

  test.each(EVENTS)('“%s” is no event of a chart, and no fact', async (event) => {
    const name = event.replaceAll('~', '~0').replaceAll('/', '~1');
    expect((await published({ [`${STATE}/on/${name}`]: 'withdrawn' })).join('\n')).toMatch(
      forbidden(`${STATE}/on/${name}`),
    );
    expect((await published({ [`${SUBJECT}/facts/${name}`]: { fields: {} } })).join('\n')).toMatch(
      forbidden(`${SUBJECT}/facts/${name}`),
    );
  });

  test.each([
    ['always', 'withdrawn'],
    ['after', { 1000: 'withdrawn' }],
    ['invoke', { src: 'x', onDone: 'withdrawn' }],
    ['entry', 'x'],
    ['exit', [{ type: 'x' }]],
    ['onDone', 'withdrawn'],
    ['onError', 'withdrawn'],
    ['context', {}],
    ['activities', []],
    ['output', 1],
    ['route', {}],
  ])('a state has no “%s”', async (member, value) => {
    expect(await published({ [`${STATE}/${member}`]: value })).toEqual([`/definition${STATE}/${member} keyForbidden`]);
  });

  test('a transition has no code', async () => {
    for (const transition of [
      { target: 'withdrawn', guard: 'x' },
      { target: 'withdrawn', actions: ['x'] },
      ['withdrawn'],
    ]) {
      const errors = await published({ [`${STATE}/on/withdrawalUndone`]: transition });
      expect(errors.length).toBeGreaterThan(0);
      for (const error of errors) expect(error).toMatch(new RegExp(`^/definition${STATE}/on/withdrawalUndone`));
    }
  });

  test('no command yields one', async () => {
    for (const event of EVENTS) {
      const pointer = '/commands/withdrawCandidate/yields/0/fact';
      const errors = await published({ [pointer]: event });
      expect([event, errors.some((error) => error.startsWith(`/definition${pointer} `))]).toEqual([event, true]);
    }
    expect(await stage.door.house.stage(application('h1'))).toBe('active.candidate.planning');
  });
});
