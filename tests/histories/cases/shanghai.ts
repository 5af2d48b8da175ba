/** A year of a district: late, returned, withdrawn, undone, extended, a corrected score, a decision undone. */
import {
  application,
  candidate,
  CYCLE,
  federation,
  form,
  marks,
  opinion,
  plan,
  WNGOSH,
  ZZB,
  type Federation,
} from '../../shanghai/federation.js';
import { listenTo, type Listener } from '../recording.js';

export async function shanghaiYear(): Promise<Listener> {
  const all = await federation(6);
  const listener = listenTo(all.house);
  await puttingForward(all);
  await handingIn(all);
  await project(all);
  await recommending(all);
  await evaluating(all);
  await deciding(all);
  return listener;
}

async function puttingForward({ house, office, clerk, otherClerk, applicant }: Federation): Promise<void> {
  const put = (home: string) => [CYCLE, 'putForward', { home }, clerk, candidate] as const;
  await house.accepts(CYCLE, 'openRoster', { unit: 'xuhui' }, otherClerk);
  await house.refuses('alreadyExists', CYCLE, 'openRoster', { unit: 'pudong' }, clerk);
  await house.refuses('outsideSubtree', CYCLE, 'openRoster', { unit: 'pudong-s1' }, clerk);
  await house.accepts(undefined, 'giveQuota', { cycle: CYCLE }, office, { quota: 'apply', unit: 'pudong', places: 5 });
  await house.refuses('notInRegister', ...put('stranger'));
  await house.refuses('alreadyInRegister', ...put('former'));
  await house.refuses('outsideSubtree', CYCLE, 'putForward', { home: 'h1' }, otherClerk, candidate);
  await house.refuses('roleForbids', CYCLE, 'putForward', { home: 'h1' }, applicant, candidate);
  await house.refuses('malformed', CYCLE, 'putForward', { home: 'h1' }, clerk, { ...candidate, homeKind: 'castle' });
  for (const home of ['h1', 'h2', 'h3', 'h4', 'h5']) await house.accepts(...put(home));
  await house.refuses('quotaExceeded', ...put('h6'));
  await house.refuses('alreadyExists', ...put('h1'));
  await house.accepts(CYCLE, 'putForward', { home: 'x1' }, otherClerk, candidate);
  const reason = { reason: '条件有变' };
  await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h4' }, clerk, reason);
  await house.accepts(CYCLE, 'withdrawCandidate', { home: 'h5' }, clerk, reason);
  await house.accepts(CYCLE, 'undoWithdrawal', { home: 'h5' }, clerk, { reason: '撤回有误' });
  await house.refuses('stageForbids', CYCLE, 'undoWithdrawal', { home: 'h5' }, clerk, { reason: '撤回有误' });
  await house.accepts(...put('h6'));
  await house.refuses('quotaExceeded', CYCLE, 'undoWithdrawal', { home: 'h4' }, clerk, { reason: '撤回有误' });
}

async function handingIn({ house, office, clerk, otherClerk, applicant }: Federation): Promise<void> {
  await house.accepts(CYCLE, 'nameApplicant', { home: 'h1' }, clerk, { account: applicant.account });
  await house.refuses('notAssigned', CYCLE, 'submitPlan', { home: 'h2' }, applicant, { plan });
  await house.accepts(CYCLE, 'submitPlan', { home: 'h1' }, applicant, { plan });
  const onBehalf = { for: { stream: 'home-test.h2' } };
  await house.accepts(CYCLE, 'submitPlan', { home: 'h2' }, clerk, { plan }, onBehalf);
  for (const home of ['h3', 'h5', 'h6']) await house.accepts(CYCLE, 'submitPlan', { home }, clerk, { plan });
  await house.accepts(CYCLE, 'submitPlan', { home: 'x1' }, otherClerk, { plan });
  const tooLong = { plan: { ...plan, strengths: `𠮷${'字'.repeat(2000)}` } };
  await house.refuses('malformed', CYCLE, 'submitPlan', { home: 'h3' }, clerk, tooLong);
  await house.setting(CYCLE, 'rosterLateness', 'refuse');
  const extension = { deadline: 'rosterDue', unit: 'xuhui', date: '2024-04-19', time: '24:00', reason: '台风' };
  await house.refuses('roleForbids', undefined, 'extendDeadline', { cycle: CYCLE }, clerk, extension);
  await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, extension);
  house.at('2024-04-15T23:59:59+08:00');
  const filled = { filledOn: '2024-04-10', sentTo: [ZZB] };
  await house.refuses('addressMissing', CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, {
    ...filled,
    sentTo: [WNGOSH],
  });
  await house.refuses('dateInFuture', CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, {
    ...filled,
    filledOn: '2024-04-16',
  });
  await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, filled);
  const paper = { receivedOn: '2024-04-16', copies: 3, sealed: true };
  const receive = (given: object) =>
    [CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, { ...paper, ...given }] as const;
  await house.refuses('copiesMissing', ...receive({ receivedOn: '2024-04-15', copies: 2 }));
  await house.refuses('sealMissing', ...receive({ receivedOn: '2024-04-15', sealed: false }));
  house.at('2024-04-16T09:00:00+08:00');
  await house.refuses('late', ...receive({}));
  await house.accepts(CYCLE, 'submitRoster', { unit: 'xuhui' }, otherClerk, filled);
  await house.setting(CYCLE, 'rosterLateness', 'reason');
  await house.refuses('lateReasonMissing', ...receive({}));
  await house.accepts(...receive({ lateReason: '邮路受阻' }));
  await house.accepts(CYCLE, 'returnRoster', { unit: 'pudong' }, office, { reason: '地址有误', paperStands: true });
  await house.accepts(CYCLE, 'resubmitRoster', { unit: 'pudong' }, clerk, filled);
  await house.refuses('addressMissing', CYCLE, 'sendPlans', { unit: 'pudong' }, clerk, { sentTo: [ZZB] });
  await house.accepts(CYCLE, 'sendPlans', { unit: 'pudong' }, clerk, { sentTo: [ZZB, WNGOSH] });
  await house.accepts(CYCLE, 'sendPlans', { unit: 'xuhui' }, otherClerk, { sentTo: [ZZB, WNGOSH] });
  await house.settled();
}

