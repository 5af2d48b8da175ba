/**
 * A programme of a day's making, of invented words: kites built in a meadow that holds only so many, flown before a
 * day, and beans dropped into an urn. For what the engine does with any programme.
 */
import type { CommandDefinition, Definition } from '../../libs/lifecycle/definition/definition.js';
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';

const keeper = { role: 'keeper', where: 'own' } satisfies CommandDefinition['allow'][number];
const elder = { role: 'elder', where: 'anywhere' } satisfies CommandDefinition['allow'][number];
const open = { holder: 'keeper', noDeadline: 'noDeadline' };

const meadow = {
  category: 'meadow',
  lives: 'cycle',
  key: ['unit'],
  unit: 'unit',
  chart: {
    initial: 'absent',
    states: { absent: { on: { meadowOpened: 'open' } }, open: { on: { kiteCounted: 'open' }, meta: open } },
  },
  fields: { kites: { kind: 'set', max: 1000 } },
  facts: {
    meadowOpened: { fields: {} },
    kiteCounted: {
      fields: { home: { kind: 'id' } },
      folds: [{ op: 'put', field: 'kites', key: { from: 'data.home' } }],
    },
  },
} satisfies SubjectDefinition;

const kite = {
  category: 'kite',
  lives: 'cycle',
  key: ['home'],
  unit: 'unit',
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { kiteBuilt: 'built' } },
      built: {
        on: { kiteNoted: 'built', kiteFlown: 'flown' },
        meta: { holder: 'keeper', deadline: 'flyingDue' },
      },
      flown: { meta: { ...open, closed: true } },
    },
  },
  fields: { unit: { kind: 'id', max: 1 }, notes: { kind: 'count', max: 3 }, persons: { kind: 'map', max: 9 } },
  facts: {
    kiteBuilt: {
      fields: { unit: { kind: 'id' }, sheet: { kind: 'form', form: 'sheet' } },
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'put', field: 'persons', each: 'data.persons', key: { from: 'item.part' }, to: { from: 'item.id' } },
      ],
    },
    kiteNoted: {
      fields: { phone: { kind: 'text', max: 40, personal: { person: 'builder' } } },
      folds: [{ op: 'add', field: 'notes', by: 1 }],
    },
    kiteFlown: { fields: { late: { kind: 'flag' } } },
  },
} satisfies SubjectDefinition;

const urn = {
  category: 'urn',
  lives: 'cycle',
  key: ['round'],
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { urnOpened: 'filling' } },
      filling: { on: { beanDropped: 'filling', urnEmptied: 'emptied' }, meta: open },
      emptied: { meta: { ...open, closed: true } },
    },
  },
  fields: { droppers: { kind: 'set', max: 99 } },
  facts: {
    urnOpened: { fields: {} },
    beanDropped: { fields: {}, folds: [{ op: 'put', field: 'droppers', key: { from: 'fact.account' } }] },
    urnEmptied: { fields: { beans: { kind: 'value', maxBytes: 20_000 } } },
  },
} satisfies SubjectDefinition;

const commands = {
  openMeadow: {
    on: 'meadow',
    input: {},
    stages: ['absent'],
    allow: [keeper],
    unit: { from: 'key.unit' },
    yields: [{ fact: 'meadowOpened', on: 'self' }],
  },
  buildKite: {
    on: 'kite',
    input: { unit: { kind: 'id' }, sheet: { kind: 'form', form: 'sheet' } },
    stages: ['absent'],
    allow: [keeper],
    unit: { from: 'input.unit' },
    reads: { meadow: { subject: 'meadow', key: { unit: { from: 'input.unit' } } } },
    guards: [{ guard: 'withinQuota@1', with: { quota: 'room', unit: 'input.unit', counted: 'meadow.kites' } }],
    // What happens elsewhere first: the primary stream is written first all the same.
    yields: [
      { fact: 'kiteCounted', on: 'meadow', data: { home: { from: 'key.home' } } },
      { fact: 'kiteBuilt', on: 'self' },
    ],
  },
  noteKite: {
    on: 'kite',
    input: { phone: { kind: 'text', max: 40, personal: { person: 'builder' } } },
    stages: ['built'],
    allow: [keeper],
    yields: [{ fact: 'kiteNoted', on: 'self' }],
  },
  flyKite: {
    on: 'kite',
    input: {},
    stages: ['built'],
    allow: [keeper],
    delivers: { deliverable: 'flight', leg: 'inside' },
    yields: [{ fact: 'kiteFlown', on: 'self', data: { late: { late: true } } }],
  },
  openUrn: {
    on: 'urn',
    input: {},
    stages: ['absent'],
    allow: [elder],
    yields: [{ fact: 'urnOpened', on: 'self' }],
  },
  dropBean: {
    on: 'urn',
    input: { bean: { kind: 'choice', of: ['black', 'white'] } },
    stages: ['filling'],
    allow: [elder],
    guards: [
      {
        guard: 'holds@1',
        with: { if: { not: { member: 'actor.account', of: 'self.droppers' } }, reason: 'alreadyDone' },
      },
    ],
    yields: [{ fact: 'beanDropped', on: 'self' }],
    secret: 'bean',
  },
  emptyUrn: {
    on: 'urn',
    input: {},
    stages: ['filling'],
    allow: [elder],
    yields: [{ fact: 'urnEmptied', on: 'self', anonymous: true, data: { beans: { ballot: 'beans' } } }],
  },
} satisfies Definition['commands'];

export const kites: Definition = {
  format: 1,
  slug: 'kite-day',
  edition: 'first',
  title: 'title',
  source: { notice: 'title' },
  zone: 'Asia/Shanghai',
  subjects: [meadow, kite, urn],
  forms: {
    sheet: {
      title: 'title',
      fields: {
        name: { kind: 'text', max: 60, personal: false },
        phone: { kind: 'text', max: 40, personal: { person: 'builder' } },
      },
    },
  },
  commands,
  reactions: [],
  deliverables: {
    flight: {
      form: 'sheet',
      subject: 'kite',
      legs: { inside: { kind: 'system' } },
      due: 'flyingDue',
      lateness: 'flyingLateness',
    },
  },
  deadlines: { flyingDue: { date: '2031-03-01', time: '24:00' } },
  quotas: { room: { to: 'apply', strength: 'hard', table: { east: 1000 } } },
  settings: { flyingLateness: { kind: 'choice', of: ['refuse', 'warn'], why: 'title' } },
  rubrics: {},
  rankings: {},
  samples: {},
  ballots: { beans: { subject: 'urn', cast: 'beanDropped', closed: 'urnEmptied' } },
  registers: [],
  roles: { keeper: 'title', elder: 'title' },
  sight: [],
  notices: [],
  duties: {},
  lists: {},
  texts: { zh: { title: '风筝', noDeadline: '无期限' }, en: { title: 'Kite', noDeadline: 'No deadline' } },
};
