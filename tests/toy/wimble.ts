/** A wimble: what a home puts forward. Nodded at, sent, returned, weighed in two regions at once, crowned or shelved. */
import type { FactDefinition, SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';
import { account, lateWhy, nods, why } from './shared.js';

type Folds = NonNullable<FactDefinition['folds']>;

const chart = {
  initial: 'absent',
  states: {
    absent: { on: { wimbleSprung: 'budding' } },
    budding: {
      initial: 'nodding',
      on: { wimbleReturned: 'frayed' },
      states: {
        nodding: {
          initial: 'fresh',
          states: {
            fresh: { meta: { holder: 'brunk', deadline: 'glimDue' }, on: { wimbleNodded: 'nodded' } },
            nodded: {
              meta: { holder: 'brunk', deadline: 'glimDue' },
              on: { wimbleNodded: 'nodded', wimbleSent: '#wimble.budding.sent' },
            },
          },
        },
        sent: { meta: { holder: 'oddle', deadline: 'paperDue' }, on: { wimbleArrived: '#wimble.glowing' } },
        deepest: { type: 'history', history: 'deep', target: 'nodding' },
        latest: { type: 'history', history: 'shallow' },
      },
    },
    frayed: {
      meta: { holder: 'brunk', deadline: 'glimDue' },
      on: { wimbleMended: '#wimble.budding.deepest', wimblePatched: '#wimble.budding.latest' },
    },
    glowing: {
      type: 'parallel',
      states: {
        weighing: {
          initial: 'few',
          states: {
            few: { meta: { holder: 'oddle', noDeadline: 'noDeadline.open' }, on: { seemerNamed: 'some' } },
            some: {
              meta: { holder: 'seemer', deadline: 'weighingDue' },
              on: {
                seemerNamed: 'some',
                seemerFreed: 'some',
                clashTold: 'some',
                wimbleTallied: 'some',
                dabsGiven: 'some',
                talliesCleared: 'some',
                wimbleRipened: '#wimble.ripe',
              },
            },
          },
        },
        wick: {
          initial: 'unlit',
          states: {
            unlit: { meta: { holder: 'brunk', noDeadline: 'noDeadline.open' }, on: { wickLit: 'lit' } },
            lit: { meta: { holder: 'brunk', noDeadline: 'noDeadline.open', closed: true } },
          },
        },
      },
    },
    ripe: {
      meta: { holder: 'oddle', noDeadline: 'noDeadline.open' },
      on: { wimbleCrowned: 'crowned', wimbleShelved: 'shelved' },
    },
    crowned: { meta: { holder: 'oddle', noDeadline: 'noDeadline.open', closed: true }, on: { outcomeUndone: 'ripe' } },
    shelved: {
      meta: { holder: 'oddle', noDeadline: 'noDeadline.open', closed: true },
      on: { outcomeUndone: 'ripe', wimbleCrowned: 'crowned' },
    },
  },
} satisfies SubjectDefinition['chart'];

const persons: Folds[number] = {
  op: 'put',
  field: 'persons',
  each: 'data.persons',
  key: { from: 'item.part' },
  to: { from: 'item.id' },
};

const fromSheet: Folds = [
  { op: 'set', field: 'hue', to: { from: 'data.sheet.hue' } },
  { op: 'set', field: 'glints', to: { from: 'data.sheet.glints' } },
  { op: 'set', field: 'handOn', to: { from: 'data.sheet.hand.on' } },
  { op: 'set', field: 'sheetDigest', to: { digest: 'data.sheet' } },
  persons,
];

const budding = {
  wimbleSprung: {
    fields: { nook: { kind: 'id' }, sheet: { kind: 'form', form: 'sheet' } },
    folds: [{ op: 'set', field: 'nook', to: { from: 'data.nook' } }, ...fromSheet],
  },
  wimbleNodded: {
    fields: { nods },
    folds: [{ op: 'put', field: 'nods', each: 'data.nods', key: { from: 'item.body' }, to: { from: 'item.on' } }],
  },
  wimbleSent: {
    fields: {
      sentTo: { kind: 'list', of: 'text', max: 5, textMax: 100, personal: false },
      late: { kind: 'flag' },
      lateWhy,
    },
    folds: [
      { op: 'add', field: 'lateLegs', by: { from: 'data.late' } },
      { op: 'set', field: 'sent', to: { value: true } },
      { op: 'set', field: 'sentAt', to: { from: 'fact.at' } },
    ],
  },
  wimbleArrived: {
    fields: { receivedOn: { kind: 'date' }, copies: { kind: 'int', min: 1, max: 9 }, late: { kind: 'flag' }, lateWhy },
    folds: [
      { op: 'add', field: 'lateLegs', by: { from: 'data.late' } },
      { op: 'set', field: 'receivedOn', to: { from: 'data.receivedOn' } },
    ],
  },
  wimbleReturned: {
    fields: { why, voids: { kind: 'list', of: 'id', max: 3 } },
    folds: [
      { op: 'drop', field: 'nods', each: 'data.voids', key: { from: 'item' } },
      { op: 'add', field: 'returns', by: 1 },
    ],
  },
  wimbleMended: { fields: { sheet: { kind: 'form', form: 'sheet' } }, folds: fromSheet },
  wimblePatched: { fields: { why } },
} satisfies SubjectDefinition['facts'];

const glowing = {
  wickLit: { fields: {} },
  seemerNamed: { fields: { account }, folds: [{ op: 'put', field: 'seemers', key: { from: 'data.account' } }] },
  seemerFreed: { fields: { account, why }, folds: [{ op: 'drop', field: 'seemers', key: { from: 'data.account' } }] },
  clashTold: { fields: { account }, folds: [{ op: 'put', field: 'clashes', key: { from: 'data.account' } }] },
  wimbleTallied: {
    fields: {
      marks: { kind: 'marks', items: 20 },
      total: { kind: 'int' },
      blocks: { kind: 'value', maxBytes: 2000 },
      seenOn: { kind: 'date' },
    },
    folds: [{ op: 'put', field: 'tallies', key: { from: 'fact.account' }, to: { from: 'data.total' } }],
  },
  dabsGiven: { fields: { dabs: { kind: 'marks', items: 5 }, dabTotal: { kind: 'int' } } },
  talliesCleared: {
    fields: { why },
    folds: [
      { op: 'drop', field: 'tallies' },
      { op: 'drop', field: 'ripeOn' },
    ],
  },
  wimbleRipened: {
    fields: { ripeOn: { kind: 'date' } },
    folds: [{ op: 'set', field: 'ripeOn', to: { from: 'data.ripeOn' } }],
  },
  wimbleCrowned: { fields: { decision: { kind: 'stream' } } },
  wimbleShelved: { fields: { decision: { kind: 'stream' } } },
  outcomeUndone: { fields: { why } },
} satisfies SubjectDefinition['facts'];

export const wimble = {
  category: 'wimble',
  lives: 'cycle',
  key: ['home'],
  unit: 'nook',
  chart,
  fields: {
    nook: { kind: 'id', max: 1 },
    hue: { kind: 'id', max: 1 },
    glints: { kind: 'int', max: 500 },
    handOn: { kind: 'date', max: 1 },
    sheetDigest: { kind: 'digest', max: 1 },
    persons: { kind: 'map', max: 20 },
    nods: { kind: 'map', max: 3 },
    sent: { kind: 'flag', max: 1 },
    sentAt: { kind: 'instant', max: 1 },
    receivedOn: { kind: 'date', max: 1 },
    lateLegs: { kind: 'count', max: 9 },
    returns: { kind: 'count', max: 9 },
    seemers: { kind: 'set', max: 9 },
    clashes: { kind: 'set', max: 9 },
    tallies: { kind: 'map', max: 9 },
    ripeOn: { kind: 'date', max: 1 },
  },
  facts: { ...budding, ...glowing },
} satisfies SubjectDefinition;
