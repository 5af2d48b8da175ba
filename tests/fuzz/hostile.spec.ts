/**
 * What no client of good will sends, made from the OpenAPI document by a seed: ten thousand, a hundred thousand with
 * `npm run fuzz`, others with HEARTH_FUZZ_REQUESTS and HEARTH_FUZZ_SEED. One that fails is printed with its seed and number; HEARTH_FUZZ_ONLY
 * sends that one alone.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describeWithPostgres } from '../postgres.js';
import { operationsOf, type Operation } from './document.js';
import { goodOnes } from './good.js';
import { faultsOf, toldAgain } from './judged.js';
import { Line, type Answer } from './line.js';
import { hostile, type Hostile } from './request.js';
import { INJECTIONS } from './texts.js';
import { CANARY, staged, type Stage, type Who } from './scene.js';

const SEED = process.env['HEARTH_FUZZ_SEED'] ?? '20261123';
const REQUESTS = Number(process.env['HEARTH_FUZZ_REQUESTS'] ?? 10_000);
const ONLY = process.env['HEARTH_FUZZ_ONLY'];
/** Hostile to programs, and nothing to object to as somebody's name. */
const ODD_NAMES = [
  ...INJECTIONS,
  '\u202Eevil\u202C',
  'مرحبا',
  '𠮷野家',
  '👩‍👩‍👧‍👦',
  '__proto__',
  'xstate.init',
  '\u001b[31m',
  'null',
];
const LINES = 12;
const LIMIT_MS = 5_000;
/** Faults that are printed; more are counted. */
const MOST_TOLD = 20;
/** What may be kept once all is answered. Bytes. */
const MOST_GROWN = 64 * 1024 * 1024;

describeWithPostgres('hostile requests', () => {
  let stage: Stage;
  let port: number;
  let operations: readonly Operation[];

  beforeAll(async () => {
    stage = await staged();
    await stage.door.app.listen(0, '127.0.0.1');
    ({ port } = (stage.door.app.getHttpServer() as Server).address() as AddressInfo);
    const line = new Line(port, LIMIT_MS);
    const { body } = await line.ask({ method: 'GET', target: '/openapi.json', headers: [] });
    line.close();
    operations = operationsOf(JSON.parse(body) as Parameters<typeof operationsOf>[0]);
  });
  afterAll(() => stage.close());

  test('the same number is the same request, whatever came before it', () => {
    const [one, two] = [hostile(operations, stage.scene, SEED), hostile(operations, stage.scene, SEED)];
    const some = [900, 3, 42, 900];
    expect(some.map(one)).toEqual(some.toReversed().map(two).toReversed());
    expect(hostile(operations, stage.scene, 'another')(42)).not.toEqual(one(42));
  });

  test(`${REQUESTS} requests of seed ${SEED}: refused as they should be, and nothing is written`, async () => {
    const { door, scene, lines } = stage;
    const requestOf = hostile(operations, scene, SEED);
    const numbers = ONLY === undefined ? [...Array(REQUESTS).keys()] : [Number(ONLY)];
    const tally = new Tally();
    const early = Math.floor(numbers.length / 5);
    const began = process.cpuUsage();
    let kept = 0;
    await inLanes(port, numbers, async (line, number, done) => {
      if (done === early) kept = heapInUse();
      const request = requestOf(number);
      const answer = await line.ask(request).catch((error: unknown) => error as Error);
      tally.count(request, answer);
    });
    const { user, system } = process.cpuUsage(began);
    const grown = heapInUse() - kept;
    process.stderr.write(`${tally.table(numbers.length, (user + system) / 1e6, grown)}\n`);

    expect([...tally.faults.slice(0, MOST_TOLD), ...lines].join('\n')).toBe('');
    expect(tally.faults).toHaveLength(0);
    expect(await door.parts.store.head()).toBe(scene.head);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
    expect(grown).toBeLessThan(MOST_GROWN);
    if (ONLY !== undefined) return;
    const least = Math.floor(numbers.length / operations.length / 2);
    const hit = operations.map(({ id }) => [id, (tally.byOperation.get(id) ?? 0) >= least]);
    expect(hit).toEqual(operations.map(({ id }) => [id, true]));
    expect([...tally.byStatus.keys()].toSorted()).toEqual(
      expect.arrayContaining([200, 400, 401, 403, 404, 405, 412, 413, 415, 422]),
    );
  }, 900_000);

  test('what they were spoilt from is taken, so it was for what was spoilt that they were refused', async () => {
    const line = new Line(port, LIMIT_MS);
    const head = await stage.door.parts.store.head();
    for (const operation of operations.filter(({ takesBody }) => takesBody)) {
      for (const [index, good] of (goodOnes(stage.scene)[operation.id] ?? []).entries()) {
        const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => good.params[name] ?? '');
        const answer = await line.ask({
          method: operation.method,
          target: path,
          headers: [
            ['Authorization', `Bearer ${stage.scene.tokens[good.by satisfies Who]}`],
            ['Content-Type', 'application/json'],
            ['Idempotency-Key', `good ${operation.id} ${index}`],
          ],
          payload: Buffer.from(JSON.stringify(good.body)),
        });
        expect([operation.id, path, answer.status, answer.body]).toEqual([
          operation.id,
          path,
          good.status ?? 200,
          answer.body,
        ]);
      }
    }
    line.close();
    expect(await stage.door.parts.store.head()).not.toBe(head);
    expect(stage.lines.join('')).not.toContain(CANARY);
  });

  test('a text that looks dangerous is a text, and comes back as it was', async () => {
    const { door, scene } = stage;
    const by = scene.tokens.office;
    for (const [index, name] of ODD_NAMES.entries()) {
      const home = `odd-${index}`;
      const given = await door.ask('POST', '/v1/commands/registerHome', {
        by,
        body: { target: { key: { home } }, input: { unit: 'pudong-s1', name } },
        headers: { 'idempotency-key': home },
      });
      expect([name, given.status]).toEqual([name, 200]);
      const history = await door.ask('GET', `/v1/streams/home-test.${home}/history`, { by });
      expect(history.body['facts']).toEqual([expect.objectContaining({ data: { unit: 'pudong-s1', name } })]);
      expect(history.headers).toMatchObject({
        'content-type': expect.stringContaining('application/json'),
        'x-content-type-options': 'nosniff',
      });
    }
    await door.parts.views.catchUp();
    const { body } = await door.ask('GET', '/v1/homes?limit=500', { by });
    const names = (body['rows'] as { home: string; name: string }[]).filter(({ home }) => home.startsWith('odd-'));
    expect(names.map(({ name }) => name).toSorted()).toEqual([...ODD_NAMES].toSorted());
  });
});

