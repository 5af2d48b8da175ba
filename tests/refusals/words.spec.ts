/** What people are told names things by the programme's words: refusals, reasons why something may not be done, the clock. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithPostgres } from '../postgres.js';
import { application, candidate, CYCLE, federation, plan, roster, type Federation } from '../shanghai/federation.js';
import { codesIn, type Said } from './codes.js';
import { Door, type Play } from './door.js';

const play: Play<Federation> = {
  name: 'refusalswords',
  begin: (parts) => federation(3, parts),
  house: ({ house }) => house,
  resumed: (all, house) => ({ ...all, house }),
};

interface Row {
  readonly command: string;
  readonly reason?: Said;
}

describeWithPostgres('words', () => {
  let door: Door;
  let all: Federation;
  beforeAll(async () => {
    ({ door, all } = await Door.open(play));
  });
  afterAll(() => door.close());

  const commandsOn = async (stream: string, who: Federation['clerk']): Promise<readonly Row[]> => {
    const path = `/v1/streams/${stream}/commands?cycle=${CYCLE}`;
    const { body } = await door.ask('GET', path, { by: await door.tokenOf(who) });
    return body['commands'] as Row[];
  };
  const reasons = (rows: readonly Row[]) => rows.flatMap(({ reason }) => reason ?? []);

  test('choices of a field, as the notice lists them', async () => {
    const asked = [CYCLE, 'putForward', { home: 'h1' }, all.clerk, { ...candidate, homeKind: 'castle' }] as const;
    const { body } = await door.refused(422, 'malformed', () => door.give(asked));
    expect(body.errors[0]?.messages).toEqual({
      zh: '请从给定的选项中选择：居村、机关事业单位、三新领域、其他。',
      en: 'Please choose one of those given: Village or neighbourhood, Organ or institution, Three new fields, Other.',
    });
    expect(body.errors[0]).toMatchObject({ params: { choices: 'village, institution, newFields, other' } });
  });

  test('fields, as the form calls them', async () => {
    const row = { ...candidate.row, headPhone: 'none' };
    const asked = [CYCLE, 'putForward', { home: 'h1' }, all.clerk, { ...candidate, row }] as const;
    const { body } = await door.refused(422, 'malformed', () => door.give(asked));
    expect(body.errors).toMatchObject([
      { pointer: '/input/row/headPhone', field: { zh: '联系电话', en: 'Telephone' } },
    ]);
    expect(body.detail).toMatch(/^联系电话 \/input\/row\/headPhone: /);
  });

  test('why something may not be done now: its stage and its deadline, code and parameters as they were', async () => {
    const { house, clerk } = all;
    await house.accepts(CYCLE, 'putForward', { home: 'h1' }, clerk, candidate);
    await house.accepts(CYCLE, 'submitPlan', { home: 'h1' }, clerk, { plan });
    const rows = await commandsOn(application('h1'), clerk);
    expect(rows.find(({ command }) => command === 'submitPlan')?.reason).toEqual({
      reason: 'stageForbids',
      params: { command: 'submitPlan', stage: 'active.candidate.planned' },
      messages: {
        zh: '当前环节（方案待报送）不能进行此操作。请查看进度，确认轮到哪一步。',
        en: 'This cannot be done at the present stage (Plan to be sent). Please look at the progress to see whose turn it is.',
      },
    });
    expect(reasons(rows).length).toBeGreaterThan(3);
    expect(reasons(rows).flatMap(codesIn)).toEqual([]);
    await house.setting(CYCLE, 'rosterLateness', 'refuse');
    house.at('2024-04-16T00:00:00+08:00');
    const late = (await commandsOn(roster, clerk)).find(({ command }) => command === 'submitRoster')?.reason;
    expect(late?.params).toMatchObject({ deadline: 'rosterDue', lateFrom: '2024-04-15T16:00:00.000Z' });
    expect(late?.messages.zh).toContain('已超过报送期限（截止 2024年4月15日 24:00），不再接收。');
    expect(late?.messages.en).toContain('(it was due by 2024-04-15 24:00) and nothing more is taken');
  });

  test('of what somebody may not see, the words are those for what is not there', async () => {
    const { house, clerk, otherClerk } = all;
    await house.accepts(CYCLE, 'putForward', { home: 'h2' }, clerk, candidate);
    const ask = async (home: string): Promise<string> => {
      const { text } = await door.give([CYCLE, 'submitPlan', { home }, otherClerk, { plan }]);
      return text.replaceAll(home, 'home');
    };
    expect(await ask('h2')).toBe(await ask('h3'));
    expect(await commandsOn(application('h2'), otherClerk)).toEqual(await commandsOn(application('h3'), otherClerk));
  });

  test('roles that a route is for, and a clock that would go back, in the zone of the cycle', async () => {
    const by = await door.tokenOf(all.clerk);
    const { body } = await door.refused(403, 'roleRequired', () => door.ask('GET', '/v1/lag', { by }));
    expect(body.messages).toEqual({
      zh: '只有以下角色可以使用：系统管理员。',
      en: 'This is for these roles only: Operator.',
    });
    const operator = await door.tokenOf(await all.house.actor('operator', 'shanghai'));
    all.house.at('2024-04-20T09:00:00+08:00');
    const back = await door.refused(409, 'clockGoesBack', () =>
      door.ask('POST', '/v1/clock/advance', { by: operator, body: { to: '2024-04-19T01:00:00Z' } }),
    );
    expect(back.body.params).toEqual({ now: '2024-04-20T01:00:00.000Z' });
    expect(back.body.messages).toEqual({
      zh: '时钟不能往回拨：现为 2024年4月20日 09:00（Asia/Shanghai）。',
      en: 'The clock does not go back; it stands at 2024-04-20 09:00 (Asia/Shanghai).',
    });
  });
});
