import { describe, expect, test } from '@jest/globals';
import { ABSENT, Unavailable } from '../../engine/ports/event-store.js';
import type { AppendResult, Check, Write } from '../../engine/ports/event-store.js';
import { GROUP_LIMITS, AppendGrouper, QUEUE_LIMITS } from './group-appends.js';
import type { PendingAppend } from './group-appends.js';

const write = (stream: string, bytes = 1): Write => ({
  stream: `home-r.${stream}`,
  expected: ABSENT,
  facts: [{ id: stream, type: 'made', at: '2024-04-15T00:00:00.000Z', bytes: Buffer.alloc(bytes) }],
});
const check = (stream: string): Check => ({ stream: `home-r.${stream}`, expected: ABSENT });
/** The streams an append writes, without their category. */
const name = (asked: PendingAppend): string =>
  asked.targets
    .slice(0, asked.written)
    .map(({ stream }) => stream.slice('home-r.'.length))
    .join('+');

/** A store that keeps groups waiting until it is told to go on, and says which groups it was sent. */
function slowStore(): { grouping: AppendGrouper; groups: string[][]; goOn: () => void } {
  const groups: string[][] = [];
  let goOn = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const grouping = new AppendGrouper(async (group) => {
    groups.push(group.map(name));
    await gate;
    return group.map((): AppendResult => ({ ok: true, cursor: 'x' }));
  });
  return { grouping, groups, goOn };
}

describe('grouping of appends', () => {
  test.each<[string, [Write[], Check[]][], string[][]]>([
    [
      'independent appends go together',
      [
        [[write('a')], []],
        [[write('b')], []],
        [[write('c')], []],
      ],
      [['a', 'b', 'c']],
    ],
    [
      'equal checks go together',
      [
        [[write('a')], [check('x')]],
        [[write('b')], [check('x')]],
      ],
      [['a', 'b']],
    ],
    [
      'two writers of one stream do not',
      [
        [[write('a')], []],
        [[write('a')], []],
        [[write('b')], []],
      ],
      [['a', 'b'], ['a']],
    ],
    [
      'a check of what an earlier one writes waits',
      [
        [[write('a')], []],
        [[write('b')], [check('a')]],
      ],
      [['a'], ['b']],
    ],
    [
      'a write of what an earlier one checks does not wait',
      [
        [[write('a')], [check('b')]],
        [[write('b')], []],
      ],
      [['a', 'b']],
    ],
    [
      'each writes what the other checks: never together',
      [
        [[write('a')], [check('b')]],
        [[write('b')], [check('a')]],
      ],
      [['a'], ['b']],
    ],
    [
      'what depends on one that waits, waits behind it',
      [
        [[write('a')], []],
        [[write('a'), write('b')], []],
        [[write('b')], []],
        [[write('c')], [check('b')]],
      ],
      [['a'], ['a+b'], ['b'], ['c']],
    ],
    [
      'what one that waits has checked is not written before it',
      [
        [[write('a')], []],
        [[write('a')], [check('b')]],
        [[write('b')], []],
        [[write('c')], []],
      ],
      [
        ['a', 'c'],
        ['a', 'b'],
      ],
    ],
  ])('%s', async (_case, appends, expected) => {
    const { grouping, groups, goOn } = slowStore();
    goOn();
    await Promise.all(appends.map(([writes, checks]) => grouping.append(writes, checks)));
    expect(groups).toEqual(expected);
  });

  test('a group is bounded in appends and in bytes', async () => {
    const { grouping, groups, goOn } = slowStore();
    const appends = Array.from({ length: 300 }, (_, i) => grouping.append([write(`n${i}`)], []));
    goOn();
    await Promise.all(appends);
    expect(groups.map((group) => group.length)).toEqual([GROUP_LIMITS.appends, 300 - GROUP_LIMITS.appends]);
    groups.length = 0;
    await Promise.all(Array.from({ length: 6 }, (_, i) => grouping.append([write(`b${i}`, 256 * 1024)], [])));
    expect(groups.map((group) => group.length)).toEqual([4, 2]);
  });

  test('bytes that change after the call are sent as they were', async () => {
    let sent = '';
    const grouping = new AppendGrouper(async (group) => {
      sent = String(group[0]?.bytes);
      return [{ ok: true, cursor: 'x' }];
    });
    const bytes = Buffer.from('before');
    const fact = { id: 'a', type: 'made', at: '2024-04-15T00:00:00.000Z', bytes };
    const appending = grouping.append([{ stream: 'home-r.a', expected: ABSENT, facts: [fact] }], []);
    bytes.fill('x');
    await appending;
    expect(sent).toBe('before');
  });

  test('above the bound of the queue an append is refused at once, and those that wait are answered', async () => {
    const { grouping, goOn } = slowStore();
    const waiting = Array.from({ length: QUEUE_LIMITS.appends }, (_, i) => grouping.append([write(`n${i}`)], []));
    const first = grouping.append([write('late')], []);
    await expect(first).rejects.toBeInstanceOf(Unavailable);
    await expect(first).rejects.toMatchObject({ outcome: 'nothingWritten' });
    goOn();
    expect((await Promise.all(waiting)).map(({ ok }) => ok)).toEqual(Array(QUEUE_LIMITS.appends).fill(true));
    expect(await grouping.append([write('later')], [])).toEqual({ ok: true, cursor: 'x' });
  });

  test('a group that fails is answered with its error, and the next one goes on', async () => {
    let times = 0;
    const grouping = new AppendGrouper(async (group) => {
      times += 1;
      if (times === 1) throw new Unavailable('gone', 'unknown');
      return group.map(() => (times === 2 ? new Error('only this one') : { ok: true as const, cursor: 'x' }));
    });
    await expect(grouping.append([write('a')], [])).rejects.toMatchObject({ outcome: 'unknown' });
    await expect(grouping.append([write('b')], [])).rejects.toThrow('only this one');
    expect(await grouping.append([write('c')], [])).toEqual({ ok: true, cursor: 'x' });
  });

  test('closing waits for what was taken and takes no more', async () => {
    const { grouping, goOn } = slowStore();
    const taken = grouping.append([write('a')], []);
    const closing = grouping.close();
    await expect(grouping.append([write('b')], [])).rejects.toBeInstanceOf(Unavailable);
    goOn();
    await closing;
    expect(await taken).toEqual({ ok: true, cursor: 'x' });
  });
});
