import { expect, test } from '@jest/globals';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import type { Cursor, EventStore, StoredFact } from '../../../libs/engine/ports/event-store.js';
import { accepted, all, drawing, plain, write } from './given.js';
import type { OpenLog } from './given.js';

const FACTS = Number(process.env['HEARTH_NOSKIP_FACTS'] ?? 20_000);
const WRITERS = Number(process.env['HEARTH_NOSKIP_WRITERS'] ?? 8);
const LIMIT_MS = Math.max(60_000, FACTS * 4);

/** Follows until `count` facts have come, then stops. */
async function take(store: EventStore, count: number, after?: Cursor): Promise<StoredFact[]> {
  const stop = new AbortController();
  const got: StoredFact[] = [];
  if (count === 0) return got;
  for await (const fact of store.follow({ signal: stop.signal, ...(after === undefined ? {} : { after }) })) {
    got.push(fact);
    if (got.length === count) stop.abort();
  }
  return got;
}

/**
 * Writers that append one to four facts on one or two streams of their own, until `count` facts are written. Now and
 * then one stalls, or asks for what must be refused.
 */
async function writeConcurrently(stores: readonly EventStore[], count: number): Promise<number> {
  let left = count;
  let written = 0;
  const writer = async (index: number): Promise<void> => {
    const draw = drawing(index);
    const heads = [ABSENT, ABSENT];
    const store = stores[index % stores.length]!;
    for (let turn = 0; left > 0; turn += 1) {
      if (draw(100) === 0) await new Promise((resolve) => setTimeout(resolve, draw(5)));
      if (draw(50) === 0) {
        const wrong = write(`home-r.${index}-0`, heads[0]! + 1, 'wrong');
        if ((await store.append([wrong, write(`home-r.${index}-none`, ABSENT, 'wrong too')])).ok)
          throw new Error('not refused');
      }
      const streams = draw(2) === 0 ? [draw(2)] : [0, 1];
      const writes = streams.map((stream) => {
        const names = Array.from({ length: 1 + draw(2) }, (_, i) => `${index}-${turn}-${stream}-${i}`);
        const made = write(`home-r.${index}-${stream}`, heads[stream]!, ...names);
        heads[stream]! += names.length;
        left -= names.length;
        written += names.length;
        return made;
      });
      await accepted(store.append(writes));
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, (_, index) => writer(index)));
  return written;
}

export function following(log: () => OpenLog): void {
  test('goes on with what is appended, in the order of the log, until it is told to stop', async () => {
    const { store } = log();
    await accepted(store.append([write('home-r.a', ABSENT, '1', '2')]));
    const following = take(store, 5);
    await accepted(store.append([write('home-r.a', 1, '3')]));
    await accepted(store.append([write('unit-r.b', ABSENT, '4', '5')]));
    const got = await following;
    expect(plain(got)).toEqual(plain(await all(store.readLog())));
    expect(got.map(({ stream, rev }) => `${stream}@${rev}`)).toEqual([
      'home-r.a@0',
      'home-r.a@1',
      'home-r.a@2',
      'unit-r.b@0',
      'unit-r.b@1',
    ]);
  });

  test('stops at once when told while it waits, or before it began', async () => {
    const { store } = log();
    const stop = new AbortController();
    const waiting = all(store.follow({ signal: stop.signal }));
    setTimeout(() => stop.abort(), 50);
    expect(await waiting).toEqual([]);
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    expect(await all(store.follow({ signal: AbortSignal.abort() }))).toEqual([]);
  });

  test('hears of what another handle on the log appends', async () => {
    const { store, another } = log();
    const other = another === undefined ? store : await another();
    const following = take(other, 2);
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await accepted(other.append([write('home-r.a', 0, '2')]));
    expect((await following).map(({ rev }) => rev)).toEqual([0, 1]);
  });

  test('resumed after each fact, also in the middle of an append, it skips and repeats nothing', async () => {
    const { store } = log();
    await accepted(store.append([write('home-r.a', ABSENT, '1', '2'), write('unit-r.b', ABSENT, '3', '4')]));
    await accepted(store.append([write('home-r.a', 1, '5')]));
    await accepted(store.append([write('unit-r.b', 1, '6', '7', '8')]));
    const whole = await all(store.readLog());
    for (const [index, { cursor }] of whole.entries()) {
      const rest = await take(store, whole.length - index - 1, cursor);
      expect(plain(rest)).toEqual(plain(whole.slice(index + 1)));
    }
  });

  test(
    `of ${FACTS} facts by ${WRITERS} concurrent writers, no follower skips, repeats or reorders one`,
    async () => {
      const { store, another } = log();
      const stores = another === undefined ? [store] : [store, await another()];
      const stop = new AbortController();
      // Until the last fact, however many came before it: one that skips must fail, not wait.
      const follower = async (from: EventStore, resumeEvery: number): Promise<string[]> => {
        const seen: string[] = [];
        let after: Cursor | undefined;
        while (seen.at(-1) !== 'home-r.last@0') {
          let round = 0;
          for await (const fact of from.follow({ signal: stop.signal, ...(after === undefined ? {} : { after }) })) {
            seen.push(`${fact.stream}@${fact.rev}`);
            after = fact.cursor;
            round += 1;
            if (round >= resumeEvery || fact.stream === 'home-r.last') break;
          }
          // A store that was closed, because the test took too long, ends every follower at once: without this, the loop
          // never ended and kept its process busy.
          if (round === 0) throw new Error('the store was closed before the last fact was followed');
        }
        return seen;
      };
      const disturbing = log().disturb?.(stop.signal) ?? Promise.resolve(1);
      const followers = [follower(stores[0]!, Number.POSITIVE_INFINITY), follower(stores.at(-1)!, 97)];
      const written = await writeConcurrently(stores, FACTS);
      await accepted(store.append([write('home-r.last', ABSENT, 'last')]));
      const seen = await Promise.all(followers);
      stop.abort();
      expect(await disturbing).toBeGreaterThan(0);
      const order: string[] = [];
      for await (const { stream, rev } of store.readLog()) order.push(`${stream}@${rev}`);
      expect(order).toHaveLength(written + 1);
      for (const each of seen) expect(each.join('\n') === order.join('\n')).toBe(true);
    },
    LIMIT_MS,
  );
}
