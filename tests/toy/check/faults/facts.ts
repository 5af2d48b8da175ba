/** Faults planted in the small programme: the schema, facts and folds, forms. */
import type { Case } from '../finds.js';

const guard = '/commands/mendLantern/guards/0/with/if';

export const SCHEMA_FAULTS: readonly Case[] = [
  ['a key that it does not know', { '/wish': 1 }, 'keyForbidden', '/wish', { key: 'wish' }],
  ['something missing', { '/zone': undefined }, 'required', '/zone', { expected: 'string' }],
  [
    'a condition without a known word',
    { '/commands/mendLantern/guards/0/when': { perhaps: true } },
    'wordUnknown',
    '/commands/mendLantern/guards/0/when',
  ],
  [
    'a member of a known word',
    { '/commands/mendLantern/guards/0/when': { path: 'self.glow', atLeast: 'much' } },
    'wrongType',
    '/commands/mendLantern/guards/0/when/atLeast',
    { expected: 'number' },
  ],
  ['a condition in a guard', { [guard]: { perhaps: true } }, 'guardParameter', guard, { guard: 'holds@1' }],
  [
    'an operation without a known word',
    { '/subjects/0/facts/lanternLit/folds/0': { op: 'wish' } },
    'wordUnknown',
    '/subjects/0/facts/lanternLit/folds/0',
  ],
];

const fold = '/subjects/0/facts/lanternLit/folds/1';

export const FACT_FAULTS: readonly Case[] = [
  [
    'a path that leads nowhere',
    { [`${fold}/to/from`]: 'data.sheet.shine' },
    'pathUnknown',
    `${fold}/to/from`,
    { path: 'data.sheet.shine' },
  ],
  [
    'a root that folds do not have',
    { [`${fold}/to/from`]: 'self.glow' },
    'pathUnknown',
    `${fold}/to/from`,
    { path: 'self.glow' },
  ],
  [
    'an unknown member of a fact',
    { [`${fold}/to/from`]: 'fact.request' },
    'pathUnknown',
    `${fold}/to/from`,
    { path: 'fact.request' },
  ],
  [
    'a sealed field',
    { '/subjects/0/facts/lanternReturned/folds': [{ op: 'put', field: 'keepers', key: { from: 'data.note' } }] },
    'personalRead',
    '/subjects/0/facts/lanternReturned/folds/0/key/from',
    { path: 'data.note' },
  ],
  ['a field that is not there', { [`${fold}/field`]: 'shine' }, 'fieldUnknown', `${fold}/field`, { field: 'shine' }],
  [
    'an operation on the wrong kind',
    { [`${fold}/field`]: 'keepers' },
    'foldWrongKind',
    fold,
    { op: 'set', field: 'keepers', kind: 'set' },
  ],
  [
    'a flag for a number',
    { [`${fold}/to`]: { value: true } },
    'valueWrongKind',
    `${fold}/to/value`,
    { wanted: 'number' },
  ],
  [
    'a place without a list',
    { '/subjects/0/facts/lanternJudged/folds/0/to': { place: true } },
    'placeOutsideList',
    '/subjects/0/facts/lanternJudged/folds/0/to/place',
  ],
  [
    'going through what is no list',
    {
      '/subjects/0/facts/lanternLit/folds/2': {
        op: 'put',
        field: 'keepers',
        each: 'data.unit',
        key: { from: 'item' },
      },
    },
    'notACollection',
    '/subjects/0/facts/lanternLit/folds/2/each',
    { path: 'data.unit' },
  ],
  [
    'the name of the persons',
    { '/subjects/0/facts/lanternReturned/fields/persons': { kind: 'flag', required: false } },
    'fieldReserved',
    '/subjects/0/facts/lanternReturned/fields/persons',
    { field: 'persons' },
  ],
  [
    'a unit that nothing tells',
    { '/subjects/0/unit': 'street' },
    'fieldUnknown',
    '/subjects/0/unit',
    { field: 'street' },
  ],
  [
    'a cycle from which something comes that lives in one',
    { '/subjects/0/origin': 'unit' },
    'originUnsound',
    '/subjects/0/origin',
    { field: 'unit' },
  ],
  [
    'a cycle from which something comes, told by no id',
    { '/subjects/0/lives': 'root', '/subjects/0/origin': 'glow' },
    'originUnsound',
    '/subjects/0/origin',
    { field: 'glow' },
  ],
  [
    'adoption into a stage that is not there',
    { '/subjects/0/adopts/0/stages/dusk': 'dawn' },
    'stageUnknown',
    '/subjects/0/adopts/0/stages/dusk',
    { stage: 'dawn', subject: 'lantern' },
  ],
  [
    'adoption into a field that is not there',
    { '/subjects/0/adopts/0/fields/shine': 'glow' },
    'fieldUnknown',
    '/subjects/0/adopts/0/fields/shine',
    { field: 'shine' },
  ],
  [
    'adoption of itself',
    { '/subjects/0/adopts/0/from': 'y1' },
    'adoptsItself',
    '/subjects/0/adopts/0/from',
    { edition: 'y1' },
  ],
];

const at = '/forms/sheet/fields';

export const FORM_FAULTS: readonly Case[] = [
  [
    'a condition on a field beside that is not there',
    { [`${at}/bulge/required/when/path`]: 'form.colour' },
    'pathUnknown',
    `${at}/bulge/required/when/path`,
    { path: 'form.colour' },
  ],
  [
    'a branch on what is not there',
    { [`${at}/frame/on`]: 'colour' },
    'fieldUnknown',
    `${at}/frame/on`,
    { field: 'colour' },
  ],
  [
    'a case that cannot be chosen',
    { [`${at}/frame/cases/square`]: {} },
    'caseUnknown',
    `${at}/frame/cases/square`,
    { case: 'square' },
  ],
  [
    'a form that is not there',
    { [`${at}/more`]: { kind: 'form', form: 'annex' } },
    'formUnknown',
    `${at}/more/form`,
    { form: 'annex' },
  ],
  [
    'a form in itself',
    { [`${at}/more`]: { kind: 'form', form: 'sheet', required: false } },
    'formInItself',
    at,
    { form: 'sheet' },
  ],
  [
    'fixed rows without their column',
    { [`${at}/more`]: { kind: 'table', required: false, columns: {}, rows: { max: 2 }, fixed: ['a', 'b'] } },
    'rowColumnMissing',
    `${at}/more/fixed`,
  ],
  [
    'a list of choices without choices',
    { [`${at}/more`]: { kind: 'list', of: 'choice', max: 2 } },
    'choicesMissing',
    `${at}/more`,
  ],
  ['a range with nothing in it', { [`${at}/glow/min`]: 101 }, 'rangeEmpty', `${at}/glow`, { min: 101, max: 100 }],
];
