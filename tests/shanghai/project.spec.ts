/** Notice 一.3: April to August. */
import { describe, expect, test } from '@jest/globals';
import { drawSample } from '../../libs/lifecycle/scoring/sampling.js';
import { application, begun, CYCLE, federation, form, marks, opinion, recommended, WNGOSH, ZZB } from './federation.js';

const guidance = { givenBy: '演示社会组织', givenOn: '2024-05-20', goals: '目标与路径', report: '指导报告' };
const paper = { receivedOn: '2024-07-25', copies: 3, sealed: true };

describe('the project', () => {
  test('one free delivery, and no second', async () => {
    const all = await federation();
    const { house, clerk, office, applicant } = all;
    await begun(all, 'h1');
    await house.refuses('stageForbids', CYCLE, 'recordDelivery', { home: 'h1' }, office, {
      deliveredOn: '2024-04-02',
      resource: '课程',
    });
    await house.refuses('notAssigned', CYCLE, 'requestDelivery', { home: 'h1' }, applicant, { resource: '亲子课程' });
    await house.accepts(CYCLE, 'nameApplicant', { home: 'h1' }, clerk, { account: applicant.account });
    await house.accepts(CYCLE, 'requestDelivery', { home: 'h1' }, applicant, { resource: '亲子课程' });
    await house.refuses('onlyOnce', CYCLE, 'requestDelivery', { home: 'h1' }, clerk, { resource: '法律讲座' });
    await house.accepts(CYCLE, 'recordDelivery', { home: 'h1' }, office, {
      deliveredOn: '2024-04-02',
      resource: '亲子课程',
    });
    await house.refuses('onlyOnce', CYCLE, 'requestDelivery', { home: 'h1' }, applicant, { resource: '法律讲座' });
  });

  test('guidance to those drawn, general advice to all; anyone can draw the sample again', async () => {
    const all = await federation(5);
    const { house, office, guide } = all;
    await begun(all, 'h1', 'h2', 'h3', 'h4', 'h5');
    house.at('2024-05-21T09:00:00+08:00');
    await house.accepts(CYCLE, 'fixSampleFrame', { round: 'first' }, office);
    const seed = { seed: '20240521-demo', seedSource: '演示' };
    await house.refuses('settingUnset', CYCLE, 'drawGuidanceSample', { round: 'first' }, office, seed);
    await house.setting(CYCLE, 'guidanceSampleSize', 2);
    await house.accepts(CYCLE, 'drawGuidanceSample', { round: 'first' }, office, seed);
    const drawn = (await house.facts(`guidance-test.${CYCLE}.first`)).at(-1)?.data;
    const again = drawSample({ frame: ['h5', 'h4', 'h3', 'h2', 'h1'], size: 2, seed: '20240521-demo' });
    expect(drawn).toMatchObject({ homes: again.picked, frameHash: again.frameHash });
    for (const home of ['h1', 'h2', 'h3', 'h4', 'h5']) {
      if (again.picked.includes(home)) await house.accepts(CYCLE, 'giveGuidance', { home }, guide, guidance);
      else await house.refuses('notSampled', CYCLE, 'giveGuidance', { home }, guide, guidance);
    }
    const advice = { advice: '普适性指导意见', givenBy: '演示社会组织' };
    await house.accepts(CYCLE, 'giveGeneralAdvice', { round: 'first' }, guide, advice);
    await house.settled();
    for (const home of ['h1', 'h2', 'h3', 'h4', 'h5'])
      expect((await house.read(application(home))).fields['advised']).toBe(1);
  });
});

