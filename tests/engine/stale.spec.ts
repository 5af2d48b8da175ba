/** What is remembered may be stale: nothing is refused, and nothing accepted, on what another process has changed. */
import { expect, test } from '@jest/globals';
import { Unavailable, type EventStore } from '../../libs/engine/ports/event-store.js';
import { accepted } from '../given.js';
import { build, CYCLE, federation, onEachStore, PHONE, ROOT, stream, UNIT } from './federation.js';

const MEADOW = stream('meadow', UNIT);

onEachStore('stale memory', (log) => {
  test('a refusal for quota is decided anew once another process has given a place', async () => {
    const { house, keeper, another } = await federation(log());
    const room = (places: number) => ({ quota: 'room', unit: UNIT, places });
    await house.service.setUp(ROOT, 'giveQuota', { cycle: CYCLE }, room(1));
    await build(house, keeper, 'h1', { key: 'k' });
    expect(await build(house, keeper, 'h2', { key: 'k' })).toMatchObject({ rejection: { reason: 'quotaExceeded' } });
    await (await another()).service.setUp(ROOT, 'giveQuota', { cycle: CYCLE }, room(2));
    accepted(await build(house, keeper, 'h2', { key: 'k' }));
  });

  test('a grant that another process revoked counts no more', async () => {
    const { house, keeper, another } = await federation(log());
    await build(house, keeper, 'h1', { key: 'k' });
    const other = await another();
    accepted(await other.service.setUp(ROOT, 'revokeRole', { account: keeper.account }, { grant: keeper.grant }));
    expect(await build(house, keeper, 'h2', { key: 'k' })).toMatchObject({ rejection: { reason: 'grantRevoked' } });
    expect((await house.read(MEADOW)).fields['kites']).toEqual(['h1']);
  });

  test("a unit's extension that another process gave opens the door", async () => {
    const { house, keeper, another } = await federation(log());
    await house.setting(CYCLE, 'flyingLateness', 'refuse');
    for (const home of ['h1', 'h2', 'h3']) await build(house, keeper, home, { key: 'k' });
    const fly = (home: string) => house.give(CYCLE, 'flyKite', { home }, keeper, {}, { key: 'fly' });
    house.at('2031-03-01T23:59:59.999+08:00');
    accepted(await fly('h1'));
    house.at('2031-03-02T00:00:00+08:00');
    expect(await fly('h2')).toMatchObject({ rejection: { reason: 'late' } });
    const other = await another();
    other.now = house.now;
    const extension = { deadline: 'flyingDue', date: '2031-03-02', time: '24:00', unit: UNIT, reason: 'Storm.' };
    accepted(await other.service.setUp(ROOT, 'extendDeadline', { cycle: CYCLE }, extension));
    accepted(await fly('h2'));
    house.at('2031-03-03T00:00:00+08:00');
    expect(await fly('h3')).toMatchObject({ rejection: { reason: 'late' } });
  });

  test('a deadline that another process moved back shuts it', async () => {
    const { house, keeper, another } = await federation(log());
    await house.setting(CYCLE, 'flyingLateness', 'refuse');
    await build(house, keeper, 'h1', { key: 'k' });
    const moved = { deadline: 'flyingDue', date: '2031-01-31', time: '24:00', reason: 'Storm.' };
    accepted(await (await another()).service.setUp(ROOT, 'moveDeadline', { cycle: CYCLE }, moved));
    const flown = await house.give(CYCLE, 'flyKite', { home: 'h1' }, keeper, {}, { key: 'fly' });
    expect(flown).toMatchObject({ rejection: { reason: 'late' } });
    expect(await house.stage(stream('kite', 'h1'))).toBe('built');
  });

  test('a control field at its maximum refuses, and says which', async () => {
    const { house, keeper } = await federation(log());
    await build(house, keeper, 'h1', { key: 'k' });
    const note = (key: string) => house.give(CYCLE, 'noteKite', { home: 'h1' }, keeper, { phone: PHONE }, { key });
    for (const key of ['1', '2', '3']) accepted(await note(key));
    expect(await note('4')).toMatchObject({ rejection: { reason: 'limitReached', params: { field: 'notes' } } });
    expect(await house.facts(stream('kite', 'h1'))).toHaveLength(4);
  });
});

