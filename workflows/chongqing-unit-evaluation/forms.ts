/** 五、有关要求: the package that a unit sends, electronic only. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';
import { projects } from './lists.js';

/** 1G in all, read as 2 to the 30th bytes; no single file can be larger. */
export const mostBytes = 1_073_741_824;

/** What offices exchange; the notice names no types. */
const documents = [
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/zip',
  'image/jpeg',
  'image/png',
  'video/mp4',
];

/** 电子扫描件. */
const scans = ['application/pdf', 'image/jpeg', 'image/png'];

/** 字数控制在2000字以内, and 500: we read each; a setting holds them to the two together. */
const unitPackage = {
  summary: { kind: 'text', max: 2000, lines: true },
  plan: { kind: 'text', max: 2000, lines: true },
  materials: {
    kind: 'table',
    columns: {
      block: { kind: 'choice', of: ['heart', 'achievement', 'family', 'rights', 'foundation'] },
      file: { kind: 'attachment', types: documents, maxBytes: mostBytes },
    },
    rows: { min: 1, max: 200 },
  },
  cases: {
    kind: 'table',
    columns: {
      project: { kind: 'choice', of: projects },
      title: { kind: 'text', max: 100, personal: false },
      account: { kind: 'text', max: 500, lines: true },
    },
    rows: { min: 1, max: 2 },
  },
  awards: {
    kind: 'table',
    columns: {
      item: {
        kind: 'choice',
        of: ['cityPraise', 'districtPraise', 'instruction', 'speech', 'events', 'media'],
      },
      happenedOn: { kind: 'date' },
      subject: { kind: 'text', max: 200 },
      proof: { kind: 'attachment', types: scans, maxBytes: mostBytes },
    },
    rows: { max: 100 },
  },
} satisfies FieldList;

export const forms = {
  unitPackage: { fields: unitPackage, title: 'form.unitPackage' },
} satisfies Definition['forms'];
