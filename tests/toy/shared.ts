/** Pieces that the toy's commands and facts are made of. */
import type { CommandDefinition } from '../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';

type Allow = CommandDefinition['allow'][number];

export const ownBrunk = { role: 'brunk', where: 'own' } satisfies Allow;
export const oddle = { role: 'oddle', where: 'subtree' } satisfies Allow;
export const anyOddle = { role: 'oddle', where: 'anywhere' } satisfies Allow;
export const system = { system: true } satisfies Allow;

export const why = { kind: 'text', max: 300, lines: true } satisfies FieldList[string];
export const lateWhy = { kind: 'text', max: 300, required: false } satisfies FieldList[string];
export const account = { kind: 'id' } satisfies FieldList[string];
export const homes = { kind: 'list', of: 'id', max: 50 } satisfies FieldList[string];

/** Whose nod, its words, and the date beside it. */
export const nods = {
  kind: 'table',
  columns: { body: { kind: 'id' }, text: { kind: 'text', max: 200 }, on: { kind: 'date' } },
  rows: { min: 1, max: 3 },
} satisfies FieldList[string];
