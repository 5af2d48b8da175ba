import { expect, test } from '@jest/globals';
import { ABSENT, BadAppend, LIMITS } from '../../../libs/engine/ports/event-store.js';
import type { BadAppendReason, Check, Write } from '../../../libs/engine/ports/event-store.js';
import { accepted, all, check, fact, write } from './given.js';
import type { OpenLog } from './given.js';

const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const sized = (stream: string, ...sizes: number[]): Write => ({
  stream,
  expected: ABSENT,
  facts: sizes.map((size, i) => fact(`${stream}/${i}`, { bytes: Buffer.alloc(size, i) })),
});
const longName = (length: number): string => `home-r.${'a'.repeat(length - 'home-r.'.length)}`;

const tooMuch: [BadAppendReason, string, Write[], Check[]][] = [
  ['noFacts', 'nothing to write', [], [check('home-r.a', ABSENT)]],
  ['noFacts', 'a stream without facts', [write('home-r.a', ABSENT)], []],
  ['tooManyStreams', '257 streams', many(257, (i) => write(`home-r.${i}`, ABSENT, `f${i}`)), []],
  ['tooManyFacts', '513 facts', [write('home-r.a', ABSENT, ...many(513, (i) => `f${i}`))], []],
  ['tooManyChecks', '257 checks', [write('home-r.a', ABSENT, 'f')], many(257, (i) => check(`unit-r.${i}`, ABSENT))],
  ['factTooLarge', 'a fact of 256 KiB and a byte', [sized('home-r.a', LIMITS.factBytes + 1)], []],
  ['appendTooLarge', '1 MiB and a byte', [sized('home-r.a', ...many(4, () => LIMITS.factBytes), 1)], []],
  ['streamTwice', 'a stream written twice', [write('home-r.a', ABSENT, 'f'), write('home-r.a', 0, 'g')], []],
  ['streamTwice', 'a stream checked twice', [write('home-r.a', ABSENT, 'f')], many(2, () => check('unit-r.b', ABSENT))],
  ['streamTwice', 'a stream written and checked', [write('home-r.a', ABSENT, 'f')], [check('home-r.a', ABSENT)]],
  ['badRevision', 'below "must not exist"', [write('home-r.a', -2, 'f')], []],
  ['badRevision', 'a fraction', [write('home-r.a', 0.5, 'f')], []],
  ['badRevision', 'a check without number', [write('home-r.a', ABSENT, 'f')], [check('unit-r.b', Number.NaN)]],
  ['streamName', '201 characters', [write(longName(201), ABSENT, 'f')], []],
  ...[
    'home-r',
    'Home-r.a',
    'home-r.A',
    'home',
    'home-r.',
    '-r.a',
    'home-.a',
    'home.r-a',
    'ho me-r.a',
    'home-r.家',
    '$home-r.a',
    'home-r.a\n',
    '',
  ].map((name): [BadAppendReason, string, Write[], Check[]] => [
    'streamName',
    JSON.stringify(name),
    [write(name, ABSENT, 'f')],
    [],
  ]),
  ['streamName', 'a checked name', [write('home-r.a', ABSENT, 'f')], [check('UNIT-r.b', ABSENT)]],
  ...[
    { id: '' },
    { id: 'a\u0000b' },
    { type: 'a type' },
    { type: '' },
    { at: '2024-04-15' },
    { at: '2024-04-15T00:00:00+08:00' },
  ].map((change): [BadAppendReason, string, Write[], Check[]] => [
    'badFact',
    JSON.stringify(change),
    [{ stream: 'home-r.a', expected: ABSENT, facts: [{ ...fact('f'), ...change }] }],
    [],
  ]),
];

export function limits(log: () => OpenLog): void {
  test.each(tooMuch)('%s: %s is refused and nothing is written', async (reason, _case, writes, checks) => {
    const { store } = log();
    const [bad, good] = [store.append(writes, checks), store.append([write('unit-r.x', ABSENT, 'good')])];
    await expect(bad).rejects.toBeInstanceOf(BadAppend);
    await expect(bad).rejects.toMatchObject({ reason });
    await accepted(good);
    // Its neighbour went through, and is all there is.
    expect((await all(store.readLog())).map(({ stream }) => stream)).toEqual(['unit-r.x']);
  });

  test('at the limits it is accepted: 256 streams, 512 facts and 256 checks', async () => {
    const { store } = log();
    const writes = many(LIMITS.streams, (i) => write(`home-r.${i}`, ABSENT, `a${i}`, `b${i}`));
    await accepted(
      store.append(
        writes,
        many(LIMITS.checks, (i) => check(`unit-r.${i}`, ABSENT)),
      ),
    );
    expect(await all(store.readLog())).toHaveLength(LIMITS.facts);
    expect(await store.heads(['home-r.0', 'home-r.255', 'unit-r.0'])).toEqual([1, 1, ABSENT]);
  });

  test('at the limits it is accepted: 1 MiB in facts of 256 KiB, bytes unchanged', async () => {
    const { store } = log();
    const big = sized('home-r.a', ...many(4, () => LIMITS.factBytes));
    await accepted(store.append([big]));
    const read = await all(store.readStream('home-r.a'));
    expect(read.map(({ bytes }, i) => Buffer.compare(bytes, big.facts[i]!.bytes))).toEqual([0, 0, 0, 0]);
  });

  test('a name of 200 characters and a fact without bytes are accepted', async () => {
    const { store } = log();
    await accepted(store.append([sized(longName(200), 0)]));
    expect((await all(store.readStream(longName(200)))).map(({ bytes }) => bytes.byteLength)).toEqual([0]);
  });

  test('names that differ only after a dot or hyphen are different streams', async () => {
    const { store } = log();
    const names = ['watch-r.home.a', 'watch-r.home-a', 'watch-r-home.a', 'watch-r.home.a.'];
    await accepted(store.append(names.map((name) => write(name, ABSENT, name))));
    expect(await store.heads(names)).toEqual([0, 0, 0, 0]);
  });
}
