/** 二（一）3: training within three months of election, and at least once in a term at the base. */
import type { CommandDefinition, Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { posts } from '../lists.js';
import { clerk, lateReason, office, reason } from './shared.js';

type Guards = NonNullable<CommandDefinition['guards']>;
type Yield = CommandDefinition['yields'][number];

const election = {
  unit: { kind: 'id' },
  post: { kind: 'choice', of: posts },
  electedOn: { kind: 'date' },
  name: { kind: 'text', max: 50, personal: { person: 'holder' } },
} satisfies FieldList;

const correction = { electedOn: { kind: 'date' }, reason } satisfies FieldList;

const training = {
  trainedOn: { kind: 'date' },
  organiser: { kind: 'text', max: 200, personal: false },
  content: { kind: 'text', max: 2000, lines: true, required: false },
} satisfies FieldList;

const electedByNow = { guard: 'notInFuture@1', with: { date: 'input.electedOn' } } satisfies Guards[number];

/** A training before the election is none for the office. */
const trainedSince = [
  { guard: 'notInFuture@1', with: { date: 'input.trainedOn' } },
  { guard: 'dateOrder@1', with: { earlier: 'self.electedOn', later: 'input.trainedOn' } },
] satisfies Guards;

const undoing = {
  input: { reason },
  stages: ['trained'],
  allow: [clerk, office],
  yields: [{ fact: 'trainingUndone', on: 'self' }],
} satisfies Omit<CommandDefinition, 'on'>;

const leaving = {
  input: { leftOn: { kind: 'date' }, reason },
  stages: ['due'],
  allow: [clerk, office],
  guards: [
    { guard: 'notInFuture@1', with: { date: 'input.leftOn' } },
    { guard: 'dateOrder@1', with: { earlier: 'self.electedOn', later: 'input.leftOn' } },
  ],
  yields: [{ fact: 'officeLeft', on: 'self' }],
} satisfies Omit<CommandDefinition, 'on'>;

const undoLeaving = {
  input: { reason },
  stages: ['left'],
  allow: [clerk, office],
  yields: [{ fact: 'leavingUndone', on: 'self' }],
} satisfies Omit<CommandDefinition, 'on'>;

const late = { late: { late: true } } satisfies NonNullable<Yield['data']>;

export const trainingCommands = {
  /** 县级以上: born by the election, with the instant from which the training is late. */
  recordElection: {
    on: 'training',
    input: election,
    stages: ['absent'],
    allow: [clerk, office],
    unit: { from: 'input.unit' },
    guards: [electedByNow],
    yields: [{ fact: 'electionRecorded', on: 'self', data: { trainingDue: { due: 'trainingDue' } } }],
  },
  correctElection: {
    on: 'training',
    input: correction,
    stages: ['due'],
    allow: [clerk, office],
    guards: [electedByNow],
    yields: [{ fact: 'electionCorrected', on: 'self', data: { trainingDue: { due: 'trainingDue' } } }],
  },
  recordTraining: {
    on: 'training',
    input: { ...training, lateReason },
    stages: ['due'],
    allow: [clerk, office],
    /** What counts is the day of the training, not that of the entry. */
    delivers: {
      deliverable: 'appointmentTraining',
      leg: 'held',
      receivedOn: 'input.trainedOn',
      lateReason: 'input.lateReason',
    },
    guards: trainedSince,
    yields: [{ fact: 'trainingRecorded', on: 'self', data: late }],
  },
  undoTraining: { on: 'training', ...undoing },
  leaveOffice: { on: 'training', ...leaving },
  undoLeaving: { on: 'training', ...undoLeaving },
  /** 基层: how long a term is the plan does not say. */
  beginTerm: {
    on: 'termtraining',
    input: election,
    stages: ['absent'],
    allow: [clerk, office],
    unit: { from: 'input.unit' },
    guards: [electedByNow],
    yields: [{ fact: 'termBegun', on: 'self', data: { termEnd: { due: 'termEnd' } } }],
  },
  correctTerm: {
    on: 'termtraining',
    input: correction,
    stages: ['due'],
    allow: [clerk, office],
    guards: [electedByNow],
    yields: [{ fact: 'electionCorrected', on: 'self', data: { termEnd: { due: 'termEnd' } } }],
  },
  /** 系统的培训 counts, any other is written down beside it. */
  recordSystematicTraining: {
    on: 'termtraining',
    input: { ...training, lateReason },
    stages: ['due', 'trained'],
    allow: [clerk, office],
    delivers: {
      deliverable: 'termTraining',
      leg: 'held',
      receivedOn: 'input.trainedOn',
      lateReason: 'input.lateReason',
    },
    guards: trainedSince,
    yields: [{ fact: 'systematicTrainingRecorded', on: 'self', data: late }],
  },
  recordOtherTraining: {
    on: 'termtraining',
    input: training,
    stages: ['due', 'trained'],
    allow: [clerk, office],
    guards: trainedSince,
    yields: [{ fact: 'otherTrainingRecorded', on: 'self' }],
  },
  undoTermTraining: { on: 'termtraining', ...undoing },
  leaveBaseOffice: { on: 'termtraining', ...leaving },
  undoLeavingBaseOffice: { on: 'termtraining', ...undoLeaving },
} satisfies Definition['commands'];
