/**
 * Who may do and see what in Shanghai's 3.0 programme, written by hand from the notice: part 一 (who reports what to
 * whom), annex 1 (the units that have places), annex 2 (the forms and who signs and seals), and from the platform's own
 * rules. Not made from the definition: the definition is tried against it, and so is whatever else lets people in.
 */

/** Somebody with a role, told by where she stands to home h1 of 浦东's first street. */
export const VIEWERS = {
  /** Acts for h1. */
  applicant: { role: 'applicant', unit: 'pudong-s1', account: 'applicant-h1' },
  applicantOfAnother: { role: 'applicant', unit: 'pudong-s1', account: 'applicant-h2' },
  /** 浦东妇联, which puts h1 forward. */
  clerk: { role: 'clerk', unit: 'pudong', account: 'clerk-pudong' },
  streetClerk: { role: 'clerk', unit: 'pudong-s1', account: 'clerk-pudong-s1' },
  siblingClerk: { role: 'clerk', unit: 'xuhui', account: 'clerk-xuhui' },
  /** 市妇联组织部. */
  office: { role: 'office', unit: 'shanghai', account: 'office-shanghai' },
  siblingOffice: { role: 'office', unit: 'xuhui', account: 'office-xuhui' },
  leader: { role: 'leader', unit: 'shanghai', account: 'leader-shanghai' },
  /** 第三方. */
  guide: { role: 'guide', unit: 'shanghai', account: 'guide-shanghai' },
  /** Assigned to h1, once somebody is. */
  evaluator: { role: 'evaluator', unit: 'shanghai', account: 'evaluator-1' },
  evaluatorElsewhere: { role: 'evaluator', unit: 'shanghai', account: 'evaluator-2' },
  auditor: { role: 'auditor', unit: 'shanghai', account: 'auditor-shanghai' },
  operator: { role: 'operator', unit: 'shanghai', account: 'operator-shanghai' },
} as const;
export type Who = keyof typeof VIEWERS;
export const EVERYBODY = Object.keys(VIEWERS) as Who[];

/** What the table is about. `absent…`: not there yet. */
export const SUBJECTS = {
  application: 'application-test.2024.h1',
  absentApplication: 'application-test.2024.h2',
  roster: 'roster-test.2024.pudong',
  absentRoster: 'roster-test.2024.xuhui',
  sending: 'sending-test.2024.pudong',
  guidance: 'guidance-test.2024.first',
  cycle: 'cycle-test.2024',
  home: 'home-test.h1',
  unit: 'unit-test.pudong-s1',
  grant: 'grant-test.applicant-h1',
} as const;
export type About = keyof typeof SUBJECTS;

const project = 'active.project.delivery.unasked';
const asked = 'active.project.delivery.requested';
const served = 'active.project.delivery.delivered';
const underway = [project, asked, served];
const planning = 'active.candidate.planning';
const planned = 'active.candidate.planned';
const opinions = 'active.recommendation.opinions';
const sent = 'active.recommendation.sent';
const paperReceived = 'active.recommendation.paperReceived';
const returned = 'active.recommendation.returned';
const recommending = [opinions, sent, paperReceived, returned];
const assembling = 'active.evaluation.assembling';
const scoring = 'active.evaluation.scoring';
const evaluated = 'active.evaluation.evaluated';

export interface CommandRow {
  readonly on: About;
  readonly command: string;
  readonly who: readonly Who[];
  /** The subject's stages; those of what lives in the year only while the year is open. */
  readonly stages: readonly string[];
  /** Only once h1 is drawn. */
  readonly when?: 'drawn';
}

const home: readonly Who[] = ['applicant', 'clerk'];

