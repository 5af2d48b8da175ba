/** Many callers for one place: one gets it, the others hear that there is none, and nobody hears of a conflict. */
import { expect, test } from '@jest/globals';
import { verifyStream } from '../../libs/engine/verify/verify-stream.js';
import { build, CYCLE, federation, onEachStore, ROOT, stream, tally, UNIT, type Federation } from './federation.js';

const PLACES = 34;
const CALLERS = Array.from({ length: 50 }, (_, index) => index);
const MEADOW = stream('meadow', UNIT);

onEachStore('the last place', (log) => {
  test('33 are in: of 50 callers at once one is accepted, 49 hear of the quota', async () => {
    const { house, keeper } = await filled(await federation(log()));
    const outcomes = await Promise.all(CALLERS.map((each) => build(house, keeper, `late-${each}`, { key: `${each}` })));
    expect(tally(outcomes)).toEqual({ accepted: 1, quotaExceeded: 49 });
    expect((await house.read(MEADOW)).fields['kites']).toHaveLength(PLACES);
  });

  test('the same when they come by two processes, each with a memory of its own', async () => {
    const given = await filled(await federation(log()));
    const other = await given.another();
    const outcomes = await Promise.all(
      CALLERS.map((each) => {
        const house = each % 2 === 0 ? given.house : other;
        return build(house, given.keeper, `late-${each}`, { key: `${each}` });
      }),
    );
    expect(tally(outcomes)).toEqual({ accepted: 1, quotaExceeded: 49 });
    const { published, store } = other.service;
    const { state: folded } = await verifyStream(store, published, MEADOW);
    expect(folded.fields['kites']).toHaveLength(PLACES);
  });
});

async function filled(given: Federation): Promise<Federation> {
  const { house, keeper } = given;
  const room = { quota: 'room', unit: UNIT, places: PLACES };
  await house.service.setUp(ROOT, 'giveQuota', { cycle: CYCLE }, room);
  const first = Array.from({ length: PLACES - 1 }, (_, index) => build(house, keeper, `in-${index}`, { key: 'in' }));
  expect(tally(await Promise.all(first))).toEqual({ accepted: PLACES - 1 });
  return given;
}
