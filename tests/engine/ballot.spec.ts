/** Secret ballots: that someone voted is a fact; what, stands nowhere until nobody can be tied to it. */
import { expect, test } from '@jest/globals';
import { decodeEnvelope } from '../../libs/engine/envelope/envelope.js';
import { factId } from '../../libs/engine/envelope/ids.js';
import type { Ballots } from '../../libs/engine/execute/engine-parts.js';
import type { Outcome } from '../../libs/engine/decide/outcome.js';
import type { EventStore } from '../../libs/engine/ports/event-store.js';
import { accepted, type Actor, type House } from '../given.js';
import { CYCLE, federation, onEachStore, stream, tally, type Federation, type Log } from './federation.js';

const URN = stream('urn', 'r1');
const KEY = `ballot:${URN}`;

interface Round extends Federation {
  readonly elders: readonly [Actor, Actor, Actor];
}

async function round(log: Log, parts: Parameters<typeof federation>[1] = {}): Promise<Round> {
  const given = await federation(log, parts);
  const elder = (account: string): Promise<Actor> => given.house.actor('elder', 'top', account);
  const elders = [await elder('una'), await elder('bo'), await elder('cai')] as const;
  await given.house.accepts(CYCLE, 'openUrn', { round: 'r1' }, elders[0], {}, { key: 'open' });
  return { ...given, elders };
}

function drop(house: House, by: Actor, bean: string, key = 'drop'): Promise<Outcome> {
  return house.give(CYCLE, 'dropBean', { round: 'r1' }, by, { bean }, { key });
}

function empty(house: House, by: Actor, key = 'empty'): Promise<Outcome> {
  return house.give(CYCLE, 'emptyUrn', { round: 'r1' }, by, {}, { key });
}

