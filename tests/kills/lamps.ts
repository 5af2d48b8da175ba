/**
 * A programme of invented words with everything that a process may be killed in the middle of: lamps that are hung in a
 * street (two streams in one append, a phone number sealed), a stamp that follows each (a reaction) and that nobody
 * ever pays (the timer), a notice of each lamp (a delivery), and a day by which lamps are to be lit (the reminders).
 */
import type { CommandDefinition, Definition } from '../../libs/lifecycle/definition/definition.js';
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';

const keeper = { role: 'keeper', where: 'own' } satisfies CommandDefinition['allow'][number];
const open = { holder: 'keeper', noDeadline: 'noDeadline' };

const street = {
  category: 'street',
  lives: 'cycle',
  key: ['unit'],
  unit: 'unit',
  chart: {
    initial: 'absent',
    states: { absent: { on: { streetOpened: 'open' } }, open: { on: { lampCounted: 'open' }, meta: open } },
  },
  fields: { lamps: { kind: 'count', max: 1_000_000 } },
  facts: {
    streetOpened: { fields: {} },
    lampCounted: { fields: { home: { kind: 'id' } }, folds: [{ op: 'add', field: 'lamps', by: 1 }] },
  },
} satisfies SubjectDefinition;

const lamp = {
  category: 'lamp',
  lives: 'cycle',
  key: ['home'],
  unit: 'unit',
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { lampHung: 'hung' } },
      hung: { on: { lampNoted: 'hung', lampLit: 'lit' }, meta: { holder: 'keeper', deadline: 'lightDue' } },
      lit: { meta: { ...open, closed: true } },
    },
  },
  fields: { unit: { kind: 'id', max: 1 }, notes: { kind: 'count', max: 9 }, persons: { kind: 'map', max: 9 } },
  facts: {
    lampHung: {
      fields: { unit: { kind: 'id' }, sheet: { kind: 'form', form: 'sheet' } },
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'put', field: 'persons', each: 'data.persons', key: { from: 'item.part' }, to: { from: 'item.id' } },
      ],
    },
    lampNoted: {
      fields: { note: { kind: 'choice', of: ['bright', 'dim'] } },
      folds: [{ op: 'add', field: 'notes', by: 1 }],
    },
    lampLit: { fields: { late: { kind: 'flag' } } },
  },
} satisfies SubjectDefinition;

const stamp = {
  category: 'stamp',
  lives: 'cycle',
  key: ['home'],
  unit: 'unit',
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { lampStamped: 'stamped' } },
      stamped: { on: { stampPaid: 'paid' }, meta: { holder: 'keeper', deadline: 'stampDue' } },
      paid: { meta: { ...open, closed: true } },
    },
  },
  fields: { unit: { kind: 'id', max: 1 } },
  facts: {
    lampStamped: { fields: { unit: { kind: 'id' } }, folds: [{ op: 'set', field: 'unit', to: { from: 'data.unit' } }] },
    stampPaid: { fields: { late: { kind: 'flag' } } },
  },
} satisfies SubjectDefinition;

const commands = {
  openStreet: {
    on: 'street',
    input: {},
    stages: ['absent'],
    allow: [keeper],
    unit: { from: 'key.unit' },
    yields: [{ fact: 'streetOpened', on: 'self' }],
  },
  hangLamp: {
    on: 'lamp',
    input: { unit: { kind: 'id' }, sheet: { kind: 'form', form: 'sheet' } },
    stages: ['absent'],
    allow: [keeper],
    unit: { from: 'input.unit' },
    reads: { street: { subject: 'street', key: { unit: { from: 'input.unit' } } } },
    yields: [
      { fact: 'lampHung', on: 'self' },
      { fact: 'lampCounted', on: 'street', data: { home: { from: 'key.home' } } },
    ],
  },
  noteLamp: {
    on: 'lamp',
    input: { note: { kind: 'choice', of: ['bright', 'dim'] } },
    stages: ['hung'],
    allow: [keeper],
    yields: [{ fact: 'lampNoted', on: 'self' }],
  },
  lightLamp: {
    on: 'lamp',
    input: {},
    stages: ['hung'],
    allow: [keeper],
    delivers: { deliverable: 'light', leg: 'inside' },
    yields: [{ fact: 'lampLit', on: 'self', data: { late: { late: true } } }],
  },
  stampLamp: {
    on: 'stamp',
    input: { unit: { kind: 'id' } },
    stages: ['absent'],
    allow: [{ system: true }],
    yields: [{ fact: 'lampStamped', on: 'self' }],
  },
  payStamp: {
    on: 'stamp',
    input: {},
    stages: ['stamped'],
    allow: [keeper],
    delivers: { deliverable: 'payment', leg: 'inside' },
    yields: [{ fact: 'stampPaid', on: 'self', data: { late: { late: true } } }],
  },
} satisfies Definition['commands'];

/** `day`: by which lamps are to be lit, YYYY-MM-DD; `time`: of that day, HH:MM, by which stamps are to be paid. */
export function lampsBy(day: string, time: string): Definition {
  return {
    format: 1,
    slug: 'lamp-street',
    edition: `${day}-${time.replace(':', '')}`,
    title: 'title',
    source: { notice: 'title' },
    zone: ZONE,
    subjects: [street, lamp, stamp],
    forms: {
      sheet: {
        title: 'title',
        fields: {
          name: { kind: 'text', max: 60, personal: false },
          phone: { kind: 'text', max: 40, personal: { person: 'hanger' } },
        },
      },
    },
    commands,
    reactions: [
      {
        on: { subject: 'lamp', fact: 'lampHung' },
        give: {
          command: 'stampLamp',
          to: { key: { home: { from: 'key.home' } } },
          input: { unit: { from: 'data.unit' } },
        },
      },
    ],
    deliverables: {
      light: delivered('lamp', 'lightDue'),
      payment: delivered('stamp', 'stampDue'),
    },
    deadlines: { lightDue: { date: day, time: '24:00' }, stampDue: { date: day, time } },
    quotas: {},
    settings: { lateness: { kind: 'choice', of: ['refuse', 'warn'], why: 'title' } },
    rubrics: {},
    rankings: {},
    samples: {},
    ballots: {},
    registers: [],
    roles: { keeper: 'title' },
    sight: [],
    notices: [{ on: { subject: 'lamp', fact: 'lampHung' }, to: [{ role: 'keeper', where: 'own' }], text: 'hung' }],
    duties: {},
    lists: {},
    texts: {
      zh: { title: '灯', noDeadline: '无期限', hung: '挂了一盏灯' },
      en: { title: 'Lamp', noDeadline: 'No deadline', hung: 'A lamp was hung' },
    },
  };
}

export const ZONE = 'Asia/Shanghai';

function delivered(subject: string, due: string): Definition['deliverables'][string] {
  return { form: 'sheet', subject, legs: { inside: { kind: 'system' } }, due, lateness: 'lateness' };
}