onEachStore('others in between, and the clock', (log) => {
  test('a command that is always overtaken gives up after two seconds, and has written nothing', async () => {
    const { keeper, house, another } = await federation(log());
    let [now, pauses] = [0, 0];
    const timer = {
      elapsed: () => now,
      pause: () => {
        pauses += 1;
        now += 100;
        return Promise.resolve();
      },
    };
    const other = await another({ store: overtaken(house.parts.store), retry: timer });
    const head = await house.parts.store.head();
    const asked = build(other, keeper, 'h1', { key: 'k' });
    await expect(asked).rejects.toThrow(Unavailable);
    await expect(asked).rejects.toMatchObject({ outcome: 'nothingWritten' });
    expect(pauses).toBe(21);
    expect(await house.parts.store.head()).toBe(head);
    accepted(await build(house, keeper, 'h1', { key: 'k' }));
  });

  test('a clock six minutes before a stream was last written is refused; at five the fact takes the later time', async () => {
    const { house, keeper } = await federation(log());
    house.at('2031-02-01T10:00:00.000+08:00');
    await build(house, keeper, 'h1', { key: 'k' });
    const head = await house.parts.store.head();
    const note = (key: string) => house.give(CYCLE, 'noteKite', { home: 'h1' }, keeper, { phone: PHONE }, { key });
    house.at('2031-02-01T09:54:00+08:00');
    await expect(note('n')).rejects.toThrow(/^clockBehind/);
    house.at('2031-02-01T09:54:59.999+08:00');
    await expect(note('n')).rejects.toThrow(Unavailable);
    expect(await house.parts.store.head()).toBe(head);
    house.at('2031-02-01T09:55:00+08:00');
    accepted(await note('n'));
    expect((await house.facts(stream('kite', 'h1'))).map(({ at }) => at)).toEqual([
      '2031-02-01T02:00:00.000Z',
      '2031-02-01T02:00:00.000Z',
    ]);
  });

  test('a clock that is none runs on a test, and not on what is real', async () => {
    const { house, keeper, another } = await federation(log());
    await expect(house.service.found('earnest', 'real')).rejects.toThrow(/^clockVirtual/);
    const real = await another({ virtualClock: false, clock: () => house.now, store: withoutClock(house.parts.store) });
    accepted(await real.service.found('earnest', 'real'));
    const given = { root: 'earnest', name: 'registerUnit', target: { key: { unit: 'top' } }, key: 'k' };
    const unit = { ...given, input: { sort: 'top', name: 'Top' }, by: { system: 'setup' } };
    await expect(house.service.execute(unit)).rejects.toThrow(/^clockVirtual/);
    accepted(await real.service.execute(unit));
    accepted(await build(house, keeper, 'h1', { key: 'k' }));
  });

  test("a real clock is held against the store's own, where it has one", async () => {
    const { house, another } = await federation(log());
    let apart = 7_000;
    const ahead = await another({ virtualClock: false, clock: () => Date.now() + apart });
    const told = await log().store.clock();
    const refusal = await ahead.service.found('earnest', 'real').then(
      () => 'none',
      (error: Error) => error.message,
    );
    expect(refusal).toMatch(told === undefined ? /^none$/ : /^clockOff/);
    expect(await house.stage('platform-earnest.root')).toBe(told === undefined ? 'founded' : 'absent');
    apart = 3_000;
    accepted(await ahead.service.found('earnest', 'real'));
    expect(await house.stage('platform-earnest.root')).toBe('founded');
  });
});

/** A store on which somebody else is always first. */
function overtaken(store: EventStore): EventStore {
  return replaced(store, {
    append: (writes) =>
      Promise.resolve({
        ok: false,
        conflicts: writes.map(({ stream: on, expected }) => ({ stream: on, expected, actual: expected + 1 })),
      }),
  });
}

function withoutClock(store: EventStore): EventStore {
  return replaced(store, { clock: () => Promise.resolve(undefined) });
}

function replaced(store: EventStore, own: Partial<EventStore>): EventStore {
  return new Proxy(store, {
    get: (target, name) => {
      const found = own[name as keyof EventStore] ?? target[name as keyof EventStore];
      return found.bind(target) as unknown;
    },
  });
}