export const COMMANDS: readonly CommandRow[] = [
  // 一.2: 报送名册, by the district; paper and returns at the city.
  { on: 'absentRoster', command: 'openRoster', who: ['siblingClerk', 'office', 'siblingOffice'], stages: ['absent'] },
  { on: 'roster', command: 'submitRoster', who: ['clerk'], stages: ['drafting'] },
  { on: 'roster', command: 'enterRoster', who: ['office'], stages: ['drafting'] },
  { on: 'roster', command: 'receiveRosterPaper', who: ['office'], stages: ['submitted'] },
  { on: 'roster', command: 'returnRoster', who: ['office'], stages: ['submitted', 'received'] },
  { on: 'roster', command: 'resubmitRoster', who: ['clerk'], stages: ['returned'] },
  // Annex 2, below the plan: the unit sends the plans.
  { on: 'sending', command: 'sendPlans', who: ['clerk'], stages: ['ready'] },
  { on: 'sending', command: 'enterPlans', who: ['office'], stages: ['ready'] },
  // 一.1, 一.2: the unit with places puts forward, weighs, withdraws.
  { on: 'application', command: 'putForward', who: ['clerk'], stages: ['absent'] },
  { on: 'absentApplication', command: 'putForward', who: ['clerk'], stages: ['absent'] },
  { on: 'application', command: 'nameApplicant', who: ['clerk'], stages: [planning, planned, ...underway] },
  { on: 'application', command: 'assessCandidate', who: ['clerk'], stages: [planning, planned] },
  {
    on: 'application',
    command: 'withdrawCandidate',
    who: ['clerk'],
    stages: [planning, planned, ...underway, ...recommending, assembling, scoring, evaluated],
  },
  { on: 'application', command: 'undoWithdrawal', who: ['clerk', 'office'], stages: ['withdrawn'] },
  // 增能升级方案: 各申报单位拟定; one without an account is written for by its unit.
  { on: 'application', command: 'submitPlan', who: home, stages: [planning] },
  { on: 'application', command: 'correctPlan', who: home, stages: [planned, ...underway] },
  // 一.3, first stage.
  { on: 'application', command: 'trackProgress', who: ['clerk'], stages: underway },
  { on: 'application', command: 'requestDelivery', who: home, stages: underway },
  { on: 'application', command: 'recordDelivery', who: ['office'], stages: [asked, ...recommending, assembling] },
  {
    on: 'application',
    command: 'giveGuidance',
    who: ['guide', 'office'],
    stages: [...underway, ...recommending, assembling],
    when: 'drawn',
  },
  { on: 'guidance', command: 'fixSampleFrame', who: ['office'], stages: ['absent', 'framed'] },
  { on: 'guidance', command: 'drawGuidanceSample', who: ['office'], stages: ['framed'] },
  { on: 'guidance', command: 'giveGeneralAdvice', who: ['guide', 'office'], stages: ['guiding', 'advised'] },
  // 推荐表: the head signs, party organisation and district seal, the district reports, the city receives.
  { on: 'application', command: 'submitRecommendation', who: home, stages: underway },
  { on: 'application', command: 'giveOpinions', who: ['clerk'], stages: [opinions] },
  { on: 'application', command: 'sendRecommendation', who: ['clerk'], stages: [opinions, paperReceived] },
  { on: 'application', command: 'enterRecommendation', who: ['office'], stages: [opinions, paperReceived] },
  { on: 'application', command: 'receiveRecommendationPaper', who: ['office'], stages: [opinions, sent] },
  {
    on: 'application',
    command: 'returnRecommendation',
    who: ['clerk', 'office'],
    stages: [opinions, sent, paperReceived, assembling],
  },
  { on: 'application', command: 'resubmitRecommendation', who: home, stages: [returned] },
  // 一.3, second stage: 市妇联 … 组织 … 开展推荐评估.
  { on: 'application', command: 'assignEvaluator', who: ['office'], stages: [assembling, scoring] },
  { on: 'application', command: 'replaceEvaluator', who: ['office'], stages: [scoring] },
  { on: 'application', command: 'recuseEvaluator', who: ['evaluator', 'office'], stages: [scoring] },
  { on: 'application', command: 'declareConflict', who: ['office'], stages: [assembling] },
  { on: 'application', command: 'declareConflict', who: ['evaluator', 'office'], stages: [scoring] },
  { on: 'application', command: 'dismissConflict', who: ['office'], stages: [assembling, scoring] },
  { on: 'application', command: 'scoreHome', who: ['evaluator'], stages: [scoring] },
  { on: 'application', command: 'correctScore', who: ['evaluator'], stages: [scoring] },
  { on: 'application', command: 'concludeEvaluation', who: ['office'], stages: [scoring] },
  { on: 'application', command: 'reopenEvaluation', who: ['office'], stages: [evaluated] },
  // Who decides is not said: the organising office and its leaders, on the record.
  { on: 'cycle', command: 'beginDeciding', who: ['office'], stages: ['open'] },
  { on: 'cycle', command: 'resumeEvaluation', who: ['office'], stages: ['deciding'] },
  { on: 'cycle', command: 'fixRanking', who: ['office'], stages: ['deciding'] },
  { on: 'cycle', command: 'undoRanking', who: ['office'], stages: ['ranked'] },
  { on: 'cycle', command: 'decide', who: ['office', 'leader'], stages: ['ranked'] },
  { on: 'cycle', command: 'undoDecision', who: ['office', 'leader'], stages: ['decided'] },
  // The platform's own.
  ...['giveSetting', 'giveQuota', 'giveReminders'].map((command): CommandRow => ({
    on: 'cycle',
    command,
    who: ['office'],
    stages: ['open', 'deciding', 'ranked'],
  })),
  ...['giveDeadline', 'moveDeadline', 'extendDeadline'].map((command): CommandRow => ({
    on: 'cycle',
    command,
    who: ['office'],
    stages: ['open'],
  })),
  { on: 'cycle', command: 'closeCycle', who: ['office'], stages: ['open', 'decided'] },
  { on: 'cycle', command: 'reopenCycle', who: ['office'], stages: ['closed'] },
  ...['renameHome', 'closeHome'].map((command): CommandRow => ({
    on: 'home',
    command,
    who: ['operator', 'office', 'clerk', 'streetClerk'],
    stages: ['active'],
  })),
  { on: 'home', command: 'reopenHome', who: ['operator', 'office', 'clerk', 'streetClerk'], stages: ['closed'] },
  { on: 'home', command: 'moveHome', who: ['operator', 'office'], stages: ['active'] },
  { on: 'home', command: 'loadStanding', who: ['operator', 'office'], stages: ['active'] },
  { on: 'unit', command: 'renameUnit', who: ['operator', 'office'], stages: ['active'] },
  { on: 'unit', command: 'moveUnit', who: ['operator'], stages: ['active'] },
  { on: 'unit', command: 'closeUnit', who: ['operator'], stages: ['active'] },
  { on: 'unit', command: 'reopenUnit', who: ['operator'], stages: ['closed'] },
  { on: 'grant', command: 'grantRole', who: ['operator'], stages: ['active'] },
  { on: 'grant', command: 'revokeRole', who: ['operator'], stages: ['active'] },
];

