/** The log leaves a store and comes back, on every store. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import type { EventStore, Write } from '../../../libs/engine/ports/event-store.js';
import { kurrentStore } from '../../../libs/store/kurrent/kurrent-store.js';
import { memoryStore } from '../../../libs/store/memory/memory-store.js';
import { postgresStore } from '../../../libs/store/postgres/postgres-store.js';
import { BadLine, digestLog, exportLog, importLog } from '../../../libs/store/transfer/transfer.js';
import { openTestKurrent, type TestKurrent } from '../../kurrent/stand-in.js';
import { describeWithPostgres, freshDatabase } from '../../postgres.js';
import { freshRoots } from './fresh-roots.js';
import { accepted, all, fact, plain } from './given.js';

const closing: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

async function onPostgres(): Promise<EventStore> {
  const { connectionString, drop } = await freshDatabase('transfer');
  const store = await postgresStore({ connectionString, connections: 3 });
  closing.push(() => store.close().then(drop));
  return store;
}

/** Facts from revision `expected + 1` on, as envelopes with this text in them. */
function envelopes(stream: string, expected: number, ...texts: string[]): Write {
  const facts = texts.map((text, index) => {
    const { id, type, at } = fact(`${stream} ${expected} ${text}`);
    const rev = expected + 1 + index;
    return { id, type, at, bytes: Buffer.from(JSON.stringify({ at, data: { text }, id, rev, stream, type })) };
  });
  return { stream, expected, facts };
}

/** Three appends, the second across streams, with texts that are easily bent: 𠮷, line ends, U+2028, escapes. */
async function fill(store: EventStore): Promise<void> {
  await accepted(store.append([envelopes('home-r.b', ABSENT, '先进之家', '𠮷\u2028\n"\\u0041"')]));
  await accepted(store.append([envelopes('home-r.a', ABSENT, ''), envelopes('home-r.b', 1, '\u0000\ufeff')]));
  await accepted(store.append([envelopes('home-r.a', 0, 'last')]));
}

const source = (lines: readonly string[]) =>
  async function* again(): AsyncIterable<string> {
    yield* lines;
  };

async function exported(store: EventStore): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportLog(store)) lines.push(line);
  return lines;
}

async function filledLines(): Promise<string[]> {
  const store = memoryStore();
  await fill(store);
  return exported(store);
}

function carried(open: () => Promise<EventStore>): void {
  test('keeps bytes, revisions, order and the boundaries of appends', async () => {
    const [first, between, last] = [memoryStore(), await open(), memoryStore()];
    await fill(first);
    expect(await importLog(between, source(await exported(first)))).toEqual({ facts: 5, appends: 3 });
    expect(await exported(between)).toEqual(await exported(first));
    await importLog(last, source(await exported(between)));
    for (const store of [between, last]) {
      const read = await all(store.readLog());
      expect(plain(read)).toEqual(plain(await all(first.readLog())));
      const [a, b, c, d, e] = read.map(({ append }) => append);
      expect([a === b, b === c, c === d, d === e]).toEqual([true, false, true, false]);
      expect(await digestLog(store)).toBe(await digestLog(first));
    }
  });

  test('keeps the order of many appends, some of them to the same streams', async () => {
    const [first, target] = [memoryStore(), await open()];
    const heads = new Map<string, number>();
    for (let i = 0; i < 700; i += 1) {
      const stream = `home-r.${i % 7 === 0 ? 0 : i}`;
      const expected = heads.get(stream) ?? ABSENT;
      heads.set(stream, expected + 1);
      await accepted(first.append([envelopes(stream, expected, `${i}`)]));
    }
    await importLog(target, source(await exported(first)));
    expect(plain(await all(target.readLog()))).toEqual(plain(await all(first.readLog())));
  });

  test('is refused by a log that is not empty', async () => {
    const target = await open();
    await accepted(target.append([envelopes('home-r.z', ABSENT, 'there')]));
    await expect(importLog(target, source(await filledLines()))).rejects.toThrow('not empty');
    expect(await all(target.readLog())).toHaveLength(1);
  });

  test('its digest goes by (stream, rev), each fact with its length before it, and can leave streams out', async () => {
    const store = await open();
    await fill(store);
    const digestOf = (facts: readonly Uint8Array[]): string => {
      const hash = createHash('sha256');
      for (const bytes of facts) {
        hash.update(Buffer.from(bytes.byteLength.toString(16).padStart(16, '0'), 'hex')).update(bytes);
      }
      return hash.digest('hex');
    };
    const bytesOf = async (stream: string): Promise<Uint8Array[]> =>
      (await all(store.readStream(stream))).map(({ bytes }) => bytes);
    const [a, b] = [await bytesOf('home-r.a'), await bytesOf('home-r.b')];
    expect(await digestLog(store)).toBe(digestOf([...a, ...b]));
    expect(await digestLog(store, { leaveOut: (stream) => stream === 'home-r.b' })).toBe(digestOf(a));
  });
}

