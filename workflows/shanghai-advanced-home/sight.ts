/** Who may see which facts, and who is told of what. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

type When = NonNullable<Definition['sight'][number]['when']>;

/** The ranking stands, and no score moves any more. A year that was closed without one, or is open again, has none. */
const fixed = {
  all: [
    { path: 'cycle.ranked', is: true },
    { stage: 'cycle', in: ['ranked', 'decided', 'closed'] },
  ],
} satisfies When;

/** Until the ranking is fixed an evaluator sees her own scores only, and nobody else sees any. */
const own = { same: ['fact.account', 'actor.account'] } satisfies When;

/** What happens to an application, without scores and without who scores and why not. */
const course = [
  'homePutForward.*',
  'candidateWithdrawn.*',
  'withdrawalUndone.*',
  'planSubmitted.*',
  'planCorrected.*',
  'planSent.*',
  'progressTracked.*',
  'deliveryRequested.*',
  'deliveryMade.*',
  'guidanceGiven.*',
  'adviceReceived.*',
  'recommendationSubmitted.*',
  'opinionsGiven.*',
  'recommendationSent.*',
  'recommendationPaperReceived.*',
  'recommendationReturned.*',
  'recommendationResubmitted.*',
  'homeRecognised.*',
  'homeReserved.*',
  'homeNotRecognised.*',
  'decisionUndone.*',
] satisfies string[];

const panel = [
  'evaluatorAssigned.*',
  'evaluatorRecused.*',
  'evaluatorReplaced.*',
  'conflictDeclared.*',
  'conflictDismissed.*',
  'evaluationConcluded.*',
  'evaluationReopened.*',
] satisfies string[];

const scores = ['homeScored.*', 'scoreCorrected.*'] satisfies string[];

/** That a home withdraws or comes back is for everybody who works with it. */
const withdrawing = ['candidateWithdrawn', 'withdrawalUndone'] satisfies string[];

/** 普适性指导意见，向所有项目申报对象反馈: the advice is for all, the list of those whom it reached is not. */
const advice = ['generalAdviceGiven.advice', 'generalAdviceGiven.givenBy'] satisfies string[];

/** What the office writes on the year, beyond what everybody sees of it; the scores in its ranking are apart. */
const year = [
  'subjectListed.*',
  'deadlineMoved.*',
  'deadlineExtended.*',
  'decidingUndone.*',
  'rankingUndone.*',
  'decisionsMade.*',
  'decisionsUndone.*',
  'cycleReopened.*',
] satisfies string[];

/** The federation that organises it: its office, its leaders, whoever audits it. */
const organising = ['office', 'leader', 'auditor'] satisfies string[];

const organisers = [
  { role: organising, where: 'subtree', subject: 'application', sees: [...course, ...panel] },
  { role: organising, where: 'subtree', subject: 'application', sees: scores, when: fixed },
  { role: organising, where: 'subtree', subject: 'roster', sees: ['*'] },
  { role: organising, where: 'subtree', subject: 'sending', sees: ['*'] },
  { role: organising, where: 'subtree', subject: 'cycle', sees: year },
  { role: organising, where: 'subtree', subject: 'cycle', sees: ['rankingFixed.*'], when: fixed },
  { role: 'office', where: 'subtree', subject: 'application', sees: ['applicantNamed.*', 'candidateAssessed.*'] },
  { role: 'auditor', where: 'subtree', subject: 'application', sees: ['candidateAssessed.*'] },
  { role: ['office', 'auditor'], where: 'subtree', subject: 'guidance', sees: ['*'] },
] satisfies Definition['sight'];

/** A home's own unit (its street, where the roster names it), and the unit that puts it forward. */
const units = [
  {
    role: 'clerk',
    where: 'subtree',
    subject: 'application',
    sees: [...course, 'applicantNamed.*', 'candidateAssessed.*'],
  },
  { role: 'clerk', where: { unitIn: 'self.street' }, subject: 'application', sees: course },
  { role: 'clerk', where: 'subtree', subject: 'roster', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'sending', sees: ['*'] },
  /** By what lot was drawn, so that it can be drawn again; who else applies and who was drawn elsewhere is not shown. */
  {
    role: 'clerk',
    where: 'anywhere',
    subject: 'guidance',
    sees: ['frameFixed', 'sampleDrawn.seed', 'sampleDrawn.seedSource', 'sampleDrawn.frameHash', ...advice],
  },
] satisfies Definition['sight'];

