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
  const listener = listenTo(begun.hearth);
  await training(begun);
  await task(begun);
  await appraisal(begun);
  await begun.hearth.settled();
  return listener;
}

type Begun = Awaited<ReturnType<typeof federation>>;

async function training({ hearth, people }: Begun): Promise<void> {
  const { county } = people;
  const to = { holder: 'holder-one', period: '2024' };
  const elect = (unit: string, on: string) => [PLAN, 'recordElection', to, county, elected(unit, on)] as const;
  await hearth.refuses('dateInFuture', ...elect('county', '2024-01-21'));
  await hearth.refuses('outsideSubtree', ...elect('neighbour', '2024-01-15'));
  await hearth.accepts(...elect('county', '2024-01-15'));
  await hearth.refuses('alreadyExists', ...elect('county', '2024-01-15'));
  hearth.at('2024-02-20T09:00:00+08:00');
  const correction = { electedOn: '2023-11-30', reason: '日期有误' };
  await hearth.accepts(PLAN, 'correctElection', to, county, correction);
  await hearth.accepts(PLAN, 'correctElection', to, county, { ...correction, electedOn: '2024-01-15' });
  hearth.at('2024-04-20T09:00:00+08:00');
  const record = (trainedOn: string, more: object = {}) =>
    [PLAN, 'recordTraining', to, county, { organiser: '省级妇女干部学校', trainedOn, ...more }] as const;
  await hearth.refuses('dateOutOfOrder', ...record('2024-01-14'));
  await hearth.accepts(...record('2024-04-15'));
  await hearth.refuses('stageForbids', ...record('2024-04-16'));
  await hearth.accepts(PLAN, 'undoTraining', to, county, { reason: '登记有误' });
  await hearth.setting(PLAN, 'trainingLateness', 'reason');
  await hearth.refuses('lateReasonMissing', ...record('2024-04-16'));
  await hearth.accepts(...record('2024-04-16', { lateReason: '培训班改期' }));
}

async function task({ hearth, people }: Begun): Promise<void> {
  const { office, responsible, supervisor } = people;
  const to = { task: 'coverage' };
  const timetable = [
    { step: '试点', dueOn: '2024-05-31' },
    { step: '推开', dueOn: '2024-06-30' },
  ];
  const assigned = { ...measure, timetable, dueOn: '2024-06-30' };
  await hearth.refuses('malformed', PLAN, 'assignTask', to, office, { ...assigned, post: undefined });
  await hearth.accepts(PLAN, 'assignTask', to, office, assigned);
  const problem = { problem: 'p1', account: '平台企业联系不畅。' };
  await hearth.accepts(PLAN, 'reportProgress', to, responsible, { progress: '试点启动。' });
  await hearth.accepts(PLAN, 'reportProblem', to, responsible, problem);
  await hearth.refuses('alreadyDone', PLAN, 'reportProblem', to, supervisor, problem);
  await hearth.refuses('roleForbids', PLAN, 'beginSupervision', to, responsible, { demand: '限期解决。' });
  await hearth.accepts(PLAN, 'beginSupervision', to, supervisor, { demand: '限期解决。' });
  await hearth.accepts(PLAN, 'solveProblem', to, responsible, { ...problem, account: '已建立联系。' });
  hearth.at('2024-07-03T09:00:00+08:00');
  const done = { completedOn: '2024-06-30', experience: '以点带面。' };
  await hearth.accepts(PLAN, 'completeTask', to, responsible, done);
  await hearth.accepts(PLAN, 'undoCompletion', to, office, { reason: '尚未推开' });
  await hearth.accepts(PLAN, 'endSupervision', to, supervisor, { finding: '已整改。' });
  await hearth.accepts(PLAN, 'completeTask', to, responsible, { ...done, completedOn: '2024-07-01' });
}

async function appraisal({ hearth, people }: Begun): Promise<void> {
  const { office } = people;
  const to = { matter: 'honour-one' };
  await hearth.accepts(PLAN, 'openAppraisal', to, office, { unit: 'county', of: 'honour', title: '三八红旗手' });
  const third = await hearth.actor('thirdParty', 'province');
  const woman = await hearth.actor('woman', 'county', 'woman-one');
  await hearth.accepts(PLAN, 'appraiseAsThirdParty', to, third, { opinion: '事迹属实。' });
  await hearth.accepts(PLAN, 'appraiseAsWoman', to, woman, { opinion: '大家认可。' });
  await hearth.refuses('alreadyDone', PLAN, 'appraiseAsWoman', to, woman, { opinion: '再说一次。' });
  await hearth.accepts(PLAN, 'closeAppraisal', to, office, { thirdPartyResult: '同意。', womenResult: '同意。' });
  await hearth.refuses('settingUnset', PLAN, 'combineResult', to, office, { result: '同意。' });
  await hearth.setting(PLAN, 'thirdPartyWeight', 4);
  await hearth.setting(PLAN, 'womenWeight', 6);
  await hearth.accepts(PLAN, 'combineResult', to, office, { result: '同意。' });
}
