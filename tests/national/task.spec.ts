import { beforeAll, describe, expect, test } from '@jest/globals';
import { verifyStream, listStreams } from '../../libs/engine/verify/verify-stream.js';
import type { House } from '../given.js';
import { federation, type People, PLAN } from './federation.js';

const assignment = {
  unit: 'county',
  measure: 'measure13',
  title: '新领域妇联组织覆盖',
  post: '组织部部长',
  route: '试点先行、以点带面。',
};
const timetable = [
  { step: '试点', dueOn: '2024-03-31' },
  { step: '推开', dueOn: '2024-06-30' },
];

describe('a task of the reform', () => {
  let service: House;
  let people: People;
  const to = { task: 'coverage' };
  const stream = 'task-test.2021-2025.coverage';

  beforeAll(async () => {
    ({ service, people } = await federation('2024-01-10T09:00:00+08:00'));
  });

  test('has a post, a route and a timetable', async () => {
    const { post: _post, ...without } = { ...assignment, timetable, dueOn: '2024-06-30' };
    const refused = await service.refuses('malformed', PLAN, 'assignTask', to, people.office, without);
    expect(refused.problems).toMatchObject([{ pointer: '/post', reason: 'required' }]);
    await service.accepts(PLAN, 'assignTask', to, people.office, { ...without, post: assignment.post });
    expect((await service.read(stream)).fields['taskDue']).toBe('2024-06-30T16:00:00.000Z');
  });

  test('its progress and problems are known, and it is supervised until it is done', async () => {
    const problem = { problem: 'p1', account: '平台企业联系不畅。' };
    await service.accepts(PLAN, 'reportProgress', to, people.responsible, { progress: '试点启动。' });
    await service.accepts(PLAN, 'reportProblem', to, people.responsible, problem);
    await service.refuses('alreadyDone', PLAN, 'reportProblem', to, people.supervisor, problem);
    await service.refuses('roleForbids', PLAN, 'beginSupervision', to, people.responsible, { demand: '限期解决。' });
    await service.accepts(PLAN, 'beginSupervision', to, people.supervisor, { demand: '限期解决。' });
    expect(await service.stage(stream)).toBe('timed.supervised');
    await service.accepts(PLAN, 'solveProblem', to, people.responsible, { ...problem, account: '已建立联系。' });
    expect((await service.read(stream)).fields).toMatchObject({ reports: 1, problems: [], supervisions: 1 });
  });

  test('ends with its experience summed up; undone, it stands where it stood, supervised', async () => {
    service.at('2024-07-03T09:00:00+08:00');
    const done = { completedOn: '2024-06-30', experience: '以点带面。' };
    const refused = await service.refuses('malformed', PLAN, 'completeTask', to, people.responsible, {
      completedOn: '2024-06-30',
    });
    expect(refused.problems).toMatchObject([{ pointer: '/experience', reason: 'required' }]);
    await service.accepts(PLAN, 'completeTask', to, people.responsible, done);
    expect((await service.read(stream)).fields['late']).toBe(0);
    await service.accepts(PLAN, 'undoCompletion', to, people.office, { reason: '尚未推开' });
    expect(await service.stage(stream)).toBe('timed.supervised');
    await service.accepts(PLAN, 'endSupervision', to, people.supervisor, { finding: '已整改。' });
    await service.accepts(PLAN, 'completeTask', to, people.responsible, { ...done, completedOn: '2024-07-01' });
    expect((await service.read(stream)).fields['late']).toBe(1);
  });

  test('a long-term task has no end, and sums up as it goes', async () => {
    const long = { task: 'online' };
    await service.accepts(PLAN, 'assignLongTermTask', long, people.office, { ...assignment, measure: 'measure16' });
    await service.accepts(PLAN, 'sumUpExperience', long, people.responsible, { experience: '网上有群众。' });
    const { fields, chartState: standing } = await service.read('task-test.2021-2025.online');
    expect([standing?.stage, fields['taskDue']]).toStrictEqual(['longTerm.underway', undefined]);
    await service.refuses('stageForbids', PLAN, 'completeTask', long, people.responsible, {
      completedOn: '2024-07-01',
      experience: '完成。',
    });
  });
});

describe('two classes of evaluator', () => {
  let service: House;
  let people: People;
  const to = { matter: 'honour-one' };

  beforeAll(async () => {
    ({ service, people } = await federation('2024-01-10T09:00:00+08:00'));
    const matter = { unit: 'county', of: 'honour', title: '三八红旗手' };
    await service.accepts(PLAN, 'openAppraisal', to, people.office, matter);
  });

  test('each speaks once, and the two results stand side by side', async () => {
    const third = await service.actor('thirdParty', 'province');
    const women = [
      await service.actor('woman', 'county', 'woman-one'),
      await service.actor('woman', 'county', 'woman-two'),
    ];
    await service.accepts(PLAN, 'appraiseAsThirdParty', to, third, { opinion: '事迹属实。' });
    for (const woman of women) await service.accepts(PLAN, 'appraiseAsWoman', to, woman, { opinion: '大家认可。' });
    await service.refuses('alreadyDone', PLAN, 'appraiseAsWoman', to, women[0]!, { opinion: '再说一次。' });
    await service.refuses('roleForbids', PLAN, 'appraiseAsThirdParty', to, women[0]!, { opinion: '换个身份。' });
    const results = { thirdPartyResult: '同意。', womenResult: '同意。' };
    await service.accepts(PLAN, 'closeAppraisal', to, people.office, results);
    const closed = (await service.facts('appraisal-test.2021-2025.honour-one')).at(-1);
    expect(closed?.data).toMatchObject({ thirdParties: 1, women: 2 });
  });

  test('without both weights on the record there is no one result', async () => {
    const combine = [PLAN, 'combineResult', to, people.office, { result: '同意。' }] as const;
    expect((await service.refuses('settingUnset', ...combine)).params).toStrictEqual({ setting: 'thirdPartyWeight' });
    await service.setting(PLAN, 'thirdPartyWeight', 4);
    expect((await service.refuses('settingUnset', ...combine)).params).toStrictEqual({ setting: 'womenWeight' });
    await service.setting(PLAN, 'womenWeight', 6);
    await service.accepts(...combine);
  });

  test('every stream replays, hash by hash', async () => {
    const { store } = service.parts;
    const streams = await listStreams(store);
    expect(streams).toContain('appraisal-test.2021-2025.honour-one');
    for (const each of streams) await verifyStream(store, service.service.published, each);
  });
});