describe('a log from memory to memory and back', () => carried(async () => memoryStore()));
describeWithPostgres('a log from memory to PostgreSQL and back', () => carried(onPostgres));
describe('a log from memory to KurrentDB and back', () => {
  let server: TestKurrent;
  beforeAll(async () => {
    server = await openTestKurrent();
    closing.push(() => server.stop());
  });
  carried(async () => {
    const { roots, log } = freshRoots();
    const { store, drop } = await log(() => kurrentStore({ url: server.url, roots }));
    closing.push(drop);
    return store;
  });
});

/** The line with `change` made to it; `honest` makes its hash fit the changed fact. */
function changed(line: string, change: (parts: Record<string, unknown>) => void, honest = false): string {
  const parts = JSON.parse(line) as Record<string, unknown>;
  change(parts);
  if (honest) parts['sha256'] = createHash('sha256').update(String(parts['fact'])).digest('hex');
  return JSON.stringify(parts);
}

const inFact = (from: string, to: string) => (parts: Record<string, unknown>) => {
  parts['fact'] = String(parts['fact']).replace(from, to);
};

const faults: [string, number, RegExp, (lines: string[]) => string[]][] = [
  ['a line that is not JSON', 3, /not JSON/, (l) => l.with(2, '{')],
  ['an empty line', 3, /not JSON/, (l) => l.toSpliced(2, 0, '')],
  [
    'a member too many',
    2,
    /extra/,
    (l) =>
      l.with(
        1,
        changed(l[1]!, (p) => (p['extra'] = 1)),
      ),
  ],
  [
    'a member missing',
    2,
    /type/,
    (l) =>
      l.with(
        1,
        changed(l[1]!, (p) => delete p['type']),
      ),
  ],
  ['a damaged fact', 4, /home-r\.b@2 is damaged/, (l) => l.with(3, changed(l[3]!, inFact('data', 'dbta')))],
  ['another stream in the fact', 3, /stream/, (l) => l.with(2, changed(l[2]!, inFact('home-r.a', 'home-r.c'), true))],
  [
    'another revision in the fact',
    2,
    /rev is 1 .* 7/,
    (l) => l.with(1, changed(l[1]!, inFact('"rev":1', '"rev":7'), true)),
  ],
  [
    'another type in the fact',
    5,
    /type/,
    (l) => l.with(4, changed(l[4]!, inFact('somethingHappened', 'another'), true)),
  ],
  ['another instant in the fact', 1, /at is/, (l) => l.with(0, changed(l[0]!, inFact('2024', '2025'), true))],
  [
    'another id beside the fact',
    1,
    /id is/,
    (l) =>
      l.with(
        0,
        changed(l[0]!, (p) => (p['id'] = 'another')),
      ),
  ],
  [
    'a fact that is no object',
    1,
    /not an envelope/,
    (l) =>
      l.with(
        0,
        changed(l[0]!, (p) => (p['fact'] = '[]'), true),
      ),
  ],
  [
    'a fact that is not JSON',
    1,
    /not JSON/,
    (l) =>
      l.with(
        0,
        changed(l[0]!, (p) => (p['fact'] = '{'), true),
      ),
  ],
  [
    'a type that charts keep for themselves',
    1,
    /type/,
    (l) =>
      l.with(
        0,
        changed(l[0]!, (p) => (p['type'] = 'xstate.after.1000.x')),
      ),
  ],
  ['a gap in a stream', 3, /home-r\.b@2 follows home-r\.b@0/, (l) => l.toSpliced(1, 1)],
  ['a stream that begins late', 1, /home-r\.b@1 follows home-r\.b@-1/, (l) => l.toSpliced(0, 1)],
  ['a fact told twice', 2, /home-r\.b@0 follows/, (l) => l.toSpliced(1, 0, l[0]!)],
  [
    'appends out of order',
    5,
    /append 4 follows append 2/,
    (l) =>
      l.with(
        4,
        changed(l[4]!, (p) => (p['append'] = 4)),
      ),
  ],
  ['a file cut short', 6, /cut short/, (l) => l.slice(0, -1)],
  ['a fact missing at the end', 5, /there are 4 facts/, (l) => l.toSpliced(4, 1)],
  ['a line after the last', 7, /after the last/, (l) => [...l, l[0]!]],
  ['a line without end', 2, /too many/, (l) => l.with(1, `"${'a'.repeat(2_000_000)}"`)],
];

