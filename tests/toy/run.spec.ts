import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Actor, house, type House } from '../given.js';
import { toy } from './programme.js';
import { marks, sheet } from './sheet.js';

const CYCLE = 'year-one';
const HOME = { home: 'moss-home' };

/** A wimble from spring to crown: what `checkDefinition` calls sound also runs. */
describe('the toy plays', () => {
  let at: House;
  let brunk: Actor;
  let oddle: Actor;
  let seemer: Actor;
  const wimble = `wimble-test.${CYCLE}.moss-home`;

  beforeAll(async () => {
    at = await house('2031-02-01T09:00:00+08:00');
    await at.units([
      ['grove', 'root'],
      ['moss-nook', 'nook', 'grove'],
    ]);
    await at.homes([['moss-home', 'moss-nook', { plimmed: '2030-01-01' }]]);
    brunk = await at.actor('brunk', 'moss-nook');
    oddle = await at.actor('oddle', 'grove');
    seemer = await at.actor('seemer', 'grove');
    await at.cycle(CYCLE, toy, 'grove');
  });

  test('sprung, nodded at, sent, returned, mended back to where it stood, and arrived', async () => {
    await at.accepts(CYCLE, 'openGorrel', { nook: 'moss-nook' }, brunk, { dabSum: 100 });
    await at.accepts(CYCLE, 'springWimble', HOME, brunk, { nook: 'moss-nook', sheet });
    await at.refuses('alreadyExists', CYCLE, 'springWimble', HOME, brunk, { nook: 'moss-nook', sheet });
    const nods = [
      { body: 'nook', text: 'Yes', on: '2031-01-21' },
      { body: 'grove', text: 'Yes', on: '2031-01-22' },
    ];
    await at.refuses('opinionOutOfOrder', CYCLE, 'nodWimble', HOME, brunk, { nods: nods.toReversed() });
    await at.accepts(CYCLE, 'nodWimble', HOME, brunk, { nods });
    await at.accepts(CYCLE, 'returnWimble', HOME, oddle, { why: 'A slip', voids: ['grove'] });
    await at.accepts(CYCLE, 'mendWimble', HOME, brunk, { sheet });
    expect(await at.stage(wimble)).toBe('budding.nodding.nodded');
    const sentTo = ['nook@toy.example', 'plim@toy.example'];
    await at.refuses('opinionMissing', CYCLE, 'sendWimble', HOME, brunk, { sentTo });
    await at.accepts(CYCLE, 'nodWimble', HOME, brunk, { nods: nods.slice(1) });
    await at.accepts(CYCLE, 'sendWimble', HOME, brunk, { sentTo });
    const arrival = { receivedOn: '2031-01-31', copies: 2, stamped: true };
    await at.accepts(CYCLE, 'receiveWimble', HOME, oddle, arrival);
    expect(await at.stage(wimble)).toBe('glowing');
  });

  test('weighed, ripened, ranked, and crowned by a reaction', async () => {
    await at.accepts(CYCLE, 'lightWick', HOME, brunk);
    await at.accepts(CYCLE, 'nameSeemer', HOME, oddle, { account: seemer.account });
    await at.accepts(CYCLE, 'tallyWimble', HOME, seemer, { marks, seenOn: '2031-02-01' });
    expect((await at.read(wimble)).fields['tallies']).toEqual({ [seemer.account]: 58 });
    await at.accepts(CYCLE, 'ripenWimble', HOME, oddle);
    await at.accepts(CYCLE, 'beginWeighingUp', { cycle: CYCLE }, oddle);
    // Of one tally nothing is left when the highest and the lowest go.
    await at.refuses('notComplete', CYCLE, 'fixRanking', { cycle: CYCLE }, oddle, { way: 'byTrim' });
    await at.accepts(CYCLE, 'fixRanking', { cycle: CYCLE }, oddle, { way: 'byMean' });
    const lists = { recognised: [wimble], reserve: [], notRecognised: [], reason: 'As ranked' };
    await at.accepts(CYCLE, 'decideAll', { cycle: CYCLE }, oddle, lists);
    await at.settled();
    expect(await at.stage(wimble)).toBe('crowned');
    expect(await at.stage('plonth-test.moss-home')).toBe('hung');
    const { standings } = (await at.read('home-test.moss-home')).fields;
    expect(standings).toEqual({ plimmed: '2030-01-01', glaumed: '2031-02-01' });
  });
});
