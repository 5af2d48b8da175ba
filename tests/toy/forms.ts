/** The toy's forms: every kind of field. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';

const rows = ['upper', 'lower'] satisfies string[];

const sheet = {
  title: { kind: 'text', max: 60, min: 2, advise: 30, personal: false },
  story: { kind: 'text', max: 300, lines: true, personal: 'subject' },
  tale: { kind: 'text', max: 300, lines: true, required: false },
  hue: { kind: 'choice', of: ['plim', 'glaum', 'neither'] },
  /** Told only of what is neither. */
  hueName: { kind: 'text', max: 40, personal: false, required: { when: { path: 'form.hue', is: 'neither' } } },
  kin: { kind: 'branch', on: 'hue', cases: { plim: { plimCount: { kind: 'int', min: 1, max: 9 } }, glaum: {} } },
  lit: { kind: 'flag' },
  glints: { kind: 'int', min: 0, max: 500, unit: 'glints' },
  headName: { kind: 'text', max: 40, personal: { person: 'head' } },
  headMail: { kind: 'text', max: 80, pattern: 'email', personal: { person: 'head' } },
  headPhone: { kind: 'text', max: 40, pattern: 'phone', personal: { person: 'head' } },
  postcode: { kind: 'text', max: 6, pattern: 'postcode', required: false },
  parts: {
    kind: 'table',
    columns: { row: { kind: 'choice', of: rows }, measure: { kind: 'int', min: 0, max: 99 } },
    rows: { min: 2, max: 2 },
    fixed: rows,
  },
  helpers: {
    kind: 'table',
    columns: { name: { kind: 'text', max: 40, personal: { person: 'helper' } } },
    rows: { max: 5 },
  },
  likes: { kind: 'list', of: 'choice', choices: ['moss', 'fizz'], max: 2 },
  tags: { kind: 'list', of: 'text', textMax: 20, max: 5, required: false },
  years: { kind: 'list', of: 'int', max: 5, required: false },
  picture: { kind: 'attachment', types: ['image/png'], maxBytes: 1_000_000, required: false },
  hand: { kind: 'signature' },
  stamp: { kind: 'seal', required: false },
} satisfies FieldList;

export const forms = {
  sheet: { title: 'form.sheet', fields: sheet },
  gorrelSheet: { title: 'form.gorrelSheet', fields: { note: { kind: 'text', max: 100 } } },
} satisfies Definition['forms'];
