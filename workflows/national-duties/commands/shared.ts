/** Pieces that several commands are made of. */
import type { CommandDefinition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';

type Allow = CommandDefinition['allow'][number];

/** Of the federation itself, or of one above it: 上下联动、分级负责. */
export const clerk = { role: 'clerk', where: 'subtree' } satisfies Allow;
export const office = { role: 'office', where: 'subtree' } satisfies Allow;
/** 责任到岗: who holds the post in the unit that answers for the task. */
export const responsible = { role: 'responsible', where: 'own' } satisfies Allow;
/** 跟踪调研督导: from above. */
export const supervisor = { role: 'supervisor', where: 'subtree' } satisfies Allow;

export const reason = { kind: 'text', max: 1000, lines: true } satisfies FieldList[string];
export const account = { kind: 'text', max: 4000, lines: true } satisfies FieldList[string];
export const lateReason = { kind: 'text', max: 500, required: false } satisfies FieldList[string];
