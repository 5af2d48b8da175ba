import { expect, test } from '@jest/globals';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import type { NewFact, Write } from '../../../libs/engine/ports/event-store.js';
import { accepted, all, check, fact, plain, write } from './given.js';
import type { OpenLog } from './given.js';

export function appending(log: () => OpenLog): void {
  test('facts are kept as given, numbered from 0 in their stream, in the order of the append', async () => {
    const { store } = log();
    const first = fact('first', {
      type: 'planSubmitted',
      at: '2024-03-01T08:30:00.125Z',
      bytes: Buffer.from([0, 1, 0xfe, 0xff]),
    });
    await accepted(
      store.append([
        { stream: 'home-r.a', expected: ABSENT, facts: [first, fact('second')] },
        write('unit-r.b', ABSENT, 'third'),
      ]),
    );
    await accepted(store.append([write('unit-r.b', 0, 'fourth'), write('home-r.a', 1, 'fifth')]));
    const read = await all(store.readLog());
    expect(plain(read)).toMatchObject([
      {
        stream: 'home-r.a',
        rev: 0,
        id: first.id,
        type: 'planSubmitted',
        at: '2024-03-01T08:30:00.125Z',
        bytes: '0001feff',
      },
      { stream: 'home-r.a', rev: 1, id: fact('second').id },
      { stream: 'unit-r.b', rev: 0, id: fact('third').id },
      { stream: 'unit-r.b', rev: 1, id: fact('fourth').id },
      { stream: 'home-r.a', rev: 2, id: fact('fifth').id },
    ]);
  });

  test('facts of one append share its name, which no other append has', async () => {
    const { store } = log();
    await accepted(store.append([write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, '3')]));
    await accepted(store.append([write('home-r.a', 1, '4')]));
    await accepted(store.append([write('home-r.a', 2, '5', '6')]));
    const [a, b, c, d, e, f] = (await all(store.readLog())).map(({ append }) => append);
    expect([b, c]).toEqual([a, a]);
    expect(f).toBe(e);
    expect(new Set([a, d, e]).size).toBe(3);
  });

  test('history does not change with the bytes of the caller, given or got', async () => {
    const { store } = log();
    const bytes = Buffer.from('as it was');
    await accepted(store.append([{ stream: 'home-r.a', expected: ABSENT, facts: [fact('f', { bytes })] }]));
    bytes.fill(0);
    const [got] = await all(store.readStream('home-r.a'));
    expect(Buffer.from(got!.bytes).toString()).toBe('as it was');
    got!.bytes.fill(0);
    const [again] = await all(store.readStream('home-r.a'));
    expect(Buffer.from(again!.bytes).toString()).toBe('as it was');
  });

  test('a refused append lists every stream that stands elsewhere, and leaves nothing', async () => {
    const { store } = log();
    await accepted(store.append([write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, '3')]));
    const before = await store.head();
    const refused = await store.append(
      [write('home-r.new', ABSENT, 'x'), write('home-r.a', 0, 'y'), write('home-r.none', 3, 'z')],
      [check('unit-r.b', ABSENT), check('unit-r.c', 0), check('unit-r.d', ABSENT)],
    );
    expect(refused).toEqual({
      ok: false,
      conflicts: [
        { stream: 'home-r.a', expected: 0, actual: 1 },
        { stream: 'home-r.none', expected: 3, actual: ABSENT },
        { stream: 'unit-r.b', expected: ABSENT, actual: 0 },
        { stream: 'unit-r.c', expected: 0, actual: ABSENT },
      ],
    });
    expect(await store.head()).toBe(before);
    expect(await store.heads(['home-r.new', 'home-r.a', 'home-r.none'])).toEqual([ABSENT, 1, ABSENT]);
    expect(await all(store.readLog())).toHaveLength(3);
    // What was refused has taken no revision and no name: the next append finds the stream as it was.
    await accepted(store.append([write('home-r.new', ABSENT, 'x')]));
  });

  test.each([
    ['a revision behind', 0],
    ['a revision ahead', 2],
    ['"must not exist"', ABSENT],
  ])('a write that expects %s is refused', async (_case, expected) => {
    const { store } = log();
    await accepted(store.append([write('home-r.a', ABSENT, '1', '2')]));
    expect(await store.append([write('home-r.a', expected, 'x')])).toEqual({
      ok: false,
      conflicts: [{ stream: 'home-r.a', expected, actual: 1 }],
    });
  });

  test('a check writes nothing to the stream it names', async () => {
    const { store } = log();
    await accepted(store.append([write('cycle-r.2024', ABSENT, '1')]));
    await accepted(
      store.append([write('home-r.a', ABSENT, '2')], [check('cycle-r.2024', 0), check('cycle-r.2025', ABSENT)]),
    );
    expect(await store.heads(['cycle-r.2024', 'cycle-r.2025'])).toEqual([0, ABSENT]);
  });

  test('the cursor of an append is that of its last fact', async () => {
    const { store } = log();
    const cursors = [
      await accepted(store.append([write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, '3')])),
      await accepted(store.append([write('home-r.a', 1, '4')])),
    ];
    const read = await all(store.readLog());
    expect([read[2]?.cursor, read[3]?.cursor]).toEqual(cursors);
  });

  test('of appends sent together, each hears of a place at or after its last fact, and before what comes later', async () => {
    const { store } = log();
    const names = ['a', 'b', 'c', 'd'];
    const cursors = await Promise.all(
      names.map((name) => accepted(store.append([write(`home-r.${name}`, ABSENT, `1${name}`, `2${name}`)]))),
    );
    await accepted(store.append([write('home-r.later', ABSENT, 'later')]));
    for (const [index, cursor] of cursors.entries()) {
      const after = (await all(store.readLog({ after: cursor }))).map(({ stream }) => stream);
      expect(after).not.toContain(`home-r.${names[index]}`);
      expect(after.at(-1)).toBe('home-r.later');
    }
  });

  test('the identical append again writes nothing and answers with its first cursor, also when a checked stream has moved', async () => {
    const { store } = log();
    await accepted(store.append([write('cycle-r.2024', ABSENT, 'opened')]));
    const ask = () =>
      store.append([write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, '3')], [check('cycle-r.2024', 0)]);
    const cursor = await accepted(ask());
    expect(await accepted(ask())).toBe(cursor);
    await accepted(store.append([write('cycle-r.2024', 0, 'closed'), write('home-r.a', 1, '4')]));
    expect(await accepted(ask())).toBe(cursor);
    expect(await all(store.readLog())).toHaveLength(6);
    expect(new Set(await Promise.all([ask(), ask(), ask()].map(accepted)))).toEqual(new Set([cursor]));
    expect(await all(store.readLog())).toHaveLength(6);
  });

  test('an append that is only partly the same is no repetition: refused', async () => {
    const { store } = log();
    await accepted(store.append([write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, '3')]));
    await accepted(store.append([write('home-r.a', 1, '4')]));
    const third = write('unit-r.b', ABSENT, '3');
    const of = (...facts: NewFact[]): Write => ({ stream: 'home-r.a', expected: ABSENT, facts });
    const variants = [
      [of(fact('1'), { ...fact('2'), bytes: Buffer.from('other bytes') }), third],
      [of(fact('1'), { ...fact('2'), id: fact('another').id }), third],
      [write('home-r.a', ABSENT, '1', '2')],
      [write('unit-r.b', ABSENT, '3')],
      [write('home-r.a', ABSENT, '1', '2', '4'), write('unit-r.b', ABSENT, '3')],
      [write('home-r.a', ABSENT, '2', '1'), write('unit-r.b', ABSENT, '3')],
      [write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, 'other')],
      [write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, '3'), write('home-r.c', ABSENT, '5')],
    ];
    for (const writes of variants) expect(await store.append(writes)).toMatchObject({ ok: false });
    expect(await all(store.readLog())).toHaveLength(4);
  });

  test('the same fact at the current revision is a new fact', async () => {
    const { store } = log();
    await accepted(store.append([write('home-r.a', ABSENT, 'same')]));
    await accepted(store.append([write('home-r.a', 0, 'same')]));
    expect(await store.heads(['home-r.a'])).toEqual([1]);
  });
}
