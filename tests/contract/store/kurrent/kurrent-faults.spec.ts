/** KurrentDB when calls are lost and servers are killed or frozen. */
import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { ABSENT, BadAppend, LIMITS, Unavailable } from '../../../../libs/engine/ports/event-store.js';
import { house } from '../../../given.js';
import { accepted, all, check, fact, write } from '../given.js';
import { losingAnswers } from '../losing-answers.contract.js';
import { kurrentForEachTest, names, until } from './kurrent-given.js';
import { audit, writeUntil } from '../ledger.js';

const { standIn, open } = kurrentForEachTest();

describe.each(['dropBefore', 'dropAfter', 'silent', 'silentAfter'] as const)('a call that is lost (%s)', (fault) => {
  const losing = async () => {
    const store = await open({ callMs: 300 });
    let before = 0;
    const asked = async (): Promise<number> => (await standIn().asked()).appends;
    return {
      store,
      lose: async (times: number) => {
        before = await asked();
        await standIn().fail({ fault, times });
      },
      // The last call is answered.
      lost: async () => (await asked()) - before - 1,
    };
  };
  losingAnswers(losing, { groups: true });
});

describe('a call that is lost', () => {
  test('for good is called unknown; what was never sent is not; both are found out afterwards', async () => {
    const store = await open({ giveUpAfterMs: 700, callMs: 200 });
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await standIn().fail({ fault: 'silentAfter', times: 1_000 });
    const lost = store.append([write('home-r.a', 0, '2')]);
    await expect(lost).rejects.toBeInstanceOf(Unavailable);
    await expect(lost).rejects.toMatchObject({ outcome: 'unknown' });
    await standIn().kill();
    // The first call after the end may have been on its way when the connection broke.
    await store.append([write('home-r.x', ABSENT, 'x')]).catch(() => undefined);
    const unsent = store.append([write('home-r.b', ABSENT, '3')]);
    await expect(unsent).rejects.toMatchObject({ outcome: 'nothingWritten' });
    await expect(store.heads(['home-r.a'])).rejects.toBeInstanceOf(Unavailable);
    await standIn().start();
    await accepted(store.append([write('home-r.a', 0, '2')]));
    expect(await store.heads(['home-r.a', 'home-r.b'])).toEqual([1, ABSENT]);
  });
});

describe('a group', () => {
  test('tells apart who repeats, who is wrong and who is neither', async () => {
    const store = await open();
    const repeated = [write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, '3')];
    await accepted(store.append(repeated, [check('cycle-r.2024', ABSENT)]));
    await accepted(store.append([write('cycle-r.2024', ABSENT, 'opened')]));
    const before = (await standIn().asked()).appends;
    const answers = await Promise.all([
      store.append([write('home-r.new', ABSENT, 'n')], [check('cycle-r.2024', 0)]),
      store.append(repeated, [check('cycle-r.2024', ABSENT)]),
      store.append([write('home-r.wrong', ABSENT, 'w')], [check('cycle-r.2024', ABSENT)]),
      store.append([{ ...write('home-r.other', ABSENT, 'o') }], [check('cycle-r.2024', 0)]),
    ]);
    expect(answers).toEqual([
      { ok: true, cursor: expect.any(String) },
      { ok: true, cursor: expect.any(String) },
      { ok: false, conflicts: [{ stream: 'cycle-r.2024', expected: ABSENT, actual: 0 }] },
      { ok: true, cursor: expect.any(String) },
    ]);
    expect(await names(store)).toEqual([
      'home-r.a@0',
      'home-r.a@1',
      'unit-r.b@0',
      'cycle-r.2024@0',
      'home-r.new@0',
      'home-r.other@0',
    ]);
    // One call for those who expect the cycle where it stands, one for the others; one for each of the two alone.
    expect((await standIn().asked()).appends - before).toBeLessThanOrEqual(4);
  });

  test('with one who finds a stream elsewhere is written without that one', async () => {
    const store = await open();
    const before = (await standIn().asked()).appends;
    const answers = await Promise.all(
      [ABSENT, ABSENT, 4, ABSENT].map((expected, i) => store.append([write(`home-r.${i}`, expected, `${i}`)])),
    );
    expect(answers.map(({ ok }) => ok)).toEqual([true, true, false, true]);
    expect(answers[2]).toMatchObject({ conflicts: [{ stream: 'home-r.2', expected: 4, actual: ABSENT }] });
    expect(await names(store)).toEqual(['home-r.0@0', 'home-r.1@0', 'home-r.3@0']);
    expect((await standIn().asked()).appends - before).toBe(2);
  });

  test('of 64 appends at once goes in few calls', async () => {
    const store = await open();
    const before = (await standIn().asked()).appends;
    await Promise.all(
      Array.from({ length: 64 }, (_, i) => accepted(store.append([write(`home-r.${i}`, ABSENT, `${i}`)]))),
    );
    expect((await standIn().asked()).appends - before).toBeLessThanOrEqual(2);
  });

  test('what breaks a limit makes no call, and its neighbours are in', async () => {
    const store = await open();
    const before = (await standIn().asked()).appends;
    const large = {
      stream: 'home-r.l',
      expected: ABSENT,
      facts: [fact('l', { bytes: Buffer.alloc(LIMITS.factBytes + 1) })],
    };
    await expect(store.append([large])).rejects.toBeInstanceOf(BadAppend);
    await expect(store.append([write('HOME-r.a', ABSENT, 'x')])).rejects.toBeInstanceOf(BadAppend);
    expect((await standIn().asked()).appends).toBe(before);
    await Promise.all(
      Array.from({ length: 39 }, (_, i) => accepted(store.append([write(`home-r.${i}`, ABSENT, `${i}`)]))),
    );
  });
});