export interface FieldRow {
  readonly on: About;
  readonly facts: readonly string[];
  /** Those of a fact's fields that are seen; none: only that it happened. */
  readonly fields: 'all' | readonly string[];
  readonly who: readonly Who[];
  /** `own`: of what one entered oneself; `fixed`: while the ranking is; `drawn`: h1 was drawn; `assigned`: one is, to h1. */
  readonly when?: 'own' | 'fixed' | 'drawn' | 'assigned';
}

const toldOfAdvice: readonly Who[] = [
  'applicant',
  'applicantOfAnother',
  'clerk',
  'streetClerk',
  'siblingClerk',
  'evaluator',
  'evaluatorElsewhere',
];
const clerks: readonly Who[] = ['clerk', 'streetClerk', 'siblingClerk'];
const organisers: readonly Who[] = ['office', 'leader', 'auditor'];
const nearHome: readonly Who[] = ['applicant', 'clerk', 'streetClerk', ...organisers];
const forms = ['homePutForward', 'planSubmitted', 'planCorrected', 'guidanceGiven', 'adviceReceived'];
const onTheWay = [
  'planSent',
  'recommendationSent',
  'recommendationPaperReceived',
  'recommendationReturned',
  'candidateWithdrawn',
  'withdrawalUndone',
];