/** Some at a time, each lane with a connection of its own. */
async function inLanes(
  port: number,
  numbers: readonly number[],
  ask: (line: Line, number: number, done: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    const line = new Line(port, LIMIT_MS);
    for (let at = next++; at < numbers.length; at = next++) await ask(line, numbers[at] as number, at);
    line.close();
  };
  await Promise.all(Array.from({ length: LINES }, lane));
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function heapInUse(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

class Tally {
  readonly byStatus = new Map<number, number>();
  readonly byOperation = new Map<string, number>();
  readonly byKind = new Map<string, number>();
  readonly faults: string[] = [];

  count(request: Hostile, answer: Answer | Error): void {
    const add = <K>(map: Map<K, number>, key: K): unknown => map.set(key, (map.get(key) ?? 0) + 1);
    add(this.byOperation, request.operation);
    add(this.byKind, request.kind.replace(/^(\w+)( \S+)?.*$/, '$1'));
    if (!(answer instanceof Error)) add(this.byStatus, answer.status);
    const faults = answer instanceof Error ? [answer.constructor.name] : faultsOf(request, answer);
    if (faults.length > 0) this.faults.push(toldAgain(SEED, request, answer, faults));
  }

  table(count: number, seconds: number, grown: number): string {
    const list = (map: ReadonlyMap<string | number, number>): string =>
      [...map]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, n]) => `${key} ${n}`)
        .join(', ');
    const hits = [...this.byOperation.values()];
    return [
      `seed ${SEED}: ${count} hostile requests, ${this.faults.length} faults, ${seconds.toFixed(1)} s of a core, ${(grown / 1048576).toFixed(1)} MiB kept`,
      `  by status: ${list(this.byStatus)}`,
      `  by kind: ${list(this.byKind)}`,
      `  by operation: ${hits.length} operations, each ${Math.min(...hits)} to ${Math.max(...hits)}`,
    ].join('\n');
  }
}