describe('a server', () => {
  test('that leads no more is asked for the one that does', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await standIn().fail({ fault: 'notLeader', times: 1 });
    await accepted(store.append([write('home-r.a', 0, '2')]));
    await standIn().fail({ fault: 'notLeader', times: 1 });
    expect(await store.heads(['home-r.a'])).toEqual([1]);
    expect(await names(store)).toEqual(['home-r.a@0', 'home-r.a@1']);
  });

  test('that was killed is gone on with, by the same store, as soon as it is back', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await standIn().kill();
    const [reading, appending] = [names(store), store.append([write('home-r.a', 0, '2')])];
    await sleep(300);
    await standIn().start();
    await accepted(appending);
    expect((await reading)[0]).toBe('home-r.a@0');
    expect(await names(store)).toEqual(['home-r.a@0', 'home-r.a@1']);
  });

  test('that was away at the first reads after opening is read from when it is back', async () => {
    const store = await open({ giveUpAfterMs: 400, callMs: 200 });
    await standIn().kill();
    await expect(names(store)).rejects.toBeInstanceOf(Unavailable);
    await expect(store.heads(['home-r.a'])).rejects.toBeInstanceOf(Unavailable);
    await standIn().start();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    expect(await names(store)).toEqual(['home-r.a@0']);
  });

  test('that is frozen is waited for no longer than the limits, and nothing is doubled when it thaws', async () => {
    const store = await open({ giveUpAfterMs: 600, callMs: 300 });
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    standIn().freeze();
    const began = performance.now();
    const outcomes = await Promise.allSettled([
      store.append([write('home-r.a', 0, '2')]),
      names(store),
      store.heads(['home-r.a']),
    ]);
    expect(performance.now() - began).toBeLessThan(3_000);
    expect(outcomes.map((each) => each.status === 'rejected' && each.reason instanceof Unavailable)).toEqual([
      true,
      true,
      true,
    ]);
    standIn().thaw();
    await accepted(store.append([write('home-r.a', 0, '2')]));
    expect(await names(store)).toEqual(['home-r.a@0', 'home-r.a@1']);
  });

  test('that is known to be frozen is not waited for by each of those who come one after another', async () => {
    const store = await open({ giveUpAfterMs: 1_500, callMs: 300 });
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    standIn().freeze();
    const lap = async (): Promise<number> => {
      const began = performance.now();
      await expect(store.append([write('home-r.a', 0, '2')])).rejects.toBeInstanceOf(Unavailable);
      return performance.now() - began;
    };
    const [first, second, third] = [await lap(), await lap(), await lap()];
    expect(first).toBeGreaterThan(1_200);
    expect(Math.max(second, third)).toBeLessThan(900);
    standIn().thaw();
    // And when all is well, patience is what it was.
    await accepted(store.append([write('home-r.a', 0, '2')]));
    standIn().freeze();
    expect(await lap()).toBeGreaterThan(1_200);
    standIn().thaw();
  });

  test('answers a lone read at once', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, ...Array.from({ length: 15 }, (_, i) => `${i}`))]));
    const laps: number[] = [];
    for (let lap = 0; lap < 21; lap += 1) {
      const began = performance.now();
      await all(store.readStream('home-r.a'));
      laps.push(performance.now() - began);
    }
    // Through the client's bridge most take 44 ms. The median, because single laps are slow on a busy machine.
    expect(laps.toSorted((a, b) => a - b)[10]).toBeLessThan(30);
  });

  test('is not read from by commands on what is in memory', async () => {
    const store = await open();
    const north = await house('2024-07-01T09:00:00+08:00', 'north', { store });
    await north.units([['town', 'town']]);
    await north.actor('clerk', 'town', 'somebody');
    const before = await standIn().asked();
    for (const role of ['drafter', 'reader', 'keeper', 'signer']) await north.actor(role, 'town', 'somebody');
    const after = await standIn().asked();
    expect([after.reads - before.reads, after.appends - before.appends]).toEqual([0, 4]);
  });

  test('that finds a stream elsewhere, where somebody was quicker, has the command decided again', async () => {
    const store = await open();
    const north = await house('2024-07-01T09:00:00+08:00', 'north', { store });
    await north.units([['town', 'town']]);
    await standIn().fail({ fault: 'wrongRevision', times: 1 });
    const before = (await standIn().asked()).appends;
    await north.actor('clerk', 'town', 'somebody');
    expect((await standIn().asked()).appends - before).toBe(2);
    expect(await store.heads(['grant-north.somebody'])).toEqual([0]);
  });

  test('killed again and again under load: nothing lost, doubled or torn', async () => {
    const store = await open({ giveUpAfterMs: 10_000 });
    let over = false;
    const writing = writeUntil(store, 16, () => over);
    for (let kill = 0; kill < 3; kill += 1) {
      await sleep(500);
      await standIn().kill();
      await sleep(200);
      await standIn().start();
    }
    await sleep(500);
    over = true;
    const ledger = await writing;
    expect(ledger.acknowledged.length).toBeGreaterThan(100);
    expect({ ...(await audit(store, ledger)), inDoubt: ledger.inDoubt, unavailable: ledger.unavailable }).toEqual({
      lost: [],
      doubled: [],
      torn: 0,
      inDoubt: [],
      unavailable: 0,
    });
  });
});