/** 第三方社会组织或机构: the homes that were drawn, and no others. */
const guides = [
  {
    role: 'guide',
    where: 'subtree',
    subject: 'guidance',
    sees: ['frameFixed', 'sampleDrawn.*', 'generalAdviceGiven.*'],
  },
  {
    role: 'guide',
    where: 'subtree',
    subject: 'application',
    reads: { draw: { subject: 'guidance', key: { round: { value: 'first' } } } },
    when: { member: 'key.home', of: 'draw.sampled' },
    sees: [
      'homePutForward.*',
      'planSubmitted.*',
      'planCorrected.*',
      'planSent',
      'guidanceGiven.*',
      'adviceReceived.*',
      'recommendationSubmitted',
      'recommendationSent',
      'recommendationPaperReceived',
      'recommendationReturned',
      'recommendationResubmitted',
      ...withdrawing,
    ],
  },
] satisfies Definition['sight'];

/** Those assigned to a home: what they judge it by, where it stands in the evaluation, and no decision. */
const evaluators = [
  {
    role: 'evaluator',
    where: { accountIn: 'self.evaluators' },
    subject: 'application',
    sees: [
      'homePutForward.*',
      'planSubmitted.*',
      'planCorrected.*',
      'planSent',
      'progressTracked.*',
      'deliveryMade.*',
      'guidanceGiven.*',
      'adviceReceived.*',
      'recommendationSubmitted.*',
      'recommendationResubmitted.*',
      'recommendationReturned',
      'opinionsGiven.*',
      'recommendationSent',
      'recommendationPaperReceived',
      'evaluatorAssigned',
      'evaluationConcluded',
      'evaluationReopened',
      ...withdrawing,
    ],
  },
  {
    role: 'evaluator',
    where: { accountIn: 'self.evaluators' },
    subject: 'application',
    sees: scores,
    when: { any: [own, fixed] },
  },
  {
    role: 'evaluator',
    where: { accountIn: 'self.evaluators' },
    subject: 'application',
    sees: ['conflictDeclared.*'],
    when: own,
  },
  { role: 'evaluator', where: 'anywhere', subject: 'guidance', sees: advice },
] satisfies Definition['sight'];

export const sight = [
  { role: 'applicant', where: { accountIn: 'self.applicants' }, subject: 'application', sees: course },
  { role: 'applicant', where: 'anywhere', subject: 'guidance', sees: advice },
  ...units,
  ...organisers,
  ...guides,
  ...evaluators,
] satisfies Definition['sight'];

const homesOwn = {
  role: 'applicant',
  where: { accountIn: 'self.applicants' },
} satisfies Definition['notices'][number]['to'][number];
const clerk = { role: 'clerk', where: 'own' } satisfies Definition['notices'][number]['to'][number];
const office = { role: 'office', where: 'subtree' } satisfies Definition['notices'][number]['to'][number];

/** Of the decision nobody is told by itself: how it is announced the notice does not say. */
export const notices = [
  { on: { subject: 'roster', fact: 'rosterSubmitted' }, to: [office], text: 'notice.rosterSubmitted' },
  { on: { subject: 'roster', fact: 'rosterPaperReceived' }, to: [clerk], text: 'notice.rosterPaperReceived' },
  { on: { subject: 'roster', fact: 'rosterReturned' }, to: [clerk], text: 'notice.rosterReturned' },
  { on: { subject: 'roster', fact: 'rosterResubmitted' }, to: [office], text: 'notice.rosterResubmitted' },
  { on: { subject: 'roster', fact: 'rosterMended' }, to: [office], text: 'notice.rosterResubmitted' },
  { on: { subject: 'sending', fact: 'plansSent' }, to: [office], text: 'notice.plansSent' },
  { on: { subject: 'application', fact: 'deliveryRequested' }, to: [office], text: 'notice.deliveryRequested' },
  { on: { subject: 'application', fact: 'deliveryMade' }, to: [homesOwn, clerk], text: 'notice.deliveryMade' },
  {
    on: { subject: 'guidance', fact: 'sampleDrawn' },
    to: [{ role: 'guide', where: 'anywhere' }, office],
    text: 'notice.sampleDrawn',
  },
  { on: { subject: 'application', fact: 'guidanceGiven' }, to: [homesOwn, clerk], text: 'notice.guidanceGiven' },
  { on: { subject: 'application', fact: 'adviceReceived' }, to: [homesOwn, clerk], text: 'notice.adviceReceived' },
  {
    on: { subject: 'application', fact: 'recommendationReturned' },
    to: [homesOwn, clerk],
    text: 'notice.recommendationReturned',
  },
  { on: { subject: 'application', fact: 'recommendationSent' }, to: [office], text: 'notice.recommendationSent' },
  {
    on: { subject: 'application', fact: 'evaluatorAssigned' },
    to: [{ role: 'evaluator', where: { accountIn: 'self.evaluators' } }],
    text: 'notice.evaluatorAssigned',
  },
  { on: { subject: 'application', fact: 'conflictDeclared' }, to: [office], text: 'notice.conflictDeclared' },
  { on: { subject: 'application', fact: 'evaluatorRecused' }, to: [office], text: 'notice.evaluatorRecused' },
] satisfies Definition['notices'];
