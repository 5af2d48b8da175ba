/** 量化评分并细化扣分理由，经分管领导审定，交办公室汇总: one sheet for each unit and requirement or project. */
import type { CommandDefinition, Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { leadDepartment, leaderInCharge, reason, rubricIsAdopted, scoringReads, unitIsBeingScored } from './shared.js';

type Guards = NonNullable<CommandDefinition['guards']>;
type Data = NonNullable<CommandDefinition['yields'][number]['data']>;

const remarks = { kind: 'text', max: 1000, lines: true, required: false } satisfies FieldList[string];
const requirementMarks = { marks: { kind: 'marks', items: 1 }, remarks } satisfies FieldList;
const caseMarks = { marks: { kind: 'marks', items: 40 }, remarks } satisfies FieldList;

/** A score for this requirement and no other, each deduction with its reason, by the points of the unit's class. */
const requirementGuards = [
  unitIsBeingScored,
  rubricIsAdopted,
  { guard: 'holds@1', with: { if: { path: 'requirement.part', is: 'base' }, reason: 'conditionNotMet' } },
  { guard: 'holds@1', with: { if: { member: 'key.requirement', of: 'input.marks' }, reason: 'notComplete' } },
  { guard: 'rubricScored@1', with: { rubric: 'base', marks: 'input.marks', part: true, points: 'rubric.points' } },
] satisfies Guards;

/** A case is scored by all indicators that departments set for the class; what is below the most says why. */
const caseGuards = [
  unitIsBeingScored,
  rubricIsAdopted,
  { guard: 'holds@1', with: { if: { path: 'requirement.part', is: 'practice' }, reason: 'conditionNotMet' } },
  {
    guard: 'holds@1',
    with: { if: { member: 'key.requirement', of: 'evaluation.caseLimits' }, reason: 'conditionNotMet' },
  },
  { guard: 'marksWithin@1', with: { marks: 'input.marks', limits: 'rubric.practice', explained: true } },
  { guard: 'covers@1', with: { asked: 'rubric.practice', given: 'input.marks' } },
] satisfies Guards;

const requirementData = {
  points: { score: { rubric: 'base', marks: 'input.marks', points: 'rubric.points' } },
  adoption: { from: 'rubric.adoptions' },
} satisfies Data;
const caseData = { points: { total: 'input.marks' }, adoption: { from: 'rubric.adoptions' } } satisfies Data;

/** Where leads are joint, whether all must agree is a setting; unset, one of them is enough. */
const allLeadsAgree = {
  guard: 'covers@1',
  when: { path: 'cycle.settings.jointScores', is: 'allLeads' },
  with: { asked: 'requirement.leads', given: 'self.agreed' },
} satisfies Guards[number];

const underThisAdoption = {
  guard: 'holds@1',
  with: { if: { same: ['self.adoption', 'rubric.adoptions'] }, reason: 'conditionNotMet' },
} satisfies Guards[number];

const likeTheOthers = {
  guard: 'holds@1',
  with: {
    if: { any: [{ absent: 'evaluation.adoption' }, { same: ['self.adoption', 'evaluation.adoption'] }] },
    reason: 'conditionNotMet',
  },
} satisfies Guards[number];

const handedOn = {
  requirement: { from: 'key.requirement' },
  points: { from: 'self.points' },
  adoption: { from: 'self.adoption' },
} satisfies Data;

export const scoringCommands = {
  scoreRequirement: {
    on: 'sheet',
    input: requirementMarks,
    stages: ['absent'],
    allow: [leadDepartment],
    reads: scoringReads,
    guards: requirementGuards,
    yields: [{ fact: 'scoreGiven', on: 'self', data: requirementData }],
    signs: true,
  },
  reviseRequirement: {
    on: 'sheet',
    input: requirementMarks,
    stages: ['scored', 'returned'],
    allow: [leadDepartment],
    reads: scoringReads,
    guards: requirementGuards,
    yields: [{ fact: 'scoreRevised', on: 'self', data: requirementData }],
    signs: true,
  },
  scoreCase: {
    on: 'sheet',
    input: caseMarks,
    stages: ['absent'],
    allow: [leadDepartment],
    reads: scoringReads,
    guards: caseGuards,
    yields: [{ fact: 'scoreGiven', on: 'self', data: caseData }],
    signs: true,
  },
  reviseCase: {
    on: 'sheet',
    input: caseMarks,
    stages: ['scored', 'returned'],
    allow: [leadDepartment],
    reads: scoringReads,
    guards: caseGuards,
    yields: [{ fact: 'scoreRevised', on: 'self', data: caseData }],
    signs: true,
  },
  /** A joint lead signs beside the one who scored. */
  agreeToScore: {
    on: 'sheet',
    input: {},
    stages: ['scored'],
    allow: [leadDepartment],
    reads: scoringReads,
    guards: [
      unitIsBeingScored,
      { guard: 'holds@1', with: { if: { not: { member: 'actor.unit', of: 'self.agreed' } }, reason: 'alreadyDone' } },
    ],
    yields: [{ fact: 'scoreAgreed', on: 'self' }],
    signs: true,
  },
  /** By a joint lead who does not agree, or by the leader who does not approve. */
  returnScore: {
    on: 'sheet',
    input: { reason },
    stages: ['scored'],
    allow: [leadDepartment, leaderInCharge],
    reads: scoringReads,
    guards: [unitIsBeingScored],
    yields: [{ fact: 'scoreReturned', on: 'self' }],
  },
  reviewScore: {
    on: 'sheet',
    input: {},
    stages: ['scored'],
    allow: [leaderInCharge],
    reads: scoringReads,
    guards: [unitIsBeingScored, rubricIsAdopted, underThisAdoption, likeTheOthers, allLeadsAgree],
    yields: [
      { fact: 'scoreReviewed', on: 'self', data: { points: { from: 'self.points' } } },
      {
        fact: 'requirementReviewed',
        on: 'evaluation',
        when: { path: 'requirement.part', is: 'base' },
        data: handedOn,
      },
      { fact: 'caseReviewed', on: 'evaluation', when: { path: 'requirement.part', is: 'practice' }, data: handedOn },
    ],
    signs: true,
  },
  reopenScore: {
    on: 'sheet',
    input: { reason },
    stages: ['reviewed'],
    allow: [leaderInCharge],
    reads: scoringReads,
    guards: [unitIsBeingScored],
    yields: [
      { fact: 'scoreReopened', on: 'self' },
      {
        fact: 'requirementReopened',
        on: 'evaluation',
        when: { path: 'requirement.part', is: 'base' },
        data: { requirement: { from: 'key.requirement' } },
      },
      {
        fact: 'caseReopened',
        on: 'evaluation',
        when: { path: 'requirement.part', is: 'practice' },
        data: { requirement: { from: 'key.requirement' } },
      },
    ],
  },
} satisfies Definition['commands'];
