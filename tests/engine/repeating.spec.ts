/** The same command again is answered, not done again; the same key for something else is refused. */
import { expect, test } from '@jest/globals';
import type { Outcome } from '../../libs/engine/decide/outcome.js';
import { accepted } from '../given.js';
import { build, CYCLE, federation, onEachStore, PHONE, stream, tally, UNIT } from './federation.js';

const KITE = stream('kite', 'h1');

onEachStore('a command that comes again', (log) => {
  test('has the answer of then, with the same revisions and facts, and writes nothing', async () => {
    const { house, keeper, another } = await federation(log());
    const first = accepted(await build(house, keeper, 'h1', { key: 'k' }));
    expect(first.facts.map(({ stream: on, rev, type }) => [on, rev, type])).toEqual([
      [KITE, 0, 'kiteBuilt'],
      [stream('meadow', UNIT), 1, 'kiteCounted'],
    ]);
    const head = await house.parts.store.head();
    const again = accepted(await build(house, keeper, 'h1', { key: 'k' }));
    const elsewhere = accepted(await build(await another(), keeper, 'h1', { key: 'k' }));
    expect(again).toEqual({ ...first, repeated: true });
    expect(elsewhere).toEqual({ ...first, repeated: true });
    expect(await house.parts.store.head()).toBe(head);
  });

  test('is answered before its If-Match is looked at, also where another process wrote it', async () => {
    const { house, keeper, another } = await federation(log());
    await build(house, keeper, 'h1', { key: 'k' });
    const other = await another();
    await other.read(KITE);
    const note = (by: typeof house): Promise<Outcome> =>
      by.give(CYCLE, 'noteKite', { home: 'h1' }, keeper, { phone: PHONE }, { key: 'n', expected: 0 });
    expect(accepted(await note(house))).toMatchObject({ from: 1, to: 1, repeated: false });
    // This one still believes that the stream stands at 0, as the client does. A second later, since the store itself
    // knows an append that is equal byte for byte.
    other.now += 1_000;
    expect(accepted(await note(other))).toMatchObject({ from: 1, to: 1, repeated: true });
    expect(accepted(await note(house))).toMatchObject({ from: 1, to: 1, repeated: true });
    expect(await house.facts(KITE)).toHaveLength(2);
  });

  test('an If-Match that is stale is a conflict, in every process', async () => {
    const { house, keeper, another } = await federation(log());
    await build(house, keeper, 'h1', { key: 'k' });
    const other = await another();
    await other.read(KITE);
    const note = (by: typeof house, key: string): Promise<Outcome> =>
      by.give(CYCLE, 'noteKite', { home: 'h1' }, keeper, { phone: PHONE }, { key, expected: 0 });
    expect((await note(house, 'n1')).kind).toBe('accepted');
    const stale = { kind: 'conflict', conflicts: [{ stream: KITE, expected: 0, actual: 1 }] };
    expect(await note(house, 'n2')).toEqual(stale);
    expect(await note(other, 'n3')).toEqual(stale);
    expect(await house.facts(KITE)).toHaveLength(2);
  });

  test('the same key for something else is refused, whatever differs, and writes nothing', async () => {
    const { house, keeper, another } = await federation(log());
    await build(house, keeper, 'h1', { key: 'k' });
    const head = await house.parts.store.head();
    const other = await another();
    const outcomes = [
      await build(house, keeper, 'h1', { key: 'k', name: 'Blue kite' }),
      await build(house, keeper, 'h1', { key: 'k', phone: '13800000000' }),
      await build(other, keeper, 'h1', { key: 'k', phone: '13800000000' }),
      await house.give(CYCLE, 'noteKite', { home: 'h1' }, keeper, { phone: PHONE }, { key: 'k' }),
      await house.give(CYCLE, 'flyKite', { home: 'h1' }, keeper, { bad: 1.5 }, { key: 'k' }),
    ];
    expect(tally(outcomes)).toEqual({ keyReused: 5 });
    expect(await house.parts.store.head()).toBe(head);
  });

  test('the same key on another stream, or from somebody else, is another command', async () => {
    const { house, keeper } = await federation(log());
    const second = await house.actor('keeper', UNIT, 'second-keeper');
    const outcomes = [
      await build(house, keeper, 'h1', { key: 'k' }),
      await build(house, keeper, 'h2', { key: 'k' }),
      await house.give(CYCLE, 'noteKite', { home: 'h1' }, second, { phone: PHONE }, { key: 'k' }),
    ];
    expect(outcomes.map((outcome) => accepted(outcome).repeated)).toEqual([false, false, false]);
  });

  test('fifty at once of one command are one: a single set of facts, and fifty equal answers', async () => {
    const { house, keeper, another } = await federation(log());
    const other = await another();
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, index) => build(index % 2 ? house : other, keeper, 'h1', { key: 'k' })),
    );
    const answers = outcomes.map((outcome) => JSON.stringify(accepted(outcome).facts));
    expect(new Set(answers).size).toBe(1);
    expect(outcomes.filter((outcome) => !accepted(outcome).repeated)).toHaveLength(1);
    expect(await house.facts(KITE)).toHaveLength(1);
  });

  test('what a doorway may not hand on is refused before it is looked up, and writes nothing', async () => {
    const { house, keeper } = await federation(log());
    const head = await house.parts.store.head();
    const give = (given: object, by: object = keeper): Promise<Outcome> =>
      house.service.execute({
        root: 'sky',
        cycle: CYCLE,
        name: 'flyKite',
        target: { key: { home: 'h1' } },
        input: {},
        key: 'k',
        by: by as typeof keeper,
        ...given,
      });
    const outcomes = [
      await give({ on: '2031-02-30' }),
      await give({ for: { stream: 'Home h1' } }),
      await give({ for: { stream: 'home-elsewhere.h1' } }),
      await give({ key: '' }),
      await give({ expected: -2 }),
      await give({}, { ...keeper, account: 'UPPER' }),
      await give({ input: { text: 'e\u0301' } }),
      await give({ target: { stream: 'kite-elsewhere.y31.h1' } }),
    ];
    expect(tally(outcomes)).toEqual({ malformed: 7, notFound: 1 });
    expect(await house.parts.store.head()).toBe(head);
  });
});