describe('the recommendation form', () => {
  test('head, party organisation, district, in this order and no city', async () => {
    const all = await federation();
    const { house, clerk } = all;
    await begun(all, 'h1');
    house.at('2024-07-25T09:00:00+08:00');
    await house.refuses('dateInFuture', CYCLE, 'submitRecommendation', { home: 'h1' }, clerk, {
      form: form('2024-07-26'),
    });
    await house.accepts(CYCLE, 'submitRecommendation', { home: 'h1' }, clerk, { form: form('2024-07-20') });
    const give = (...opinions: object[]) => [CYCLE, 'giveOpinions', { home: 'h1' }, clerk, { opinions }] as const;
    await house.refuses('opinionOutOfOrder', ...give(opinion('party', '2024-07-19')));
    await house.refuses('opinionOutOfOrder', ...give(opinion('district', '2024-07-24')));
    await house.refuses(
      'opinionOutOfOrder',
      ...give(opinion('party', '2024-07-22'), opinion('district', '2024-07-21')),
    );
    await house.refuses(
      'opinionOutOfOrder',
      ...give(opinion('district', '2024-07-24'), opinion('party', '2024-07-22')),
    );
    const city = opinion('city', '2024-07-25');
    await house.refuses(
      'opinionNotOnForm',
      ...give(opinion('party', '2024-07-22'), opinion('district', '2024-07-24'), city),
    );
    await house.refuses('opinionMissing', CYCLE, 'sendRecommendation', { home: 'h1' }, clerk, { sentTo: [ZZB] });
    await house.accepts(...give(opinion('party', '2024-07-22'), opinion('district', '2024-07-24')));
    await house.refuses('opinionOutOfOrder', ...give(opinion('party', '2024-07-25')));
    await house.refuses('addressMissing', CYCLE, 'sendRecommendation', { home: 'h1' }, clerk, { sentTo: [WNGOSH] });
    await house.accepts(CYCLE, 'sendRecommendation', { home: 'h1' }, clerk, { sentTo: [ZZB] });
  });

  test('three sealed copies, which may come before the e-mail', async () => {
    const all = await federation();
    const { house, clerk, office } = all;
    await begun(all, 'h1');
    house.at('2024-07-25T09:00:00+08:00');
    await house.accepts(CYCLE, 'submitRecommendation', { home: 'h1' }, clerk, { form: form('2024-07-20') });
    const receive = (given: object) =>
      [CYCLE, 'receiveRecommendationPaper', { home: 'h1' }, office, { ...paper, ...given }] as const;
    await house.refuses('opinionMissing', ...receive({}));
    const opinions = [opinion('party', '2024-07-22'), opinion('district', '2024-07-24')];
    await house.accepts(CYCLE, 'giveOpinions', { home: 'h1' }, clerk, { opinions });
    await house.refuses('copiesMissing', ...receive({ copies: 2 }));
    await house.refuses('sealMissing', ...receive({ sealed: false }));
    await house.accepts(...receive({}));
    await house.accepts(CYCLE, 'sendRecommendation', { home: 'h1' }, clerk, { sentTo: [ZZB] });
    expect(await house.stage(application('h1'))).toBe('active.evaluation.assembling');
  });

  test('a return voids what it names; what it does not name stands', async () => {
    const all = await federation();
    const { house, clerk, office } = all;
    await begun(all, 'h1');
    await recommended(all, 'h1');
    await house.accepts(CYCLE, 'returnRecommendation', { home: 'h1' }, office, {
      reason: '印章不清',
      voids: ['district'],
    });
    expect((await house.read(application('h1'))).fields['opinions']).toEqual({ party: '2024-07-22' });
    await house.accepts(CYCLE, 'resubmitRecommendation', { home: 'h1' }, clerk, { form: form('2024-07-21') });
    await house.refuses('opinionMissing', CYCLE, 'sendRecommendation', { home: 'h1' }, clerk, { sentTo: [ZZB] });
    await house.accepts(CYCLE, 'giveOpinions', { home: 'h1' }, clerk, {
      opinions: [opinion('district', '2024-07-25')],
    });
    await house.accepts(CYCLE, 'sendRecommendation', { home: 'h1' }, clerk, { sentTo: [ZZB] });
  });
});

