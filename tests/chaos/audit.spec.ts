/** What the audit says of logs that went wrong. */
import { describe, expect, test } from '@jest/globals';
import type { EventStore, Write } from '../../libs/engine/ports/event-store.js';
import { memoryStore } from '../../libs/store/memory/memory-store.js';
import type { Answered } from './application.js';
import { commandsOf, type Asked } from './federation.js';
import { held } from './kill.js';

const CYCLE = 'k';
const [one, two, three] = commandsOf(CYCLE) as [Asked, Asked, Asked];
const sound = { there: 1, lost: [], doubled: [], torn: [], strangers: 0 };

/** A log with these appends, each a list of [stream and type of a fact, its command]. */
async function logOf(...appends: (readonly [fact: string, command: string])[][]): Promise<EventStore> {
  const store = memoryStore();
  const revs = new Map<string, number>();
  let id = 0;
  for (const append of appends) {
    const writes = append.map(([fact, command]): Write => {
      const [stream = '', type = ''] = fact.split(' ');
      const expected = revs.get(stream) ?? -1;
      revs.set(stream, expected + 1);
      const bytes = Buffer.from(JSON.stringify({ v: 1, command }));
      return { stream, expected, facts: [{ id: `f${(id += 1)}`, type, at: '2024-04-02T01:00:00.000Z', bytes }] };
    });
    expect(await store.append(writes)).toMatchObject({ ok: true });
  }
  return store;
}

const facts = (asked: Asked) => asked.facts.map((fact) => [fact, asked.id] as const);
const told = ({ command: { key } }: Asked): Answered => ({ said: 'accepted', key, from: 0, to: 0, repeated: false });

describe('the audit', () => {
  test('of 200 commands, each with an id and two streams of its own', () => {
    const all = commandsOf(CYCLE);
    expect(all).toHaveLength(200);
    expect(new Set(all.map(({ id }) => id)).size).toBe(200);
    expect(new Set(all.map(({ stream }) => stream)).size).toBe(200);
  });

  test('is content with what was acknowledged and is there, and with what was not and is not', async () => {
    expect(await held(await logOf(facts(one)), CYCLE, [told(one)])).toEqual(sound);
    expect(await held(await logOf(facts(one)), CYCLE, [])).toEqual(sound);
  });

  test('sees what was acknowledged and is not there', async () => {
    expect(await held(await logOf(facts(one)), CYCLE, [told(one), told(two)])).toEqual({
      ...sound,
      lost: [two.command.key],
    });
  });

  test('sees a command whose facts were written twice', async () => {
    const log = await logOf(facts(one), facts(two), facts(one));
    expect(await held(log, CYCLE, [told(one)])).toEqual({ ...sound, there: 2, doubled: [one.command.key] });
  });

  test('sees half of what belongs together', async () => {
    const log = await logOf(facts(one), facts(three).slice(0, 1));
    expect(await held(log, CYCLE, [told(one)])).toEqual({ ...sound, there: 2, torn: [three.command.key] });
  });

  test('sees a home that was put forward by a command nobody gave', async () => {
    const log = await logOf(facts(one), [[two.facts[0] ?? '', 'somebody else']]);
    expect(await held(log, CYCLE, [told(one)])).toEqual({ ...sound, strangers: 1 });
  });
});
