/** August: evaluators visit and score. Notice 一.3, 第二阶段. */
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { assignedEvaluator, office, reason } from './shared.js';

type Guards = NonNullable<CommandDefinition['guards']>;

const scoreInput = {
  marks: { kind: 'marks', items: 19 },
  visitedOn: { kind: 'date' },
  adaptation: { kind: 'text', max: 1000, lines: true, required: false },
  remarks: { kind: 'text', max: 2000, lines: true, required: false },
} satisfies FieldList;

/** 妇联执委、妇女干部、专业社会组织、相关领域专家. */
const evaluator = {
  account: { kind: 'id' },
  class: { kind: 'choice', of: ['committeeMember', 'cadre', 'socialOrganisation', 'expert'] },
} satisfies FieldList;

const because = { kind: 'text', max: 500 } satisfies FieldList[string];

const scoreGuards = [
  { guard: 'noConflict@1', with: { conflicts: 'self.conflicts', account: 'actor.account' } },
  { guard: 'rubricScored@1', with: { rubric: 'evaluationTable', marks: 'input.marks' } },
  { guard: 'notInFuture@1', with: { date: 'input.visitedOn' } },
] satisfies Guards;

/** Whoever comes in: without a conflict that stands, not recused from this home, not on it already. */
const mayComeIn = [
  { guard: 'noConflict@1', with: { conflicts: 'self.conflicts', account: 'input.account' } },
  { guard: 'holds@1', with: { if: { not: { member: 'input.account', of: 'self.recused' } }, reason: 'recused' } },
  {
    guard: 'holds@1',
    with: { if: { not: { member: 'input.account', of: 'self.evaluators' } }, reason: 'alreadyDone' },
  },
] satisfies Guards;

/** An evaluator speaks for herself, the office for anyone. */
const ownAccount = {
  guard: 'holds@1',
  when: { path: 'actor.role', is: 'evaluator' },
  with: { if: { same: ['input.account', 'actor.account'] }, reason: 'notAssigned' },
} satisfies Guards[number];

const isAssigned = {
  guard: 'holds@1',
  with: { if: { member: 'input.account', of: 'self.evaluators' }, reason: 'notAssigned' },
} satisfies Guards[number];

const total = { score: { rubric: 'evaluationTable', marks: 'input.marks' } } satisfies NonNullable<
  CommandDefinition['yields'][number]['data']
>[string];

export const evaluationCommands = {
  assignEvaluator: {
    on: 'application',
    input: evaluator,
    stages: ['active.evaluation.assembling', 'active.evaluation.scoring'],
    allow: [office],
    guards: mayComeIn,
    yields: [{ fact: 'evaluatorAssigned', on: 'self' }],
  },
  recuseEvaluator: {
    on: 'application',
    input: { account: { kind: 'id' }, reason: because },
    stages: ['active.evaluation.scoring'],
    allow: [assignedEvaluator, office],
    guards: [ownAccount, isAssigned],
    yields: [{ fact: 'evaluatorRecused', on: 'self' }],
  },
  replaceEvaluator: {
    on: 'application',
    input: { out: { kind: 'id' }, ...evaluator, reason: because },
    stages: ['active.evaluation.scoring'],
    allow: [office],
    guards: [
      { guard: 'holds@1', with: { if: { member: 'input.out', of: 'self.evaluators' }, reason: 'notAssigned' } },
      ...mayComeIn,
    ],
    yields: [{ fact: 'evaluatorReplaced', on: 'self' }],
  },
  /** Bars the account from scoring this home, and from coming onto it, until it is dismissed. */
  declareConflict: {
    on: 'application',
    input: { account: { kind: 'id' }, reason: because },
    stages: ['active.evaluation.assembling', 'active.evaluation.scoring'],
    allow: [assignedEvaluator, office],
    guards: [ownAccount],
    yields: [{ fact: 'conflictDeclared', on: 'self' }],
  },
  dismissConflict: {
    on: 'application',
    input: { account: { kind: 'id' }, reason: because },
    stages: ['active.evaluation.assembling', 'active.evaluation.scoring'],
    allow: [office],
    guards: [
      { guard: 'holds@1', with: { if: { member: 'input.account', of: 'self.conflicts' }, reason: 'conditionNotMet' } },
    ],
    yields: [{ fact: 'conflictDismissed', on: 'self' }],
  },
  /** After a visit on site, by the whole table. Records that it names are looked at there, not handed in on paper. */
  scoreHome: {
    on: 'application',
    input: scoreInput,
    stages: ['active.evaluation.scoring'],
    allow: [assignedEvaluator],
    guards: [
      {
        guard: 'holds@1',
        with: { if: { not: { member: 'actor.account', of: 'self.totals' } }, reason: 'alreadyDone' },
      },
      ...scoreGuards,
    ],
    yields: [{ fact: 'homeScored', on: 'self', data: { total } }],
    signs: true,
  },
  correctScore: {
    on: 'application',
    input: { ...scoreInput, reason: because },
    stages: ['active.evaluation.scoring'],
    allow: [assignedEvaluator],
    guards: [
      { guard: 'holds@1', with: { if: { member: 'actor.account', of: 'self.totals' }, reason: 'conditionNotMet' } },
      ...scoreGuards,
    ],
    yields: [{ fact: 'scoreCorrected', on: 'self', data: { total } }],
    signs: true,
  },
  concludeEvaluation: {
    on: 'application',
    input: { summary: { kind: 'text', max: 4000, lines: true, required: false } },
    stages: ['active.evaluation.scoring'],
    allow: [office],
    guards: [
      {
        guard: 'holds@1',
        with: { if: { all: [{ empty: 'self.pending' }, { not: { empty: 'self.totals' } }] }, reason: 'notComplete' },
      },
    ],
    yields: [{ fact: 'evaluationConcluded', on: 'self' }],
  },
  reopenEvaluation: {
    on: 'application',
    input: { reason },
    stages: ['active.evaluation.evaluated'],
    allow: [office],
    yields: [{ fact: 'evaluationReopened', on: 'self' }],
  },
} satisfies Record<string, CommandDefinition>;
