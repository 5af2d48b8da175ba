/** A year of h1, from the roster to the decision and beyond, in which somebody looks around after each step. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { Actor, House } from '../given.js';
import {
  candidate,
  CYCLE,
  federation,
  type Federation,
  form,
  marks,
  opinion,
  plan,
  WNGOSH,
  ZZB,
} from '../shanghai/federation.js';
import { VIEWERS, type Who } from './table.js';

export interface Year {
  readonly house: House;
  readonly viewers: Readonly<Record<Who, Actor>>;
}

export type Look = (year: Year) => Promise<void>;

export async function walk(look: Look, definition?: Definition): Promise<void> {
  await walkThrough(await federation(2, {}, definition), look);
}

export async function walkThrough({ house }: Federation, look: Look): Promise<void> {
  // One that begins nothing all year, and is nobody's here.
  await house.units([['putuo', 'district', 'shanghai']]);
  const viewers = {} as Record<Who, Actor>;
  for (const [who, { role, unit, account }] of Object.entries(VIEWERS))
    viewers[who as Who] = await house.actor(role, unit, account);
  const year = { house, viewers };
  await nominating(year, look);
  await running(year, look);
  await recommending(year, look);
  await deciding(year, look);
  await closing(year, look);
}

async function nominating(year: Year, look: Look): Promise<void> {
  const { house, viewers } = year;
  const { clerk, office, applicant } = viewers;
  const to = { home: 'h1' };
  const roster = { unit: 'pudong' };
  await look(year);
  await house.accepts(CYCLE, 'putForward', to, clerk, candidate);
  await house.accepts(CYCLE, 'nameApplicant', to, clerk, { account: applicant.account });
  await house.accepts(CYCLE, 'assessCandidate', to, clerk, { marks: marks(1), filledOn: '2024-04-01' });
  await look(year);
  await house.accepts(CYCLE, 'submitPlan', to, applicant, { plan });
  await look(year);
  const sending = { filledOn: '2024-04-02', sentTo: [ZZB] };
  await house.accepts(CYCLE, 'submitRoster', roster, clerk, sending);
  await look(year);
  const paper = { receivedOn: '2024-04-02', copies: 3, sealed: true };
  await house.accepts(CYCLE, 'receiveRosterPaper', roster, office, paper);
  await look(year);
  await house.accepts(CYCLE, 'returnRoster', roster, office, { reason: '缺页', paperStands: false });
  await look(year);
  await house.accepts(CYCLE, 'resubmitRoster', roster, clerk, sending);
  await house.accepts(CYCLE, 'sendPlans', roster, clerk, { sentTo: [ZZB, WNGOSH] });
  await house.settled();
  await look(year);
}

async function running(year: Year, look: Look): Promise<void> {
  const { house, viewers } = year;
  const { clerk, office, applicant, guide } = viewers;
  const to = { home: 'h1' };
  const round = { round: 'first' };
  house.at('2024-05-20T09:00:00+08:00');
  const due = { deadline: 'recommendationDue', date: '2024-08-05', time: '24:00', reason: '台风' };
  await house.accepts(undefined, 'moveDeadline', { cycle: CYCLE }, office, due);
  await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, { ...due, unit: 'pudong' });
  await house.accepts(CYCLE, 'correctPlan', to, applicant, { plan, reason: '预算' });
  await house.accepts(CYCLE, 'trackProgress', to, clerk, { trackedOn: '2024-05-19', account: '按计划' });
  await house.accepts(CYCLE, 'fixSampleFrame', round, office);
  await look(year);
  await house.setting(CYCLE, 'guidanceSampleSize', 1);
  await house.accepts(CYCLE, 'drawGuidanceSample', round, office, { seed: 'demo', seedSource: '演示' });
  await look(year);
  const guidance = { givenBy: '演示社会组织', givenOn: '2024-05-20', goals: '目标', report: '报告' };
  await house.accepts(CYCLE, 'giveGuidance', to, guide, guidance);
  await house.accepts(CYCLE, 'giveGeneralAdvice', round, guide, { advice: '意见', givenBy: '演示社会组织' });
  await house.settled();
  await house.accepts(CYCLE, 'requestDelivery', to, applicant, { resource: '课程' });
  await look(year);
  await house.accepts(CYCLE, 'recordDelivery', to, office, { deliveredOn: '2024-05-20', resource: '课程' });
  await look(year);
  await house.accepts(CYCLE, 'withdrawCandidate', to, clerk, { reason: '场地' });
  await look(year);
  await house.accepts(CYCLE, 'undoWithdrawal', to, clerk, { reason: '恢复' });
}

async function recommending(year: Year, look: Look): Promise<void> {
  const { house, viewers } = year;
  const { clerk, office, applicant } = viewers;
  const to = { home: 'h1' };
  const opinions = [opinion('party', '2024-07-22'), opinion('district', '2024-07-24')];
  house.at('2024-07-25T09:00:00+08:00');
  await house.accepts(CYCLE, 'submitRecommendation', to, applicant, { form: form('2024-07-20') });
  await house.accepts(CYCLE, 'giveOpinions', to, clerk, { opinions });
  await look(year);
  await house.accepts(CYCLE, 'sendRecommendation', to, clerk, { sentTo: [ZZB] });
  await look(year);
  await house.accepts(CYCLE, 'returnRecommendation', to, office, { reason: '签名', voids: [] });
  await look(year);
  await house.accepts(CYCLE, 'resubmitRecommendation', to, applicant, { form: form('2024-07-21') });
  const paper = { receivedOn: '2024-07-25', copies: 3, sealed: true };
  await house.accepts(CYCLE, 'receiveRecommendationPaper', to, office, paper);
  await look(year);
  await house.accepts(CYCLE, 'sendRecommendation', to, clerk, { sentTo: [ZZB] });
  await look(year);
}

async function deciding(year: Year, look: Look): Promise<void> {
  const { house, viewers } = year;
  const { office, leader, evaluator } = viewers;
  const to = { home: 'h1' };
  const cycle = { cycle: CYCLE };
  house.at('2024-08-12T09:00:00+08:00');
  await house.accepts(CYCLE, 'assignEvaluator', to, office, { account: evaluator.account, class: 'expert' });
  await look(year);
  await house.accepts(CYCLE, 'scoreHome', to, evaluator, { marks: marks(0), visitedOn: '2024-08-10' });
  const score = { marks: marks(1), visitedOn: '2024-08-10', reason: '更正' };
  await house.accepts(CYCLE, 'correctScore', to, evaluator, score);
  await look(year);
  await house.accepts(CYCLE, 'concludeEvaluation', to, office, {});
  await look(year);
  await house.accepts(CYCLE, 'beginDeciding', cycle, office);
  await look(year);
  await house.setting(CYCLE, 'combineScores', 'mean');
  await house.accepts(CYCLE, 'fixRanking', cycle, office);
  await look(year);
  const lists = { recognised: ['application-test.2024.h1'], reserve: [], notRecognised: [], reason: '集体研究' };
  await house.accepts(CYCLE, 'decide', cycle, leader, lists);
  await house.settled();
  await look(year);
}

async function closing(year: Year, look: Look): Promise<void> {
  const { house, viewers } = year;
  const { office, operator } = viewers;
  await house.accepts(undefined, 'closeCycle', { cycle: CYCLE }, office);
  await house.accepts(undefined, 'closeHome', { home: 'h1' }, office, { reason: '拆迁' });
  await house.accepts(undefined, 'closeUnit', { unit: 'pudong-s1' }, operator, { reason: '撤并' });
  await look(year);
  await house.accepts(undefined, 'reopenCycle', { cycle: CYCLE }, office, { reason: '补评' });
  await house.accepts(undefined, 'reopenHome', { home: 'h1' }, office, { reason: '恢复' });
  await look(year);
}
