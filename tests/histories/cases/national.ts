/** Training due after an election, late and undone; a task supervised and done; two classes of evaluator. */
import { elected, federation, PLAN } from '../../national/federation.js';
import { listenTo, type Listener } from '../recording.js';

const measure = {
  unit: 'county',
  measure: 'measure13',
  title: '新领域妇联组织覆盖',
  post: '组织部部长',
  route: '试点先行、以点带面。',
};

export async function nationalDutiesYears(): Promise<Listener> {
  const begun = await federation('2024-01-20T09:00:00+08:00');
  const listener = listenTo(begun.service);
  await training(begun);
  await task(begun);
  await appraisal(begun);
  await begun.service.settled();
  return listener;
}

type Begun = Awaited<ReturnType<typeof federation>>;

async function training({ service, people }: Begun): Promise<void> {
  const { county } = people;
  const to = { holder: 'holder-one', period: '2024' };
  const elect = (unit: string, on: string) => [PLAN, 'recordElection', to, county, elected(unit, on)] as const;
  await service.refuses('dateInFuture', ...elect('county', '2024-01-21'));
  await service.refuses('outsideSubtree', ...elect('neighbour', '2024-01-15'));
  await service.accepts(...elect('county', '2024-01-15'));
  await service.refuses('alreadyExists', ...elect('county', '2024-01-15'));
  service.at('2024-02-20T09:00:00+08:00');
  const correction = { electedOn: '2023-11-30', reason: '日期有误' };
  await service.accepts(PLAN, 'correctElection', to, county, correction);
  await service.accepts(PLAN, 'correctElection', to, county, { ...correction, electedOn: '2024-01-15' });
  service.at('2024-04-20T09:00:00+08:00');
  const record = (trainedOn: string, more: object = {}) =>
    [PLAN, 'recordTraining', to, county, { organiser: '省级妇女干部学校', trainedOn, ...more }] as const;
  await service.refuses('dateOutOfOrder', ...record('2024-01-14'));
  await service.accepts(...record('2024-04-15'));
  await service.refuses('stageForbids', ...record('2024-04-16'));
  await service.accepts(PLAN, 'undoTraining', to, county, { reason: '登记有误' });
  await service.setting(PLAN, 'trainingLateness', 'reason');
  await service.refuses('lateReasonMissing', ...record('2024-04-16'));
  await service.accepts(...record('2024-04-16', { lateReason: '培训班改期' }));
}

async function task({ service, people }: Begun): Promise<void> {
  const { office, responsible, supervisor } = people;
  const to = { task: 'coverage' };
  const timetable = [
    { step: '试点', dueOn: '2024-05-31' },
    { step: '推开', dueOn: '2024-06-30' },
  ];
  const assigned = { ...measure, timetable, dueOn: '2024-06-30' };
  await service.refuses('malformed', PLAN, 'assignTask', to, office, { ...assigned, post: undefined });
  await service.accepts(PLAN, 'assignTask', to, office, assigned);
  const problem = { problem: 'p1', account: '平台企业联系不畅。' };
  await service.accepts(PLAN, 'reportProgress', to, responsible, { progress: '试点启动。' });
  await service.accepts(PLAN, 'reportProblem', to, responsible, problem);
  await service.refuses('alreadyDone', PLAN, 'reportProblem', to, supervisor, problem);
  await service.refuses('roleForbids', PLAN, 'beginSupervision', to, responsible, { demand: '限期解决。' });
  await service.accepts(PLAN, 'beginSupervision', to, supervisor, { demand: '限期解决。' });
  await service.accepts(PLAN, 'solveProblem', to, responsible, { ...problem, account: '已建立联系。' });
  service.at('2024-07-03T09:00:00+08:00');
  const done = { completedOn: '2024-06-30', experience: '以点带面。' };
  await service.accepts(PLAN, 'completeTask', to, responsible, done);
  await service.accepts(PLAN, 'undoCompletion', to, office, { reason: '尚未推开' });
  await service.accepts(PLAN, 'endSupervision', to, supervisor, { finding: '已整改。' });
  await service.accepts(PLAN, 'completeTask', to, responsible, { ...done, completedOn: '2024-07-01' });
}

async function appraisal({ service, people }: Begun): Promise<void> {
  const { office } = people;
  const to = { matter: 'honour-one' };
  await service.accepts(PLAN, 'openAppraisal', to, office, { unit: 'county', of: 'honour', title: '三八红旗手' });
  const third = await service.actor('thirdParty', 'province');
  const woman = await service.actor('woman', 'county', 'woman-one');
  await service.accepts(PLAN, 'appraiseAsThirdParty', to, third, { opinion: '事迹属实。' });
  await service.accepts(PLAN, 'appraiseAsWoman', to, woman, { opinion: '大家认可。' });
  await service.refuses('alreadyDone', PLAN, 'appraiseAsWoman', to, woman, { opinion: '再说一次。' });
  await service.accepts(PLAN, 'closeAppraisal', to, office, { thirdPartyResult: '同意。', womenResult: '同意。' });
  await service.refuses('settingUnset', PLAN, 'combineResult', to, office, { result: '同意。' });
  await service.setting(PLAN, 'thirdPartyWeight', 4);
  await service.setting(PLAN, 'womenWeight', 6);
  await service.accepts(PLAN, 'combineResult', to, office, { result: '同意。' });
}
