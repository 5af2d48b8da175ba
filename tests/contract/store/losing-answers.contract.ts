/** What a store does when the answer to an append is lost on its way: for stores that are asked over a network. */
import { expect, test } from '@jest/globals';
import { ABSENT } from '../../../libs/engine/ports/event-store.js';
import type { EventStore } from '../../../libs/engine/ports/event-store.js';
import { accepted, all, write } from './given.js';

export interface Losing {
  /** A store whose calls, or the answers to them, can be lost. */
  readonly store: EventStore;
  /** From now on so many are lost. */
  lose(times: number): Promise<void> | void;
  /** How many were. */
  lost(): Promise<number> | number;
}

/** `groups`: two appends that come together are one write, and told the same cursor. */
export function losingAnswers(open: () => Promise<Losing>, { groups }: { readonly groups: boolean }): void {
  test('is asked again as it was: written once, and acknowledged with its cursor', async () => {
    const { store, lose, lost } = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await lose(2);
    const cursors = await Promise.all([
      accepted(store.append([write('home-r.a', 0, '2'), write('unit-r.b', ABSENT, '3')])),
      accepted(store.append([write('home-r.c', ABSENT, '4')])),
    ]);
    expect(await lost()).toBe(2);
    const facts = await all(store.readLog());
    expect(facts.map(({ stream, rev }) => `${stream}@${rev}`)).toEqual([
      'home-r.a@0',
      'home-r.a@1',
      'unit-r.b@0',
      'home-r.c@0',
    ]);
    expect(cursors).toEqual([facts[groups ? 3 : 2]?.cursor, facts[3]?.cursor]);
  });

  test('and was a refusal stays one', async () => {
    const { store, lose, lost } = await open();
    await accepted(store.append([write('home-r.a', ABSENT, '1')]));
    await lose(1);
    expect(await store.append([write('home-r.a', ABSENT, '2')])).toMatchObject({ ok: false });
    expect(await lost()).toBe(1);
    expect((await all(store.readLog())).map(({ stream, rev }) => `${stream}@${rev}`)).toEqual(['home-r.a@0']);
  });
}
