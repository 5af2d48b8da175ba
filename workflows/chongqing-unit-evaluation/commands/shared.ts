/** Pieces that several commands are made of. */
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';

type Allow = CommandDefinition['allow'][number];
type Guard = NonNullable<CommandDefinition['guards']>[number];
type Reads = NonNullable<CommandDefinition['reads']>;

/** 区县妇联: the unit that is evaluated. */
export const ownClerk = { role: 'clerk', where: 'own' } satisfies Allow;
/** 办公室: leads the evaluation, adds up, proposes. */
export const office = { role: 'office', where: 'anywhere' } satisfies Allow;
/** 党组会. */
export const partyGroup = { role: 'partyGroup', where: 'anywhere' } satisfies Allow;
/** 牵头部室: those of the requirement, on their own or jointly. */
export const leadDepartment = { role: 'department', where: { unitIn: 'requirement.leads' } } satisfies Allow;
/** 分管领导: in charge of one of the departments that lead. The grant says of which. */
export const leaderInCharge = { role: 'leaderInCharge', where: { unitIn: 'requirement.leads' } } satisfies Allow;

export const reason = { kind: 'text', max: 500, lines: true } satisfies FieldList[string];

/** Read and checked: a score holds only if leads and points still stand so when it is written. */
export const scoringReads = {
  requirement: { subject: 'requirement', key: { requirement: { from: 'key.requirement' } } },
  evaluation: { subject: 'evaluation', key: { unit: { from: 'key.unit' } } },
  rubric: { subject: 'rubric', key: { unitclass: { from: 'evaluation.unitClass' } } },
} satisfies Reads;

export const unitIsBeingScored = {
  guard: 'holds@1',
  with: { if: { stage: 'evaluation', in: ['scoring'] }, reason: 'conditionNotMet' },
} satisfies Guard;

export const rubricIsAdopted = {
  guard: 'holds@1',
  with: { if: { stage: 'rubric', in: ['adopted'] }, reason: 'conditionNotMet' },
} satisfies Guard;