async function project({ house, office, clerk, guide, applicant }: Federation): Promise<void> {
  house.at('2024-05-21T09:00:00+08:00');
  await house.accepts(CYCLE, 'requestDelivery', { home: 'h1' }, applicant, { resource: '亲子课程' });
  await house.refuses('onlyOnce', CYCLE, 'requestDelivery', { home: 'h1' }, clerk, { resource: '法律讲座' });
  await house.accepts(CYCLE, 'recordDelivery', { home: 'h1' }, office, {
    deliveredOn: '2024-05-20',
    resource: '亲子课程',
  });
  await house.refuses('stageForbids', CYCLE, 'recordDelivery', { home: 'h2' }, office, {
    deliveredOn: '2024-05-20',
    resource: '亲子课程',
  });
  const draw = [
    CYCLE,
    'drawGuidanceSample',
    { round: 'first' },
    office,
    { seed: '20240521-demo', seedSource: '演示' },
  ] as const;
  await house.accepts(CYCLE, 'fixSampleFrame', { round: 'first' }, office);
  await house.refuses('settingUnset', ...draw);
  await house.setting(CYCLE, 'guidanceSampleSize', 2);
  await house.accepts(...draw);
  const guidance = { givenBy: '演示社会组织', givenOn: '2024-05-20', goals: '目标与路径', report: '指导报告' };
  const sampled = (await house.read(`guidance-test.${CYCLE}.first`)).fields['sampled'] as readonly string[];
  for (const home of ['h1', 'h2', 'h3', 'h5', 'h6']) {
    const give = [CYCLE, 'giveGuidance', { home }, guide, guidance] as const;
    if (sampled.includes(home)) await house.accepts(...give);
    else await house.refuses('notSampled', ...give);
  }
  const advice = { advice: '普适性指导意见', givenBy: '演示社会组织' };
  await house.accepts(CYCLE, 'giveGeneralAdvice', { round: 'first' }, guide, advice);
  await house.settled();
}

async function recommending({ house, office, clerk }: Federation): Promise<void> {
  house.at('2024-07-25T09:00:00+08:00');
  const [party, district] = [opinion('party', '2024-07-22'), opinion('district', '2024-07-24')];
  const give = (home: string, ...opinions: object[]) => [CYCLE, 'giveOpinions', { home }, clerk, { opinions }] as const;
  const send = (home: string) => [CYCLE, 'sendRecommendation', { home }, clerk, { sentTo: [ZZB] }] as const;
  for (const home of ['h1', 'h2', 'h3']) {
    await house.accepts(CYCLE, 'submitRecommendation', { home }, clerk, { form: form('2024-07-20') });
  }
  await house.refuses('opinionOutOfOrder', ...give('h1', district));
  await house.refuses('opinionOutOfOrder', ...give('h1', party, opinion('district', '2024-07-21')));
  await house.refuses('opinionNotOnForm', ...give('h1', party, district, opinion('city', '2024-07-25')));
  await house.refuses('opinionMissing', ...send('h1'));
  const paper = { receivedOn: '2024-07-25', copies: 3, sealed: true };
  for (const home of ['h1', 'h2', 'h3']) {
    await house.accepts(...give(home, party, district));
    await house.accepts(...send(home));
    await house.refuses('copiesMissing', CYCLE, 'receiveRecommendationPaper', { home }, office, {
      ...paper,
      copies: 2,
    });
    await house.accepts(CYCLE, 'receiveRecommendationPaper', { home }, office, paper);
  }
  const back = { reason: '印章不清', voids: ['district'] };
  await house.accepts(CYCLE, 'returnRecommendation', { home: 'h2' }, office, back);
  await house.accepts(CYCLE, 'resubmitRecommendation', { home: 'h2' }, clerk, { form: form('2024-07-21') });
  await house.refuses('opinionMissing', ...send('h2'));
  await house.accepts(...give('h2', opinion('district', '2024-07-25')));
  await house.accepts(...send('h2'));
  await house.accepts(CYCLE, 'receiveRecommendationPaper', { home: 'h2' }, office, paper);
}

