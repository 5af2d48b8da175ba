/** Pieces that several commands are made of. */
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';

type Allow = CommandDefinition['allow'][number];
type Guard = NonNullable<CommandDefinition['guards']>[number];

export const ownClerk = { role: 'clerk', where: 'own' } satisfies Allow;
export const office = { role: 'office', where: 'subtree' } satisfies Allow;
export const leader = { role: 'leader', where: 'subtree' } satisfies Allow;
export const ownApplicant = { role: 'applicant', where: { accountIn: 'self.applicants' } } satisfies Allow;
export const assignedEvaluator = { role: 'evaluator', where: { accountIn: 'self.evaluators' } } satisfies Allow;
export const guide = { role: 'guide', where: 'subtree' } satisfies Allow;

export const reason = { kind: 'text', max: 1000, lines: true } satisfies FieldList[string];
export const lateReason = { kind: 'text', max: 500, required: false } satisfies FieldList[string];
export const sentTo = { kind: 'list', of: 'text', max: 10, textMax: 200, personal: false } satisfies FieldList[string];

/** What the receiving office notes of sealed paper. */
export const paperCame = {
  receivedOn: { kind: 'date' },
  copies: { kind: 'int', min: 1, max: 20 },
  sealed: { kind: 'flag' },
  lateReason,
} satisfies FieldList;

export const receivedNotInFuture = { guard: 'notInFuture@1', with: { date: 'input.receivedOn' } } satisfies Guard;