onEachStore('a secret ballot', (log) => {
  test('a vote is in the log with its voter and time, and its choice in no part of it', async () => {
    const { house, elders, keys } = await round(log());
    accepted(await drop(house, elders[0], 'white'));
    accepted(await drop(house, elders[1], 'black'));
    const [, una, bo] = await house.facts(URN);
    expect([una?.by, bo?.by]).toMatchObject([{ account: 'una' }, { account: 'bo' }]);
    expect([una?.data, bo?.data]).toEqual([{}, {}]);
    // The digest of what was asked is the same for both: it knows nothing of the choice.
    expect(una?.request).toBe(bo?.request);
    expect(await keys.get(KEY)).toBeDefined();
    expect(await bytesOf(log().store, URN)).not.toMatch(/black|white/);
  });

  test('nobody votes twice, and a vote that comes again changes nothing', async () => {
    const { house, elders } = await round(log());
    accepted(await drop(house, elders[0], 'white'));
    expect(await drop(house, elders[0], 'black', 'other')).toMatchObject({ rejection: { reason: 'alreadyDone' } });
    expect(accepted(await drop(house, elders[0], 'black')).repeated).toBe(true);
    accepted(await empty(house, elders[1]));
    expect((await house.facts(URN)).at(-1)?.data).toEqual({ beans: ['white'] });
  });

  test('too many attempts are refused, and nobody else is held up', async () => {
    const { house, elders, votes } = await round(log());
    const attempt = (index: number) =>
      votes.put({ ballot: URN, account: elders[0].account, command: `attempt ${index}`, choice: 'white' });
    for (let index = 0; index < 32; index += 1) await attempt(index);
    const refusal = { kind: 'rejected', rejection: { reason: 'limitReached', params: { field: 'attempts' } } };
    expect(await drop(house, elders[0], 'white')).toMatchObject(refusal);
    accepted(await drop(house, elders[1], 'black'));
    expect((await house.facts(URN)).map(({ type }) => type)).toEqual(['urnOpened', 'beanDropped']);
  });

  test('closing writes the choices, sorted, by nobody, and destroys rows and key', async () => {
    const { house, elders, keys, votes } = await round(log());
    accepted(await drop(house, elders[0], 'white'));
    accepted(await drop(house, elders[1], 'black'));
    accepted(await drop(house, elders[2], 'white'));
    accepted(await empty(house, elders[2]));
    const closed = (await house.facts(URN)).at(-1);
    expect(closed).toMatchObject({ by: { anonymous: true }, data: { beans: ['black', 'white', 'white'] } });
    expect(await keys.get(KEY)).toBeUndefined();
    const cast = (await house.facts(URN)).filter(({ type }) => type === 'beanDropped').map(({ command }) => command);
    await expect(votes.choices(URN, new Set(cast))).rejects.toThrow(/erased/);
  });

  test('after the closing no vote is taken, also by a process that has not heard of it', async () => {
    const { house, elders, another } = await round(log());
    const other = await another();
    accepted(await drop(other, elders[0], 'white'));
    accepted(await empty(house, elders[2]));
    const late = [await drop(other, elders[1], 'black'), await drop(house, elders[1], 'black', 'x')];
    expect(tally(late)).toEqual({ stageForbids: 2 });
    expect((await house.facts(URN)).map(({ type }) => type)).toEqual(['urnOpened', 'beanDropped', 'urnEmptied']);
  });

  test('a second closing, by a process that has not heard of the first, is refused', async () => {
    const { house, elders, another } = await round(log());
    const other = await another();
    accepted(await drop(other, elders[0], 'white'));
    accepted(await empty(house, elders[2]));
    expect(await empty(other, elders[1])).toMatchObject({ rejection: { reason: 'stageForbids' } });
  });

  test('votes and a closing at once: what is counted is what was cast', async () => {
    const { house, elders, another } = await round(log());
    const other = await another();
    const outcomes = await Promise.all([
      drop(house, elders[0], 'white'),
      drop(other, elders[1], 'black'),
      empty(other, elders[2]),
      drop(house, elders[2], 'white'),
    ]);
    const facts = await house.facts(URN);
    const cast = facts.filter(({ type }) => type === 'beanDropped').map(({ by }) => 'account' in by && by.account);
    const beans = { una: 'white', bo: 'black', cai: 'white' };
    const counted = cast.map((account) => beans[account as 'una']).sort();
    expect(facts.at(-1)).toMatchObject({ type: 'urnEmptied', data: { beans: counted } });
    expect(tally(outcomes)['accepted']).toBe(cast.length + 1);
  });

  test('a choice whose fact was never written does not count', async () => {
    const broken = { now: false };
    const { store } = log();
    const { house, elders, another } = await round(log());
    const other = await another({ store: breaking(store, broken) });
    broken.now = true;
    await expect(drop(other, elders[0], 'black')).rejects.toThrow('the power went');
    broken.now = false;
    accepted(await drop(house, elders[0], 'white', 'another try'));
    accepted(await drop(house, elders[1], 'white'));
    accepted(await empty(house, elders[2]));
    expect((await house.facts(URN)).at(-1)?.data).toEqual({ beans: ['white', 'white'] });
  });

  test('rows and key that a crash left behind after the closing are destroyed by the follower', async () => {
    let broken = true;
    const given = await round(log());
    const { votes, keys, elders } = given;
    const sparing: Ballots = {
      put: (vote) => votes.put(vote),
      choices: (ballot, counted) => votes.choices(ballot, counted),
      destroy: (ballot) => (broken ? Promise.reject(new Error('the power went')) : votes.destroy(ballot)),
    };
    const house = await given.another({ votes: sparing });
    accepted(await drop(house, elders[0], 'white'));
    await expect(empty(house, elders[1])).rejects.toThrow('the power went');
    expect(await keys.get(KEY)).toBeDefined();
    broken = false;
    expect(accepted(await empty(house, elders[1])).repeated).toBe(true);
    await house.settled();
    expect(await keys.get(KEY)).toBeUndefined();
  });

  test("an append's facts can be told by their ids, in the order in which they stand", async () => {
    const { house, elders } = await round(log());
    accepted(await drop(house, elders[0], 'white'));
    const appends = new Map<string, { id: string; command: string }[]>();
    for await (const { append, bytes } of house.parts.store.readLog()) {
      const { id, command } = decodeEnvelope(bytes);
      appends.set(append, [...(appends.get(append) ?? []), { id, command }]);
    }
    for (const facts of appends.values()) {
      expect(facts.map(({ id }) => id)).toEqual(facts.map(({ command }, index) => factId(command, index)));
    }
  });
});

async function bytesOf(store: EventStore, name: string): Promise<string> {
  let text = '';
  for await (const { bytes } of store.readStream(name)) text += Buffer.from(bytes).toString('utf8');
  return text;
}

/** A store that loses its power before it writes, while told to. */
function breaking(store: EventStore, broken: { readonly now: boolean }): EventStore {
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'append' && broken.now) return () => Promise.reject(new Error('the power went'));
      return target[name as 'heads'].bind(target) as unknown;
    },
  });
}