describe('the evaluation', () => {
  test('takes the points of the table and no others', async () => {
    const all = await federation();
    const { house, office } = all;
    const [first] = all.evaluators;
    await begun(all, 'h1');
    await recommended(all, 'h1');
    house.at('2024-08-12T09:00:00+08:00');
    await house.accepts(CYCLE, 'assignEvaluator', { home: 'h1' }, office, { account: first.account, class: 'cadre' });
    const score = (given: object) =>
      [
        CYCLE,
        'scoreHome',
        { home: 'h1' },
        first,
        { marks: { ...marks(0), ...given }, visitedOn: '2024-08-10' },
      ] as const;
    const eight = await house.refuses('marksRefused', ...score({ rightsPoint: { points: 8 } }));
    expect(eight.problems).toMatchObject([{ pointer: '/marks/rightsPoint/points', reason: 'scoreNotALevel' }]);
    const ten = await house.refuses('marksRefused', ...score({ premises: { points: 10 } }));
    expect(ten.problems).toMatchObject([{ pointer: '/marks/premises/points', reason: 'scoreAboveMaximum' }]);
    await house.accepts(...score({ premises: { points: 3 } }));
    expect((await house.read(application('h1'))).fields['totals']).toEqual({ [first.account]: 178 });
    await house.refuses('alreadyDone', ...score({}));
    const corrected = { marks: marks(1), visitedOn: '2024-08-10', reason: '核对后更正' };
    await house.accepts(CYCLE, 'correctScore', { home: 'h1' }, first, corrected);
    expect((await house.read(application('h1'))).fields['totals']).toEqual({ [first.account]: 125 });
  });

  test('only by those assigned, free of conflict; who recused does not come back', async () => {
    const all = await federation();
    const { house, office } = all;
    const [first, second, third] = all.evaluators;
    await begun(all, 'h1');
    await recommended(all, 'h1');
    house.at('2024-08-12T09:00:00+08:00');
    const score = { marks: marks(0), visitedOn: '2024-08-10' };
    const assign = (account: string) =>
      [CYCLE, 'assignEvaluator', { home: 'h1' }, office, { account, class: 'expert' }] as const;
    await house.accepts(...assign(first.account));
    await house.accepts(...assign(second.account));
    await house.refuses('alreadyDone', ...assign(second.account));
    await house.refuses('notAssigned', CYCLE, 'scoreHome', { home: 'h1' }, third, score);
    await house.refuses('notAssigned', CYCLE, 'recuseEvaluator', { home: 'h1' }, first, {
      account: second.account,
      reason: '代他人',
    });
    await house.accepts(CYCLE, 'declareConflict', { home: 'h1' }, first, { account: first.account, reason: '亲属' });
    await house.refuses('conflictOfInterest', CYCLE, 'scoreHome', { home: 'h1' }, first, score);
    await house.accepts(CYCLE, 'dismissConflict', { home: 'h1' }, office, {
      account: first.account,
      reason: '查无此事',
    });
    await house.accepts(CYCLE, 'scoreHome', { home: 'h1' }, first, score);
    await house.refuses('notComplete', CYCLE, 'concludeEvaluation', { home: 'h1' }, office, {});
    await house.accepts(CYCLE, 'recuseEvaluator', { home: 'h1' }, second, {
      account: second.account,
      reason: '曾任职',
    });
    await house.refuses('recused', ...assign(second.account));
    await house.refuses('notAssigned', CYCLE, 'scoreHome', { home: 'h1' }, second, score);
    const swap = { out: first.account, account: third.account, class: 'cadre', reason: '时间冲突' };
    await house.accepts(CYCLE, 'replaceEvaluator', { home: 'h1' }, office, swap);
    const { fields } = await house.read(application('h1'));
    expect([fields['evaluators'], fields['pending'], fields['totals']]).toEqual([
      { [third.account]: 'cadre' },
      [third.account],
      {},
    ]);
    await house.refuses('notComplete', CYCLE, 'concludeEvaluation', { home: 'h1' }, office, {});
    await house.accepts(CYCLE, 'scoreHome', { home: 'h1' }, third, score);
    await house.accepts(CYCLE, 'concludeEvaluation', { home: 'h1' }, office, {});
  });
});