describe('an import', () => {
  test('of a log that the store puts in another order is refused', async () => {
    const lines = await filledLines();
    const store = memoryStore();
    const turned: EventStore = Object.create(store) as EventStore;
    turned.append = (writes, checks) => store.append(writes.toReversed(), checks);
    for (const name of ['head', 'readLog', 'compareCursors'] as const)
      Object.assign(turned, { [name]: (store[name] as (...args: never[]) => unknown).bind(store) });
    await expect(importLog(turned, source(lines))).rejects.toThrow('changed the order');
  });

  test.each(faults)('with %s is refused at line %d, and nothing is written', async (_case, line, why, spoil) => {
    const store = memoryStore();
    const importing = importLog(store, source(spoil(await filledLines())));
    await expect(importing).rejects.toBeInstanceOf(BadLine);
    await expect(importing).rejects.toMatchObject({ line });
    await expect(importing).rejects.toThrow(why);
    expect(await store.head()).toBeUndefined();
  });

  test('of an empty log writes nothing', async () => {
    const store = memoryStore();
    expect(await importLog(store, source(await exported(memoryStore())))).toEqual({ facts: 0, appends: 0 });
    expect(await digestLog(store)).toBe(createHash('sha256').digest('hex'));
  });

  test('of an append above the limits is refused where it begins', async () => {
    const store = memoryStore();
    await fill(store);
    const many = Array.from({ length: 500 }, (_, i) => `${i}`);
    await accepted(store.append([envelopes('home-r.c', ABSENT, ...many)]));
    await accepted(store.append([envelopes('home-r.d', ABSENT, ...many)]));
    const lines = (await exported(store)).map((line) => line.replace('"append":5', '"append":4'));
    const target = memoryStore();
    await expect(importLog(target, source(lines))).rejects.toThrow(/^line 6: .*tooManyFacts/);
    expect(await target.head()).toBeUndefined();
  });
});

describe('an export', () => {
  test('of a fact that is not text is refused by its name', async () => {
    const store = memoryStore();
    await accepted(
      store.append([{ stream: 'home-r.a', expected: ABSENT, facts: [fact('f', { bytes: Buffer.from([0xff]) })] }]),
    );
    await expect(exported(store)).rejects.toThrow('home-r.a@0');
  });
});
