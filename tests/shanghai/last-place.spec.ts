/** 浦东 has 34 places to apply (annex 1); fifty callers come for the last one at the same moment. */
import { expect, test } from '@jest/globals';
import { onEachStore, tally } from '../engine/federation.js';
import { candidate, CYCLE, federation, roster } from './federation.js';

const IN = 33;
const CALLERS = 50;

onEachStore('the 34th place of 浦东', (log) => {
  test('with 33 in, of 50 callers at once one is accepted, 49 hear of the quota, none of a conflict', async () => {
    const { house, clerk } = await federation(IN + CALLERS, { store: log().store });
    const putForward = (home: number): ReturnType<typeof house.give> =>
      house.give(CYCLE, 'putForward', { home: `h${home}` }, clerk, candidate);
    for (let home = 1; home <= IN; home += 1) await putForward(home);
    expect((await house.read(roster)).fields['applications']).toHaveLength(IN);

    const callers = Array.from({ length: CALLERS }, (_, index) => putForward(IN + 1 + index));
    expect(tally(await Promise.all(callers))).toEqual({ accepted: 1, quotaExceeded: 49 });
    expect((await house.read(roster)).fields['applications']).toHaveLength(IN + 1);
  });
});
