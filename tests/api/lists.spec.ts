import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { application, begun, CYCLE, evaluated, roster } from '../shanghai/federation.js';
import { doorway, type Answered, type Doorway } from './given.js';

type Row = Readonly<Record<string, unknown>>;
const rowsIn = (answer: Answered): readonly Row[] => answer.body['rows'] as Row[];
const ALL = ['h1', 'h2', 'h3', 'h4', 'h5'];

describeWithPostgres('lists over HTTP', () => {
  let door: Doorway;
  const by = {} as Record<'clerk' | 'otherClerk' | 'office' | 'evaluator' | 'applicant', string>;
  const read = (path: string, as: keyof typeof by) => door.ask('GET', `/v1/${path}`, { by: by[as] });
  const inCycle = (path: string, as: keyof typeof by) => read(`cycles/${CYCLE}/${path}`, as);

  beforeAll(async () => {
    door = await doorway({ afterMs: 100 }, {}, 7);
    const { clerk, otherClerk, office, evaluators, applicant } = door.federation;
    const [evaluator] = evaluators;
    for (const [name, actor] of Object.entries({ clerk, otherClerk, office, evaluator, applicant }))
      by[name as keyof typeof by] = await door.tokenOf(actor);
    await begun(door.federation, ...ALL);
    await evaluated(door.federation, 'h1');
    await door.parts.views.catchUp();
  });
  afterAll(() => door.close());

  test('a list asked for `after` a place knows of it, or says that it is behind', async () => {
    const head = (await door.ask('GET', '/v1/log/head', { by: by.office })).body['cursor'];
    expect(await inCycle(`subjects?after=${String(head)}`, 'office')).toMatchObject({ status: 200 });
    await door.house.accepts(undefined, 'renameHome', { home: 'h7' }, { system: 'setup' }, { name: 'Renamed' });
    const later = String(await door.parts.store.head());
    const behind = await read(`homes?after=${later}`, 'office');
    expect(behind).toMatchObject({ status: 503, headers: { 'retry-after': '1' }, body: { reason: 'viewsBehind' } });
    await door.parts.views.catchUp();
    const homes = await read(`homes?after=${later}`, 'office');
    expect(rowsIn(homes)).toContainEqual(expect.objectContaining({ home: 'h7', name: 'Renamed' }));
  });

  test('a place of another log, or beyond the end of this one, is told from one that is known', async () => {
    const head = String(await door.parts.store.head());
    const [epoch, position] = head.split(':');
    for (const after of [`${epoch}:${Number(position) + 1}`, 'elsewhere:1', 'nonsense', `${epoch}:0`, `${epoch}:1e3`])
      for (const path of ['homes', 'feed'])
        expect(await read(`${path}?after=${after}`, 'office')).toMatchObject({
          status: 422,
          body: { reason: 'cursorForeign' },
        });
  });

  test('subjects of a cycle: each sees those that are theirs', async () => {
    const streams = async (as: keyof typeof by) =>
      rowsIn(await inCycle('subjects?category=application', as)).map(({ stream }) => stream);
    expect(await streams('clerk')).toEqual(ALL.map(application));
    expect(await streams('office')).toEqual(ALL.map(application));
    expect(await streams('otherClerk')).toEqual([]);
    expect(await inCycle('subjects', 'clerk').then(rowsIn)).toContainEqual(expect.objectContaining({ stream: roster }));
    expect(await read('cycles/1999/subjects', 'clerk')).toMatchObject({ status: 404 });
  });

  test('nobody finds by a stage, or counts, what they may not know', async () => {
    // The clerk is not told that the evaluation was concluded.
    const concluded = 'subjects?category=application&stage=active.evaluation.evaluated';
    expect(rowsIn(await inCycle(concluded, 'clerk'))).toEqual([]);
    expect(rowsIn(await inCycle(concluded, 'office')).map(({ stream }) => stream)).toEqual([application('h1')]);
    const counts = async (as: keyof typeof by) =>
      Object.fromEntries(
        rowsIn(await inCycle('counts?category=application', as)).map(({ stage, count }) => [stage, count]),
      );
    expect(await counts('office')).toEqual({ 'active.evaluation.evaluated': 1, 'active.project': 4 });
    expect(await counts('clerk')).toEqual({ 'active.evaluation': 1, 'active.project': 4 });
    expect(await counts('otherClerk')).toEqual({});
    const row = rowsIn(await inCycle('subjects?category=application', 'clerk'))[0];
    expect(row).not.toHaveProperty('closed');
    expect(JSON.stringify(row)).not.toContain('totals');
  });

  test('pages miss and repeat nothing, also where rows are left out', async () => {
    const paged: unknown[] = [];
    let cursor = '';
    for (let pages = 0; pages < 20; pages += 1) {
      const answer = await inCycle(`subjects?limit=2${cursor}`, 'office');
      paged.push(...rowsIn(answer).map(({ stream }) => stream));
      if (answer.body['next'] === undefined) break;
      cursor = `&cursor=${String(answer.body['next'])}`;
    }
    const whole = rowsIn(await inCycle('subjects', 'office')).map(({ stream }) => stream);
    expect(paged).toEqual(whole);
    for (const bad of [
      'cursor=%00',
      'cursor=abc',
      'limit=0',
      'limit=501',
      'limit=1.5',
      'limit=2&limit=3',
      'colour=red',
    ])
      expect(await inCycle(`subjects?${bad}`, 'office')).toMatchObject({ status: 422 });
  });

  test('places: the notice’s number, and what is used where that may be known', async () => {
    const of = async (as: keyof typeof by) => rowsIn(await inCycle('quotas', as));
    expect(await of('clerk')).toEqual([
      { unit: 'pudong', quota: 'apply', places: 34, used: 5, strength: 'hard', to: 'apply' },
    ]);
    expect((await of('office')).find(({ unit }) => unit === 'pudong')).toMatchObject({ used: 5 });
    expect((await of('otherClerk')).map(({ unit }) => unit)).toEqual(['xuhui']);
    expect(await of('evaluator')).toEqual([]);
  });

  test('a desk shows what its role has to do, the earliest first', async () => {
    const work = rowsIn(await read('work', 'clerk'));
    expect(work.map(({ stream, holder }) => [stream, holder])).toEqual([[roster, 'clerk']]);
    const theirs = async () =>
      rowsIn(await read('work', 'otherClerk')).map(({ unit, stream, lateFrom }) => [unit, stream, lateFrom]);
    const [april, august] = ['2024-04-15T16:00:00.000Z', '2024-08-20T16:00:00.000Z'];
    const [rosterOf, sending] = ['roster-test.2024.xuhui', 'sending-test.2024.xuhui'];
    expect(await theirs()).toEqual([
      ['xuhui', rosterOf, april],
      ['xuhui', sending, april],
    ]);
    const later = { deadline: 'rosterDue', date: '2024-08-20', time: '24:00', reason: '台风', unit: 'xuhui' };
    await door.house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, door.federation.office, later);
    await door.parts.views.catchUp();
    expect(await theirs()).toEqual([
      ['xuhui', sending, april],
      ['xuhui', rosterOf, august],
    ]);
    const owed = rowsIn(await inCycle('deadlines?overdue=true', 'office'));
    expect(owed.length).toBeGreaterThan(0);
    for (const { lateFrom } of owed) expect(String(lateFrom) <= '2024-08-12T01:00:00.000Z').toBe(true);
  });

  test('what has come, leg by leg', async () => {
    const rows = rowsIn(await inCycle('deliverables?limit=500', 'clerk'));
    const form = rows.find((row) => row['stream'] === application('h1') && row['deliverable'] === 'recommendation');
    expect(form?.['legs']).toContainEqual(
      expect.objectContaining({ leg: 'paper', kind: 'paper', receivedOn: '2024-07-25', late: false }),
    );
    expect(rowsIn(await inCycle('deliverables', 'otherClerk')).filter(({ begun }) => begun === true)).toEqual([]);
  });

  test('the ranking is for those who may see its scores', async () => {
    expect((await inCycle('ranking', 'clerk')).status).toBe(404);
    expect((await inCycle('ranking', 'evaluator')).status).toBe(404);
  });

  test('units and homes for all; standings and registers for their own districts', async () => {
    const units = rowsIn(await read('units?below=pudong', 'otherClerk')).map(({ unit }) => unit);
    expect(units).toEqual(['pudong', 'pudong-s1']);
    const home = async (as: keyof typeof by) =>
      rowsIn(await read('homes?limit=500', as)).find((row) => row['home'] === 'h1');
    expect(await home('clerk')).toMatchObject({ standings: { growth: '2021-06-28' } });
    expect(await home('otherClerk')).toEqual({ home: 'h1', unit: 'pudong-s1', name: 'h1', closed: false });
    const register = async (as: keyof typeof by) =>
      rowsIn(await read('registers/growth', as)).map(({ home: id }) => id);
    expect(await register('clerk')).toEqual(['former', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'h7']);
    expect(await register('otherClerk')).toEqual(['x1']);
  });

  test('cycles and programmes', async () => {
    const [cycle] = rowsIn(await read('cycles', 'clerk'));
    expect(cycle).toMatchObject({ cycle: CYCLE, unit: 'shanghai', slug: 'shanghai-advanced-home', stage: 'open' });
    expect(cycle?.['fields']).not.toHaveProperty('listed');
    const [programme] = rowsIn(await read('programmes', 'clerk'));
    const whole = await read(`programmes/${String(programme?.['id'])}`, 'clerk');
    expect(whole).toMatchObject({ status: 200, body: { slug: 'shanghai-advanced-home', edition: '2024' } });
    const again = await door.ask('POST', '/v1/programmes', {
      by: await door.tokenOf(await door.house.actor('operator', 'shanghai')),
      body: { definition: whole.body['definition'] },
      headers: { 'idempotency-key': 'publish again' },
    });
    // What was read is what was published: it has the same id.
    expect(again).toMatchObject({ status: 409, body: { reason: 'alreadyExists' } });
    expect((await read(`programmes/${'0'.repeat(32)}`, 'clerk')).status).toBe(404);
  });

  test('a calendar by its address, until it is revoked', async () => {
    const { clerk } = door.federation;
    const made = await door.tokens.create({ root: 'test', ...clerk, kind: 'calendar', label: 'calendar' });
    const feed = await door.ask('GET', `/calendars/${made.text}.ics?lang=en`);
    expect(feed).toMatchObject({ status: 200, headers: { 'content-type': expect.stringContaining('text/calendar') } });
    expect(feed.text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(feed.text).toContain('SUMMARY:Roster due');
    expect(feed.text).toContain('DTSTART;VALUE=DATE:20240415');
    // Also what others have to do: the city's calendar has the rosters that clerks of its districts hand in.
    const above = await door.tokens.create({
      root: 'test',
      ...door.federation.office,
      kind: 'calendar',
      label: 'city',
    });
    expect((await door.ask('GET', `/calendars/${above.text}.ics?lang=en`)).text).toContain('SUMMARY:Roster due');
    const bearer = await door.tokenOf(clerk);
    expect((await door.ask('GET', `/calendars/${bearer}.ics`)).status).toBe(404);
    await door.tokens.revoke('test', made.token.id);
    expect((await door.ask('GET', `/calendars/${made.text}.ics`)).status).toBe(404);
  });
});
