import { expect, test } from '@jest/globals';
import { ABSENT, BadCursor, Unavailable } from '../../../libs/engine/ports/event-store.js';
import type { ReadStreamOptions } from '../../../libs/engine/ports/event-store.js';
import { MORNING, accepted, all, fact, plain, write } from './given.js';
import type { OpenLog } from './given.js';

/** Ten facts on `home-r.a`, one a day from 1 April, the fifth and sixth on the same instant. */
async function tenDays(log: OpenLog): Promise<void> {
  const day = (i: number): string => `2024-04-${String(i === 5 ? 5 : i + 1).padStart(2, '0')}T09:00:00.000Z`;
  const facts = Array.from({ length: 10 }, (_, i) => fact(`day ${i}`, { at: day(i) }));
  await accepted(log.store.append([{ stream: 'home-r.a', expected: ABSENT, facts: facts.slice(0, 4) }]));
  await accepted(log.store.append([write('unit-r.b', ABSENT, 'between')]));
  await accepted(log.store.append([{ stream: 'home-r.a', expected: 3, facts: facts.slice(4) }]));
}

const readings: [string, ReadStreamOptions, number[]][] = [
  ['forwards', {}, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]],
  ['from a revision', { from: 7 }, [7, 8, 9]],
  ['to a revision, inclusive', { to: 2 }, [0, 1, 2]],
  ['between two revisions', { from: 3, to: 5 }, [3, 4, 5]],
  ['to a revision not there yet', { from: 8, to: 99 }, [8, 9]],
  ['to "absent": nothing', { to: ABSENT }, []],
  ['at most some', { from: 2, limit: 3 }, [2, 3, 4]],
  ['at most none', { limit: 0 }, []],
  ['beyond its end', { from: 10 }, []],
  ['backwards', { backwards: true }, [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]],
  ['backwards, the last one', { backwards: true, limit: 1 }, [9]],
  ['backwards from a revision', { backwards: true, from: 3 }, [3, 2, 1, 0]],
  ['backwards down to a revision', { backwards: true, from: 5, to: 3 }, [5, 4, 3]],
  ['until an instant, inclusive', { until: '2024-04-03T09:00:00.000Z' }, [0, 1, 2]],
  ['until a millisecond before', { until: '2024-04-03T08:59:59.999Z' }, [0, 1]],
  ['until an instant two facts share', { until: '2024-04-05T09:00:00.000Z' }, [0, 1, 2, 3, 4, 5]],
  ['until before it began', { until: '2024-03-31T00:00:00.000Z' }, []],
  ['backwards until an instant', { until: '2024-04-04T00:00:00.000Z', backwards: true }, [2, 1, 0]],
  ['backwards until an instant, the last one', { until: '2024-04-04T00:00:00.000Z', backwards: true, limit: 1 }, [2]],
  ['from, to, until and at most', { from: 1, to: 8, until: '2024-04-05T09:00:00.000Z', limit: 4 }, [1, 2, 3, 4]],
];