async function evaluating({ house, office, evaluators }: Federation): Promise<void> {
  house.at('2024-08-12T09:00:00+08:00');
  const [first, second, third] = evaluators;
  const visit = (marked: object) => ({ marks: marked, visitedOn: '2024-08-10' });
  for (const home of ['h1', 'h2', 'h3']) {
    await house.accepts(CYCLE, 'assignEvaluator', { home }, office, { account: first.account, class: 'expert' });
  }
  const score = (marked: object) => [CYCLE, 'scoreHome', { home: 'h1' }, first, visit(marked)] as const;
  await house.refuses('marksRefused', ...score({ ...marks(0), rightsPoint: { points: 8 } }));
  await house.refuses('marksRefused', ...score({ ...marks(0), premises: { points: 10 } }));
  await house.refuses('notAssigned', CYCLE, 'scoreHome', { home: 'h1' }, third, visit(marks(0)));
  await house.accepts(...score(marks(0)));
  await house.refuses('alreadyDone', ...score(marks(0)));
  const corrected = { ...visit(marks(1)), reason: '核对后更正' };
  await house.accepts(CYCLE, 'correctScore', { home: 'h1' }, first, corrected);
  const conflict = { account: first.account, reason: '亲属' };
  await house.accepts(CYCLE, 'declareConflict', { home: 'h2' }, first, conflict);
  await house.refuses('conflictOfInterest', CYCLE, 'scoreHome', { home: 'h2' }, first, visit(marks(0)));
  await house.accepts(CYCLE, 'recuseEvaluator', { home: 'h2' }, first, conflict);
  await house.accepts(CYCLE, 'assignEvaluator', { home: 'h2' }, office, { account: second.account, class: 'cadre' });
  await house.refuses('notComplete', CYCLE, 'concludeEvaluation', { home: 'h2' }, office, {});
  await house.accepts(CYCLE, 'scoreHome', { home: 'h2' }, second, visit(marks(0)));
  await house.accepts(CYCLE, 'scoreHome', { home: 'h3' }, first, visit(marks(1)));
  for (const home of ['h1', 'h2', 'h3']) await house.accepts(CYCLE, 'concludeEvaluation', { home }, office, {});
}

async function deciding({ house, office, evaluators }: Federation): Promise<void> {
  const [h1, h2, h3] = ['h1', 'h2', 'h3'].map(application) as [string, string, string];
  const onCycle = { cycle: CYCLE };
  const rank = [CYCLE, 'fixRanking', onCycle, office] as const;
  house.at('2024-09-02T09:00:00+08:00');
  await house.setting(CYCLE, 'awardPlaces', 2);
  await house.accepts(CYCLE, 'beginDeciding', onCycle, office);
  const correction = { marks: marks(0), visitedOn: '2024-08-10', reason: '更正' };
  await house.refuses('cycleForbids', CYCLE, 'correctScore', { home: 'h1' }, evaluators[0], correction);
  await house.refuses('settingUnset', ...rank);
  await house.setting(CYCLE, 'combineScores', 'trimmedMean');
  await house.refuses('notComplete', ...rank);
  await house.setting(CYCLE, 'combineScores', 'mean');
  await house.accepts(...rank);
  const lists = { recognised: [h2], reserve: [h3], notRecognised: [h1], reason: '集体研究' };
  const refused = { ...lists, notRecognised: [h1, application('h5')] };
  await house.refuses('notComplete', CYCLE, 'decide', onCycle, office, refused);
  house.at('2024-09-06T10:00:00+08:00');
  await house.accepts(CYCLE, 'decide', onCycle, office, lists);
  await house.settled();
  await house.accepts(CYCLE, 'undoDecision', onCycle, office, { reason: '名单有误' });
  await house.settled();
  await house.accepts(CYCLE, 'decide', onCycle, office, { ...lists, recognised: [h2, h3], reserve: [] });
  await house.settled();
}