describe('a long log', () => {
  const LONG = Array.from({ length: 14 }, (_, i) => Array.from({ length: 500 }, (_each, j) => `${i * 500 + j}`));

  test.each([
    // Pages of 256, 512 and 1,024 go over the channel, then one of 2,048 and what is left.
    ["is read through the client's bridge", 0, 2],
    // Which is then left alone for a while.
    ['is read all the same when the bridge is dead', 1_000, 1],
  ])('%s', async (_case, times, bridged) => {
    const store = await open();
    for (const [index, part] of LONG.entries())
      await accepted(store.append([write('home-r.a', index * 500 - 1, ...part)]));
    await standIn().fail({ fault: 'bridgeDown', times });
    const before = await standIn().asked();
    const revs = (await all(store.readLog())).map(({ rev }) => rev);
    const after = await standIn().asked();
    expect(revs).toEqual(Array.from({ length: 7_000 }, (_, rev) => rev));
    expect(after.bridged - before.bridged).toBe(bridged);
    // Short ones never are.
    expect(await names(await open({ roots: ['q'] }))).toEqual([]);
    expect((await standIn().asked()).bridged).toBe(after.bridged);
  });
});

describe('a follower', () => {
  test('goes on without a gap or a repetition when its subscription ends and when the server is killed', async () => {
    const store = await open({ giveUpAfterMs: 10_000 });
    const stop = new AbortController();
    const seen: string[] = [];
    const following = (async () => {
      for await (const { stream, rev } of store.follow({ signal: stop.signal })) {
        seen.push(`${stream}@${rev}`);
        if (stream === 'home-r.last') stop.abort();
      }
    })();
    for (let round = 0; round < 6; round += 1) {
      for (let each = 0; each < 20; each += 1)
        await accepted(store.append([write(`home-r.${round}`, each - 1, `${round}-${each}`)]));
      await until(async () => (await standIn().asked()).following === 1);
      if (round % 3 === 2) {
        await standIn().kill();
        await standIn().start();
      } else await standIn().fail({ fault: 'endSubscriptions' });
    }
    await accepted(store.append([write('home-r.last', ABSENT, 'last')]));
    await following;
    expect(seen).toEqual(await names(store));
  });

  test('leaves nothing behind on the server when it stops', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    for (let turn = 0; turn < 5; turn += 1)
      for await (const _ of store.follow({ signal: AbortSignal.timeout(5_000) })) break;
    const stop = new AbortController();
    const waiting = all(store.follow({ signal: stop.signal }));
    await until(async () => (await standIn().asked()).following === 1);
    stop.abort();
    expect(await waiting).toHaveLength(1);
    await until(async () => (await standIn().asked()).following === 0);
  });

  test('tells the time of a fact to the millisecond, as reading does', async () => {
    const store = await open();
    const at = '2024-04-15T01:02:03.987Z';
    const stop = new AbortController();
    const live = (async () => {
      for await (const each of store.follow({ signal: stop.signal })) return each.at;
      return undefined;
    })();
    await until(async () => (await standIn().asked()).following === 1);
    await accepted(store.append([{ stream: 'home-r.a', expected: ABSENT, facts: [fact('f', { at })] }]));
    expect([await live, (await all(store.readStream('home-r.a')))[0]?.at]).toEqual([at, at]);
    stop.abort();
  });
});
