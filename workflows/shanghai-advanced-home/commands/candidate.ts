/** A home is put forward, writes its plan, and may be withdrawn. Notice 一.1, 一.2, 一.3. */
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import { office, ownApplicant, ownClerk, reason } from './shared.js';

type Reads = NonNullable<CommandDefinition['reads']>;

const rosterOfUnit = { subject: 'roster', key: { unit: { from: 'self.unit' } } } satisfies Reads[string];
const sendingOfUnit = { subject: 'sending', key: { unit: { from: 'self.unit' } } } satisfies Reads[string];

export const candidateCommands = {
  /** Once for each home and cycle. The clerk's unit puts it forward: the home stands in the subtree of that unit. */
  putForward: {
    on: 'application',
    input: {
      row: { kind: 'form', form: 'rosterRow' },
      homeKind: { kind: 'choice', of: ['village', 'institution', 'newFields', 'other'] },
      street: { kind: 'id', required: false },
      blankPoint: { kind: 'flag' },
      triedBefore: { kind: 'flag', required: false },
    },
    stages: ['absent'],
    allow: [{ role: 'clerk', where: 'subtree' }],
    unit: { from: 'home.unit' },
    onBehalf: true,
    reads: {
      home: { subject: 'home', key: { home: { from: 'key.home' } } },
      roster: { subject: 'roster', key: { unit: { from: 'actor.unit' } } },
    },
    guards: [
      { guard: 'holdsStanding@1', with: { home: 'home', standing: 'growth' } },
      { guard: 'lacksStanding@1', with: { home: 'home', standing: 'advanced' } },
      { guard: 'holds@1', with: { if: { stage: 'roster', in: ['drafting', 'returned'] }, reason: 'conditionNotMet' } },
      { guard: 'notInFuture@1', with: { date: 'input.row.recommendedAsGrowthOn' } },
      { guard: 'withinQuota@1', with: { quota: 'apply', unit: 'actor.unit', counted: 'roster.applications' } },
    ],
    yields: [
      { fact: 'homePutForward', on: 'self', data: { unit: { from: 'actor.unit' } } },
      { fact: 'candidateListed', on: 'roster', data: { home: { from: 'key.home' } } },
    ],
  },
  /** Whose account acts for the home. */
  nameApplicant: {
    on: 'application',
    input: { account: { kind: 'id' } },
    stages: ['active.candidate', 'active.project'],
    allow: [ownClerk],
    yields: [{ fact: 'applicantNamed', on: 'self' }],
  },
  /** The unit weighs its candidate by the 评估表, which has a line for who filled it. It opens and bars nothing. */
  assessCandidate: {
    on: 'application',
    input: { marks: { kind: 'marks', items: 19 }, filledOn: { kind: 'date' } },
    stages: ['active.candidate'],
    allow: [ownClerk],
    guards: [
      { guard: 'rubricScored@1', with: { rubric: 'evaluationTable', marks: 'input.marks' } },
      { guard: 'notInFuture@1', with: { date: 'input.filledOn' } },
    ],
    yields: [
      {
        fact: 'candidateAssessed',
        on: 'self',
        data: { total: { score: { rubric: 'evaluationTable', marks: 'input.marks' } } },
      },
    ],
  },
  withdrawCandidate: {
    on: 'application',
    input: { reason },
    stages: ['active'],
    allow: [ownClerk],
    reads: { roster: rosterOfUnit, sending: sendingOfUnit },
    yields: [
      { fact: 'candidateWithdrawn', on: 'self' },
      { fact: 'candidateUnlisted', on: 'roster', data: { home: { from: 'key.home' } } },
      { fact: 'planTakenOut', on: 'sending', data: { home: { from: 'key.home' } } },
    ],
  },
  /** Back to where it stood, if the unit still has a place. */
  undoWithdrawal: {
    on: 'application',
    input: { reason },
    stages: ['withdrawn'],
    allow: [ownClerk, office],
    reads: { roster: rosterOfUnit, sending: sendingOfUnit },
    guards: [{ guard: 'withinQuota@1', with: { quota: 'apply', unit: 'self.unit', counted: 'roster.applications' } }],
    yields: [
      { fact: 'withdrawalUndone', on: 'self' },
      {
        fact: 'candidateRelisted',
        on: 'roster',
        data: {
          home: { from: 'key.home' },
          homeKind: { from: 'self.homeKind' },
          street: { from: 'self.street' },
          blankPoint: { from: 'self.blankPoint' },
        },
      },
      {
        fact: 'planFiled',
        on: 'sending',
        when: {
          all: [
            { path: 'self.planned', is: true },
            { path: 'self.planSent', is: false },
          ],
        },
        data: { home: { from: 'key.home' } },
      },
    ],
  },
  submitPlan: {
    on: 'application',
    input: { plan: { kind: 'form', form: 'plan' } },
    stages: ['active.candidate.planning'],
    allow: [ownApplicant, ownClerk],
    onBehalf: true,
    reads: { sending: sendingOfUnit },
    yields: [
      { fact: 'planSubmitted', on: 'self' },
      { fact: 'planFiled', on: 'sending', data: { home: { from: 'key.home' } } },
    ],
    signs: true,
  },
  correctPlan: {
    on: 'application',
    input: { plan: { kind: 'form', form: 'plan' }, reason: { kind: 'text', max: 500 } },
    stages: ['active.candidate.planned', 'active.project.work'],
    allow: [ownApplicant, ownClerk],
    onBehalf: true,
    yields: [{ fact: 'planCorrected', on: 'self' }],
    signs: true,
  },
  /** Given by the reaction to `plansSent`: the project begins. */
  beginProject: {
    on: 'application',
    input: { sending: { kind: 'stream' } },
    stages: ['active.candidate.planned'],
    allow: [{ system: true }],
    yields: [{ fact: 'planSent', on: 'self' }],
  },
} satisfies Record<string, CommandDefinition>;
