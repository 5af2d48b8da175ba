/** Who may see which facts, and who is told of what. */
import type { Definition } from '../../libs/lifecycle/definition.js';

/** Until the ranking is fixed an evaluator sees her own scores only, and nobody else sees any. */
const ownOrFixed = {
  any: [{ same: ['fact.account', 'actor.account'] }, { stage: 'cycle', in: ['ranked', 'decided', 'closed'] }],
} satisfies Definition['sight'][number]['when'];

const fixed = { stage: 'cycle', in: ['ranked', 'decided', 'closed'] } satisfies Definition['sight'][number]['when'];

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

export const sight = [
  { role: 'applicant', where: { accountIn: 'self.applicants' }, subject: 'application', sees: course },
  {
    role: 'clerk',
    where: 'subtree',
    subject: 'application',
    sees: [...course, 'applicantNamed.*', 'candidateAssessed.*'],
  },
  { role: 'clerk', where: 'subtree', subject: 'roster', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'sending', sees: ['*'] },
  { role: 'clerk', where: 'anywhere', subject: 'guidance', sees: ['*'] },
  {
    role: 'office',
    where: 'subtree',
    subject: 'application',
    sees: [...course, ...panel, 'applicantNamed.*', 'candidateAssessed.*'],
  },
  { role: 'office', where: 'subtree', subject: 'application', sees: scores, when: fixed },
  { role: 'office', where: 'subtree', subject: 'roster', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'sending', sees: ['*'] },
  { role: 'office', where: 'anywhere', subject: 'guidance', sees: ['*'] },
  { role: 'leader', where: 'subtree', subject: 'application', sees: [...course, ...panel] },
  { role: 'leader', where: 'subtree', subject: 'application', sees: scores, when: fixed },
  { role: 'leader', where: 'subtree', subject: 'roster', sees: ['*'] },
  { role: 'leader', where: 'subtree', subject: 'sending', sees: ['*'] },
  { role: 'guide', where: 'anywhere', subject: 'guidance', sees: ['*'] },
  {
    role: 'guide',
    where: 'subtree',
    subject: 'application',
    sees: ['homePutForward.*', 'planSubmitted.*', 'planCorrected.*', 'guidanceGiven.*', 'adviceReceived.*'],
  },
  {
    role: 'evaluator',
    where: { accountIn: 'self.evaluators' },
    subject: 'application',
    sees: [
      'homePutForward.*',
      'planSubmitted.*',
      'planCorrected.*',
      'progressTracked.*',
      'deliveryMade.*',
      'guidanceGiven.*',
      'adviceReceived.*',
      'recommendationSubmitted.*',
      'recommendationResubmitted.*',
      'opinionsGiven.*',
    ],
  },
  {
    role: 'evaluator',
    where: { accountIn: 'self.evaluators' },
    subject: 'application',
    sees: scores,
    when: ownOrFixed,
  },
  { role: 'evaluator', where: 'anywhere', subject: 'guidance', sees: ['generalAdviceGiven.*'] },
  { role: 'auditor', where: 'subtree', subject: 'application', sees: [...course, ...panel, 'candidateAssessed.*'] },
  { role: 'auditor', where: 'subtree', subject: 'application', sees: scores, when: fixed },
  { role: 'auditor', where: 'subtree', subject: 'roster', sees: ['*'] },
  { role: 'auditor', where: 'subtree', subject: 'sending', sees: ['*'] },
  { role: 'auditor', where: 'anywhere', subject: 'guidance', sees: ['*'] },
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
