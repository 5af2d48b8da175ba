/** What a log on KurrentDB is made of and what is refused of it, when it is read and when it is opened. */
import { describe, expect, test } from '@jest/globals';
import { ABSENT, BadCursor } from '../../../../libs/engine/ports/event-store.js';
import { KurrentRefused } from '../../../../libs/store/kurrent/failures.js';
import { ForeignEvent } from '../../../../libs/store/kurrent/records.js';
import { kurrentStore, type KurrentOptions } from '../../../../libs/store/kurrent/kurrent-store.js';
import { rawClient, rawRecord } from '../../../kurrent/raw.js';
import { startStandIn, type StandInSettings } from '../../../kurrent/stand-in.js';
import { accepted, all, plain, write } from '../given.js';
import { kurrentForEachTest, names } from './kurrent-given.js';

const { standIn, open, afterwards } = kurrentForEachTest();

describe('what the log is made of', () => {
  test("is facts alone: the server's own streams are none of it, whatever the types of their events", async () => {
    const store = await open();
    const stop = new AbortController();
    const followed = (async () => {
      const seen: string[] = [];
      for await (const { stream } of store.follow({ signal: stop.signal })) {
        seen.push(stream);
        if (seen.length === 120) stop.abort();
      }
      return seen;
    })();
    // After each fiftieth call the stand-in writes a record of its own.
    for (let i = 0; i < 120; i += 1) await accepted(store.append([write(`home-r.${i}`, ABSENT, `${i}`)]));
    const log = await all(store.readLog());
    expect(log).toHaveLength(120);
    expect(await store.head()).toBe(log.at(-1)?.cursor);
    expect(await store.countAfter()).toBe(120);
    expect(await followed).toEqual(log.map(({ stream }) => stream));
  });

  test('nobody else writes: an event of another program is refused by its name', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    const client = rawClient(standIn().url);
    afterwards(() => client.dispose());
    await client.appendRecords([rawRecord('other-shop.order')], []);
    await expect(names(store)).rejects.toBeInstanceOf(ForeignEvent);
    await expect(names(store)).rejects.toThrow('other-shop.order@0');
    // A federation that has a server to itself is not troubled by what others do beside it.
    const ours = await open({ roots: ['q'] });
    await accepted(ours.append([write('home-q.a', ABSENT, '1')]));
    expect(await names(ours)).toEqual(['home-q.a@0']);
  });

  test('a stream that has lost its beginning is refused, wherever it is read', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1', '2', '3'), write('home-r.b', ABSENT, '4')]));
    await standIn().remove({ kind: 'truncate', stream: 'home-r.a', before: 2 });
    const refused = [
      () => all(store.readStream('home-r.a')),
      () => all(store.readStream('home-r.a', { from: 1 })),
      () => all(store.readStream('home-r.a', { backwards: true })),
    ];
    for (const read of refused) await expect(read()).rejects.toMatchObject({ kind: 'lost' });
    // Still in the log, until it is scavenged.
    expect(await names(store)).toHaveLength(4);
    await standIn().remove({ kind: 'scavenge' });
    await expect(names(store)).rejects.toMatchObject({
      kind: 'lost',
      parameters: { stream: 'home-r.a', revision: '2' },
    });
    expect((await all(store.readStream('home-r.b'))).length).toBe(1);
  });

  test('a stream that was deleted and is written again goes on with its numbers, and is told to have lost its beginning', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1', '2')]));
    await standIn().remove({ kind: 'delete', stream: 'home-r.a' });
    await expect(store.append([write('home-r.a', 0, '3')])).rejects.toMatchObject({
      kind: 'deleted',
      parameters: { what: 'home-r.a' },
    });
    const again = store.append([write('home-r.a', ABSENT, '3')]);
    await expect(again).rejects.toBeInstanceOf(KurrentRefused);
    await expect(again).rejects.toMatchObject({ kind: 'lost', parameters: { revision: '2' } });
  });

  test('a stream that was deleted for good is refused, read or written', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await standIn().remove({ kind: 'tombstone', stream: 'home-r.a' });
    await expect(store.append([write('home-r.a', 0, '2')])).rejects.toMatchObject({
      kind: 'deleted',
      parameters: { what: 'home-r.a' },
    });
    await expect(all(store.readStream('home-r.a'))).rejects.toMatchObject({ kind: 'deleted' });
    await expect(store.heads(['home-r.a'])).rejects.toMatchObject({ kind: 'deleted' });
  });

  test('a place between two facts is no place to go on from', async () => {
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    const cursor = await accepted(store.append([write('home-r.a', 0, '2')]));
    const [epoch, position] = cursor.split(':') as [string, string];
    await expect(all(store.readLog({ after: `${epoch}:${Number(position) - 1}` }))).rejects.toBeInstanceOf(BadCursor);
  });
});

describe('opening', () => {
  const refused = async (settings: StandInSettings, options: Partial<KurrentOptions> = {}): Promise<unknown> => {
    const other = await startStandIn(settings);
    afterwards(() => other.stop());
    return kurrentStore({ url: other.url, ...options }).then(
      (store) => store.close(),
      (error: unknown) => error,
    );
  };

  test.each(['22.10.5', '25.1.0', '26.0.2'])(
    'a server of version %s is refused, with what it is and what is needed',
    async (version) => {
      expect(await refused({ version })).toMatchObject({ kind: 'tooOld', parameters: { version, needed: '26.1' } });
    },
  );

  test.each(['26.1.3', '26.10.0', '27.0.0'])('a server of version %s is taken', async (version) => {
    expect(await refused({ version })).toBeUndefined();
  });

  test('a server that is away is told at once; when it is back, it is opened and read from', async () => {
    await standIn().kill();
    const began = performance.now();
    await expect(open()).rejects.toMatchObject({ kind: 'away' });
    expect(performance.now() - began).toBeLessThan(5_000);
    await standIn().start();
    const store = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    expect(await names(store)).toEqual(['home-r.a@0']);
  });

  test('a server that says nothing is given up', async () => {
    standIn().freeze();
    const began = performance.now();
    await expect(open()).rejects.toMatchObject({ kind: 'silent' });
    expect(performance.now() - began).toBeLessThan(12_000);
    standIn().thaw();
  });

  test('no traffic is taken before the first read was answered', async () => {
    await standIn().fail({ fault: 'readsDown', times: 1 });
    await expect(open()).rejects.toMatchObject({ kind: 'away' });
    await open();
  });

  test('at once by several, and again after a restart, it is one log with one epoch', async () => {
    const stores = await Promise.all([open(), open(), open(), open()]);
    const [first] = await Promise.all(
      stores.map((store, i) => accepted(store.append([write(`home-r.${i}`, ABSENT, `${i}`)]))),
    );
    await standIn().kill();
    await standIn().start();
    const again = await open();
    const log = await all(again.readLog());
    expect(new Set(log.map(({ cursor }) => cursor.split(':')[0])).size).toBe(1);
    expect(first?.split(':')[0]).toBe(log[0]?.cursor.split(':')[0]);
    expect(plain(log)).toEqual(plain(await all(stores[3]!.readLog())));
  });
});