export function reading(log: () => OpenLog): void {
  test.each(readings)('a stream %s', async (_case, options, revisions) => {
    await tenDays(log());
    const read = await all(log().store.readStream('home-r.a', options));
    expect(read.map(({ rev }) => rev)).toEqual(revisions);
    expect(read.map(({ id }) => id)).toEqual(revisions.map((rev) => fact(`day ${rev}`).id));
  });

  test('a long stream, in every direction, whole', async () => {
    const { store } = log();
    const names = Array.from({ length: 800 }, (_, i) => `${i}`);
    await accepted(store.append([write('home-r.long', ABSENT, ...names.slice(0, 500))]));
    await accepted(store.append([write('home-r.long', 499, ...names.slice(500)), write('home-r.z', ABSENT, 'z')]));
    const revisions = async (options: ReadStreamOptions): Promise<number[]> =>
      (await all(store.readStream('home-r.long', options))).map(({ rev }) => rev);
    const up = names.map(Number);
    expect(await revisions({})).toEqual(up);
    expect(await revisions({ backwards: true })).toEqual(up.toReversed());
    expect(await revisions({ from: 3, to: 700, limit: 600 })).toEqual(up.slice(3, 603));
    expect(await revisions({ from: 700, to: 3, limit: 600, backwards: true })).toEqual(up.slice(101, 701).toReversed());
    expect(await revisions({ until: MORNING })).toEqual(up);
    expect(await all(store.readLog({ limit: 700 }))).toHaveLength(700);
    expect((await all(store.readLog())).at(-1)?.stream).toBe('home-r.z');
  });

  test.each([
    ['a revision below "absent"', { from: -2 }],
    ['a fraction', { to: 1.5 }],
    ['a negative number of facts', { limit: -1 }],
    ['an instant without milliseconds', { until: '2024-04-05T09:00:00Z' }],
    ['a local time', { until: '2024-04-05T17:00:00.000+08:00' }],
  ])('of a stream by %s is refused', async (_case, options) => {
    await tenDays(log());
    await expect(all(log().store.readStream('home-r.a', options))).rejects.toBeInstanceOf(RangeError);
  });

  test('a stream that does not exist has no facts, and no head', async () => {
    await tenDays(log());
    expect(await all(log().store.readStream('home-r.none'))).toEqual([]);
    expect(await all(log().store.readStream('home-r.none', { backwards: true }))).toEqual([]);
    expect(await log().store.heads(['home-r.none', 'home-r.a', 'home-r.none', 'unit-r.b'])).toEqual([
      ABSENT,
      9,
      ABSENT,
      0,
    ]);
    expect(await log().store.heads([])).toEqual([]);
  });

  test('a stream and the log tell the same of a fact', async () => {
    await tenDays(log());
    const { store } = log();
    const ofLog = (await all(store.readLog())).filter(({ stream }) => stream === 'home-r.a');
    const ofStream = await all(store.readStream('home-r.a'));
    expect(plain(ofStream)).toEqual(plain(ofLog));
    expect(ofStream.map(({ cursor, append }) => [cursor, append])).toEqual(
      ofLog.map(({ cursor, append }) => [cursor, append]),
    );
  });

  test('the log from the beginning, after each of its facts, and at most some', async () => {
    await tenDays(log());
    const { store } = log();
    const whole = await all(store.readLog());
    expect(whole.map(({ stream, rev }) => `${stream}@${rev}`)).toEqual([
      ...[0, 1, 2, 3].map((rev) => `home-r.a@${rev}`),
      'unit-r.b@0',
      ...[4, 5, 6, 7, 8, 9].map((rev) => `home-r.a@${rev}`),
    ]);
    for (const [index, { cursor }] of whole.entries()) {
      expect(plain(await all(store.readLog({ after: cursor })))).toEqual(plain(whole.slice(index + 1)));
      expect(plain(await all(store.readLog({ after: cursor, limit: 2 })))).toEqual(
        plain(whole.slice(index + 1, index + 3)),
      );
    }
    expect(await all(store.readLog({ limit: 0 }))).toEqual([]);
  });

  test('the log is read to where it stood when asked', async () => {
    await tenDays(log());
    const { store } = log();
    const read: string[] = [];
    for await (const { stream } of store.readLog()) {
      if (read.length === 0) await accepted(store.append([write('unit-r.late', ABSENT, 'late')]));
      read.push(stream);
    }
    expect(read).toHaveLength(11);
    expect(read).not.toContain('unit-r.late');
  });

  test('the head of the log: none while empty, then the cursor of the last fact', async () => {
    const { store } = log();
    expect(await store.head()).toBeUndefined();
    expect(await all(store.readLog())).toEqual([]);
    await tenDays(log());
    const whole = await all(store.readLog());
    expect(await store.head()).toBe(whole.at(-1)?.cursor);
    expect(await all(store.readLog({ after: (await store.head())! }))).toEqual([]);
  });

  test('how many facts stand after a place is counted', async () => {
    const { store } = log();
    expect(await store.countAfter()).toBe(0);
    await tenDays(log());
    const whole = await all(store.readLog());
    expect(await store.countAfter()).toBe(11);
    expect(await Promise.all(whole.map(({ cursor }) => store.countAfter(cursor)))).toEqual([
      10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0,
    ]);
    const [epoch, token] = (whole.at(-1)?.cursor ?? '').split(':') as [string, string];
    await expect(store.countAfter(`${epoch}:${token}0`)).rejects.toBeInstanceOf(BadCursor);
  });

  test("a category's streams are told by their first facts, in the order of their names, of one root or of all", async () => {
    const { store } = log();
    expect(await store.firstFacts('cycle')).toEqual([]);
    await accepted(store.append([write('cycle-r.b', ABSENT, 'b0', 'b1'), write('cycles-r.x', ABSENT, 'x')]));
    await accepted(store.append([write('cycle-r-home.z', ABSENT, 'z'), write('unit-r.cycle-r.y', ABSENT, 'y')]));
    const names = async (root?: string): Promise<string[]> =>
      (await store.firstFacts('cycle', root)).map(({ stream, rev, id }) => `${stream}@${rev} ${id}`);
    const [b, z, a] = ['b0', 'z', 'a'].map((name) => fact(name).id);
    expect(await names('r')).toEqual([`cycle-r.b@0 ${b}`]);
    expect(new Set(await names())).toEqual(new Set([`cycle-r-home.z@0 ${z}`, `cycle-r.b@0 ${b}`]));
    await accepted(store.append([write('cycle-r.a', ABSENT, 'a'), write('cycle-r.b', 1, 'b2')]));
    expect(await names('r')).toEqual([`cycle-r.a@0 ${a}`, `cycle-r.b@0 ${b}`]);
    expect(await names('r-home')).toEqual([`cycle-r-home.z@0 ${z}`]);
    expect(await names('none')).toEqual([]);
  });

  test('cursors are ordered as the log is', async () => {
    await tenDays(log());
    const { store } = log();
    const cursors = (await all(store.readLog())).map(({ cursor }) => cursor);
    expect(cursors.toReversed().toSorted((a, b) => store.compareCursors(a, b))).toEqual(cursors);
    expect(store.compareCursors(cursors[3]!, cursors[3]!)).toBe(0);
    expect(new Set(cursors).size).toBe(11);
  });

  test('a cursor of another log, beyond the end or without meaning is refused, not taken for a place', async () => {
    await tenDays(log());
    const { store } = log();
    const head = (await store.head())!;
    const [epoch, token] = head.split(':') as [string, string];
    for (const bad of [`other:${token}`, '', token, `${epoch}:`, `${epoch}:x`, `${epoch}:-1`, `${epoch}:1:1`]) {
      await expect(all(store.readLog({ after: bad }))).rejects.toBeInstanceOf(BadCursor);
      await expect(all(store.follow({ after: bad, signal: new AbortController().signal }))).rejects.toBeInstanceOf(
        BadCursor,
      );
      expect(() => store.compareCursors(head, bad)).toThrow(BadCursor);
      expect(() => store.compareCursors(bad, head)).toThrow(BadCursor);
    }
    await expect(all(store.readLog({ after: `${epoch}:${token}0` }))).rejects.toBeInstanceOf(BadCursor);
  });

  test('the clock, where there is one, is the present', async () => {
    const clock = (await log().store.clock()) ?? Date.now();
    expect(Math.abs(clock - Date.now())).toBeLessThan(5_000);
  });

  test('a closed store is unavailable, and nothing was written', async () => {
    await tenDays(log());
    const { store } = log();
    await store.close();
    const refused = store.append([write('home-r.late', ABSENT, 'late')]);
    await expect(refused).rejects.toBeInstanceOf(Unavailable);
    await expect(refused).rejects.toMatchObject({ outcome: 'nothingWritten' });
    await expect(store.heads(['home-r.a'])).rejects.toBeInstanceOf(Unavailable);
    await expect(all(store.readStream('home-r.a'))).rejects.toBeInstanceOf(Unavailable);
  });

  test('streams read at once come whole, each from where it was asked, however long it is', async () => {
    const { store } = log();
    const lengths = [0, 1, 31, 32, 33, 64, 65, 300];
    const name = (length: number): string => `home-r.of-${length}`;
    for (const length of lengths.slice(1)) {
      const names = Array.from({ length }, (_, rev) => `${length}@${rev}`);
      await accepted(store.append([write(name(length), ABSENT, ...names)]));
    }
    const asked = lengths.flatMap((length) => [0, 1, 32, 40].map((from) => ({ length, from })));
    const got = await Promise.all(asked.map(({ length, from }) => all(store.readStream(name(length), { from }))));
    for (const [index, { length, from }] of asked.entries()) {
      const revs = Array.from({ length: Math.max(0, length - from) }, (_, place) => from + place);
      expect(got[index]?.map(({ stream, rev, id }) => [stream, rev, id])).toEqual(
        revs.map((rev) => [name(length), rev, fact(`${length}@${rev}`).id]),
      );
    }
  });
}
