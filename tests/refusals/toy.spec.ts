/**
 * A programme of invented words comes into a running server as JSON and one home goes all the way through it: API,
 * worker and views are those that `serve` starts, and nobody restarts them.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { openMetrics, silentLogger } from '../../libs/runtime/logger.js';
import { openServiceOn } from '../../libs/runtime/open-log.js';
import { startService, type Service } from '../../apps/serve/service.js';
import { canonicalHash } from '../../libs/engine/canonical/digest.js';
import { CHINA_2023_TO_2026 } from '../../libs/lifecycle/calendar/china-holidays.js';
import { accepted, type Actor } from '../given.js';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../postgres.js';
import { toy } from '../toy/programme.js';
import { marks, sheet } from '../toy/sheet.js';
import { asking, asRefused, posted, type Answered, type Ask, type Asked } from './door.js';

const CYCLE = 'year-one';
const HOME = { home: 'moss-home' };
const WIMBLE = `wimble-test.${CYCLE}.moss-home`;
const BEGINS = Date.parse('2031-02-01T09:00:00+08:00');
const SETTLES_WITHIN_MS = 20_000;

const actor = (role: string, unit: string): Actor => ({ account: `a-${role}`, role, unit, grant: `g-${role}` });
const operator = actor('operator', 'grove');
const office = actor('office', 'grove');
const brunk = actor('brunk', 'moss-nook');
const oddle = actor('oddle', 'grove');
const seemer = actor('seemer', 'grove');

describeWithPostgres('a programme from JSON, in a running server', () => {
  let database: FreshDatabase;
  let folder: string;
  let service: Service;
  let ask: Ask;
  const tokens = new Map<Actor, string>();
  let keys = 0;

  /** The log is founded, with one unit and an operator: all else comes over HTTP. */
  beforeAll(async () => {
    database = await freshDatabase('toyserved');
    folder = await mkdtemp(join(tmpdir(), 'hearth-toy-'));
    const configuration = readConfiguration({
      HEARTH_DATA: folder,
      HEARTH_PORT: '0',
      DATABASE_URL: database.connectionString,
    });
    const play = { clock: BEGINS, seed: 'toy' };
    service = await startService(configuration, {
      observing: { log: silentLogger, metrics: openMetrics({ process: false }) },
      play,
      prepare: async (log) => {
        const { service } = await openServiceOn(log, configuration, { clock: () => BEGINS, play: { seed: play.seed } });
        accepted(await service.found('test', 'test'));
        accepted(await service.setUp('test', 'registerUnit', { unit: 'grove' }, { sort: 'root', name: 'Grove' }));
        const { account, ...grant } = operator;
        accepted(await service.setUp('test', 'grantRole', { account }, grant));
      },
    });
    ask = asking(service.url ?? '');
    for (const each of [operator, office, brunk, oddle, seemer])
      tokens.set(each, (await service.tokens.create({ root: 'test', ...each, kind: 'bearer', label: '' })).text);
  });
  afterAll(async () => {
    await service.stop();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  const send = (method: string, path: string, by: Actor, body: unknown): Promise<Answered> =>
    ask(method, path, {
      by: tokens.get(by) ?? '',
      body,
      headers: { 'idempotency-key': `sent ${(keys += 1)}` },
    });
  const done = async (answer: Promise<Answered>): Promise<Answered['body']> => {
    const { status, text, body } = await answer;
    expect([status, text]).toEqual([200, expect.anything()]);
    return body;
  };
  const give = (...asked: Asked): Promise<Answered> => {
    const { path, body } = posted(asked);
    return send('POST', path, asked[3], body);
  };
  const takes = (...asked: Asked): Promise<Answered['body']> => done(give(...asked));
  const read = (path: string, by: Actor): Promise<Answered['body']> =>
    done(ask('GET', path, { by: tokens.get(by) ?? '' }));

  /** An operator sets the federation up, grants roles and publishes; the office opens a cycle. */
  const opens = async (): Promise<void> => {
    await takes(undefined, 'registerUnit', { unit: 'moss-nook' }, operator, {
      parent: 'grove',
      sort: 'nook',
      name: 'Moss Nook',
    });
    await takes(undefined, 'registerHome', HOME, operator, { unit: 'moss-nook', name: 'Moss Home' });
    await takes(undefined, 'loadStanding', HOME, operator, { standing: 'plimmed', since: '2030-01-01' });
    // A token without a grant opens nothing.
    expect(await ask('GET', '/v1/me', { by: tokens.get(brunk) ?? '' })).toMatchObject({ status: 403 });
    for (const { account, ...grant } of [office, brunk, oddle, seemer])
      await takes(undefined, 'grantRole', { account }, operator, grant);
    expect(await read('/v1/me', brunk)).toMatchObject({ role: 'brunk', unit: 'moss-nook' });
    const calendar = CHINA_2023_TO_2026;
    const hash = canonicalHash(calendar).slice(0, 32);
    await takes(undefined, 'loadCalendar', { hash }, operator, { calendar });
    const json = JSON.stringify({ definition: toy });
    const published = await done(send('POST', '/v1/programmes', operator, json));
    const programme = String(published['stream']).split('.').at(-1);
    asRefused(
      403,
      'roleForbids',
      await send('POST', '/v1/cycles', oddle, { cycle: CYCLE, unit: 'grove', programme, calendar: hash }),
    );
    await done(send('POST', '/v1/cycles', office, { cycle: CYCLE, unit: 'grove', programme, calendar: hash }));
    for (const [setting, value] of Object.entries({ combine: 'mean', crowns: 1, wimbleLateness: 'refuse' }))
      await done(send('PUT', `/v1/cycles/${CYCLE}/settings/${setting}`, office, { value }));
    asRefused(422, 'settingWrongType', await send('PUT', `/v1/cycles/${CYCLE}/settings/crowns`, office, { value: 51 }));
    const cycles = await read(`/v1/cycles?after=${String((await read('/v1/log/head', office))['cursor'])}`, office);
    expect(cycles['rows']).toMatchObject([{ cycle: CYCLE, slug: 'wimbly-gloam', fields: { settings: { crowns: 1 } } }]);
  };

  /** A home puts a wimble forward, which goes to and fro until a reaction crowns it. */
  const plays = async (): Promise<void> => {
    await takes(CYCLE, 'openGorrel', { nook: 'moss-nook' }, brunk, { dabSum: 100 });
    const dim = { nook: 'moss-nook', sheet: { ...sheet, glints: 501 } };
    const refused = asRefused(422, 'malformed', await give(CYCLE, 'springWimble', HOME, brunk, dim));
    expect(refused.body.errors).toMatchObject([{ pointer: '/input/sheet/glints', reason: 'tooLarge' }]);
    await takes(CYCLE, 'springWimble', HOME, brunk, { nook: 'moss-nook', sheet });
    const nods = ['nook', 'grove'].map((body, day) => ({ body, text: 'Yes', on: `2031-01-2${day + 1}` }));
    await takes(CYCLE, 'nodWimble', HOME, brunk, { nods });
    await takes(CYCLE, 'returnWimble', HOME, oddle, { why: 'A slip', voids: ['grove'] });
    await takes(CYCLE, 'mendWimble', HOME, brunk, { sheet });
    const sentTo = ['nook@toy.example', 'plim@toy.example'];
    asRefused(409, 'opinionMissing', await give(CYCLE, 'sendWimble', HOME, brunk, { sentTo }));
    await takes(CYCLE, 'nodWimble', HOME, brunk, { nods: nods.slice(1) });
    await takes(CYCLE, 'sendWimble', HOME, brunk, { sentTo });
    await takes(CYCLE, 'receiveWimble', HOME, oddle, { receivedOn: '2031-01-31', copies: 2, stamped: true });
    await takes(CYCLE, 'lightWick', HOME, brunk);
    await takes(CYCLE, 'nameSeemer', HOME, oddle, { account: seemer.account });
    await takes(CYCLE, 'tallyWimble', HOME, seemer, { marks, seenOn: '2031-02-01' });
    await takes(CYCLE, 'ripenWimble', HOME, oddle);
    await takes(CYCLE, 'beginWeighingUp', { cycle: CYCLE }, oddle);
    await takes(CYCLE, 'fixRanking', { cycle: CYCLE }, oddle, { way: 'bySetting' });
    const lists = { recognised: [WIMBLE], reserve: [], notRecognised: [], reason: 'As ranked' };
    await takes(CYCLE, 'decideAll', { cycle: CYCLE }, oddle, lists);
    const begun = Date.now();
    while ((await read(`/v1/streams/${WIMBLE}`, oddle))['stage'] !== 'crowned') {
      expect(Date.now() - begun).toBeLessThan(SETTLES_WITHIN_MS);
      await pause(20);
    }
  };

  /** As it stands, what happened, and in every list. */
  const tells = async (): Promise<void> => {
    const stands = await read(`/v1/streams/${WIMBLE}`, oddle);
    expect(stands['fields']).toMatchObject({ hue: 'plim', glints: 7, tallies: { [seemer.account]: 58 } });
    const history = await read(`/v1/streams/${WIMBLE}/history`, oddle);
    const facts = history['facts'] as { type: string; by: object; data: Record<string, unknown> }[];
    expect(facts.map(({ type }) => type)).toEqual([
      'wimbleSprung',
      'wimbleNodded',
      'wimbleReturned',
      'wimbleMended',
      'wimbleNodded',
      'wimbleSent',
      'wimbleArrived',
      'wickLit',
      'seemerNamed',
      'wimbleTallied',
      'wimbleRipened',
      'wimbleCrowned',
    ]);
    expect(facts[0]).toMatchObject({ by: brunk, data: { sheet: { headName: 'Someone', headPhone: '100 00000000' } } });
    const after = encodeURIComponent(String((await read('/v1/log/head', oddle))['cursor']));
    const listed = await read(`/v1/cycles/${CYCLE}/subjects?category=wimble&after=${after}`, oddle);
    expect(listed['rows']).toMatchObject([{ stream: WIMBLE, stage: 'crowned', unit: 'moss-nook', closed: true }]);
    const counts = await read(`/v1/cycles/${CYCLE}/counts?category=wimble&after=${after}`, oddle);
    expect(counts['rows']).toEqual([{ category: 'wimble', stage: 'crowned', count: 1 }]);
    const ranking = await read(`/v1/cycles/${CYCLE}/ranking?after=${after}`, oddle);
    expect(ranking['rows']).toMatchObject([
      { stream: WIMBLE, place: 1, sum: 58, count: 1, group: 'moss-nook', tiedWith: [], atCut: false },
    ]);
    const register = await read(`/v1/registers/glaumed?after=${after}`, office);
    expect(register['rows']).toMatchObject([{ home: 'moss-home', since: '2031-02-01', loaded: false }]);
    const lag = await read('/v1/lag', operator);
    expect(Object.keys(lag).toSorted()).toEqual(expect.arrayContaining(['reactions', 'timer', 'views']));
  };

  test('is published, played from birth to crown, and told', async () => {
    await opens();
    await plays();
    await tells();
    const { fields } = await read('/v1/streams/home-test.moss-home', office);
    expect(fields).toMatchObject({ standings: { plimmed: '2030-01-01', glaumed: '2031-02-01' } });
  });
});