export const FIELDS: readonly FieldRow[] = [
  // The home, its street, its district, the city.
  {
    on: 'application',
    facts: [
      ...forms,
      ...onTheWay,
      'progressTracked',
      'deliveryRequested',
      'deliveryMade',
      'recommendationSubmitted',
      'recommendationResubmitted',
      'opinionsGiven',
      'homeRecognised',
      'homeReserved',
      'homeNotRecognised',
      'decisionUndone',
    ],
    fields: 'all',
    who: nearHome,
  },
  { on: 'application', facts: ['applicantNamed'], fields: 'all', who: ['clerk', 'office'] },
  { on: 'application', facts: ['candidateAssessed'], fields: 'all', who: ['clerk', 'office', 'auditor'] },
  // The third party: 随机抽取部分申报单位.
  { on: 'application', facts: forms, fields: 'all', who: ['guide'], when: 'drawn' },
  {
    on: 'application',
    facts: [...onTheWay, 'recommendationSubmitted', 'recommendationResubmitted'],
    fields: [],
    who: ['guide'],
    when: 'drawn',
  },
  // 结合项目指导报告及项目建设情况.
  {
    on: 'application',
    facts: [
      ...forms,
      'progressTracked',
      'deliveryMade',
      'recommendationSubmitted',
      'recommendationResubmitted',
      'opinionsGiven',
    ],
    fields: 'all',
    who: ['evaluator'],
    when: 'assigned',
  },
  {
    on: 'application',
    facts: [...onTheWay, 'evaluatorAssigned', 'evaluationConcluded', 'evaluationReopened'],
    fields: [],
    who: ['evaluator'],
    when: 'assigned',
  },
  { on: 'application', facts: ['homeScored', 'scoreCorrected'], fields: 'all', who: ['evaluator'], when: 'own' },
  { on: 'application', facts: ['homeScored', 'scoreCorrected'], fields: 'all', who: ['evaluator'], when: 'fixed' },
  { on: 'application', facts: ['homeScored', 'scoreCorrected'], fields: 'all', who: organisers, when: 'fixed' },
  {
    on: 'application',
    facts: [
      'evaluatorAssigned',
      'evaluatorRecused',
      'evaluatorReplaced',
      'conflictDeclared',
      'conflictDismissed',
      'evaluationConcluded',
      'evaluationReopened',
    ],
    fields: 'all',
    who: organisers,
  },
  // What the unit reports is the unit's and the city's: a street does not see the district's whole list.
  ...(['roster', 'sending'] as const).map((on): FieldRow => ({
    on,
    facts: ['*'],
    fields: 'all',
    who: ['clerk', ...organisers],
  })),
  { on: 'guidance', facts: ['*'], fields: 'all', who: ['office', 'auditor'] },
  { on: 'guidance', facts: ['sampleDrawn', 'generalAdviceGiven'], fields: 'all', who: ['guide'] },
  { on: 'guidance', facts: ['frameFixed'], fields: [], who: ['guide', ...clerks] },
  { on: 'guidance', facts: ['sampleDrawn'], fields: ['seed', 'seedSource', 'frameHash'], who: clerks },
  // 向所有项目申报对象反馈.
  { on: 'guidance', facts: ['generalAdviceGiven'], fields: ['advice', 'givenBy'], who: toldOfAdvice },
  // The year: dates and places are everybody's, scores and decisions are not.
  {
    on: 'cycle',
    facts: ['cycleOpened', 'settingGiven', 'quotaGiven', 'deadlineGiven', 'remindersGiven'],
    fields: 'all',
    who: EVERYBODY,
  },
  { on: 'cycle', facts: ['deadlineMoved'], fields: ['deadline', 'date', 'time', 'instant'], who: EVERYBODY },
  {
    on: 'cycle',
    facts: ['deadlineExtended'],
    fields: ['deadline', 'date', 'time', 'instant', 'place'],
    who: EVERYBODY,
  },
  {
    on: 'cycle',
    facts: [
      'decidingBegan',
      'decidingUndone',
      'rankingFixed',
      'rankingUndone',
      'decisionsMade',
      'decisionsUndone',
      'cycleClosed',
      'cycleReopened',
    ],
    fields: [],
    who: EVERYBODY,
  },
  {
    on: 'cycle',
    facts: [
      'subjectListed',
      'deadlineMoved',
      'deadlineExtended',
      'decidingUndone',
      'rankingUndone',
      'decisionsMade',
      'decisionsUndone',
      'cycleReopened',
    ],
    fields: 'all',
    who: organisers,
  },
  { on: 'cycle', facts: ['rankingFixed'], fields: 'all', who: organisers, when: 'fixed' },
  { on: 'home', facts: ['homeRegistered', 'homeRenamed'], fields: 'all', who: EVERYBODY },
  { on: 'home', facts: ['homeClosed', 'homeReopened'], fields: [], who: EVERYBODY },
  {
    on: 'home',
    facts: ['*'],
    fields: 'all',
    who: ['applicant', 'applicantOfAnother', 'clerk', 'streetClerk', 'operator', ...organisers],
  },
  { on: 'unit', facts: ['unitRegistered', 'unitRenamed'], fields: 'all', who: EVERYBODY },
  { on: 'unit', facts: ['unitClosed', 'unitReopened'], fields: [], who: EVERYBODY },
  { on: 'unit', facts: ['*'], fields: 'all', who: ['operator', 'office', 'clerk', 'streetClerk'] },
  { on: 'grant', facts: ['*'], fields: 'all', who: ['applicant', 'operator'] },
];
