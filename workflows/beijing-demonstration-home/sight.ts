/** Who may see which facts, and who is told of what. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

/** What happened to an application, without what reviewers wrote about it. */
const COURSE = [
  'appliedToCity.*',
  'appliedToDistrict.*',
  'resubmitted.*',
  'opinionsGiven.*',
  'submitted.*',
  'applicationReturned.*',
  'applicationWithdrawn.*',
  'recognised.*',
  'placedInReserve.*',
  'notRecognised.*',
  'decisionUndone.*',
  'placeOffered.*',
  'placeTakenBack.*',
  'placeDeclined.*',
  'movedUp.*',
] satisfies string[];

/** How the place came to whom it is offered now; why others before declined is theirs to tell. */
const SUCCESSION = [
  'placeVacated.*',
  'successorOffered.*',
  'offerAccepted.*',
  'offerDeclined.next',
  'offerWithdrawn.next',
  'leftVacant',
  'vacancyReopened',
  'vacancyCancelled',
] satisfies string[];

export const sight = [
  { role: 'applicant', where: 'own', subject: 'application', sees: COURSE },
  { role: 'applicant', where: 'own', subject: 'plaque', sees: ['*'] },
  {
    role: 'applicant',
    where: { unitIn: 'self.offeredUnit' },
    subject: 'succession',
    sees: SUCCESSION,
  },
  { role: 'clerk', where: 'subtree', subject: 'application', sees: COURSE },
  { role: 'clerk', where: { unitIn: 'self.body' }, subject: 'application', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'plaque', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'succession', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'assessment', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'review', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'allotment', sees: ['*'] },
  { role: 'clerk', where: 'subtree', subject: 'filing', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'application', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'plaque', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'succession', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'assessment', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'review', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'allotment', sees: ['*'] },
  { role: 'office', where: 'subtree', subject: 'filing', sees: ['*'] },
] satisfies Definition['sight'];

export const notices = [
  {
    on: { subject: 'application', fact: 'submitted' },
    to: [
      { role: 'office', where: { unitIn: 'self.body' } },
      { role: 'clerk', where: { unitIn: 'self.body' } },
    ],
    text: 'notice.submitted',
  },
  {
    on: { subject: 'application', fact: 'applicationReturned' },
    to: [
      { role: 'applicant', where: 'own' },
      { role: 'clerk', where: { unitIn: 'self.district' } },
    ],
    text: 'notice.returned',
  },
  {
    on: { subject: 'application', fact: 'recognised' },
    to: [
      { role: 'applicant', where: 'own' },
      { role: 'clerk', where: { unitIn: 'self.district' } },
    ],
    text: 'notice.recognised',
  },
  {
    on: { subject: 'plaque', fact: 'plaqueRemoved' },
    to: [
      { role: 'applicant', where: 'own' },
      { role: 'office', where: { unitIn: 'self.body' } },
    ],
    text: 'notice.removed',
  },
  {
    on: { subject: 'plaque', fact: 'lastPlaceRemoved' },
    to: [
      { role: 'applicant', where: 'own' },
      { role: 'office', where: { unitIn: 'self.body' } },
    ],
    text: 'notice.removed',
  },
  {
    on: { subject: 'succession', fact: 'successorOffered' },
    to: [{ role: 'applicant', where: { unitIn: 'self.offeredUnit' } }],
    text: 'notice.offered',
  },
  {
    on: { subject: 'succession', fact: 'offerDeclined' },
    to: [{ role: 'clerk', where: { unitIn: 'self.district' } }],
    text: 'notice.declined',
  },
  {
    on: { subject: 'filing', fact: 'registersFiled' },
    to: [{ role: 'office', where: 'above' }],
    text: 'notice.filed',
  },
] satisfies Definition['notices'];
