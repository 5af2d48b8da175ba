/** The toy's smaller subjects: a plonth that outlives its cycle, an urnip for secret votes, a tovel, a drubble. */
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';
import { why } from './shared.js';

/** Hung once, looked after year by year. */
export const plonth = {
  category: 'plonth',
  lives: 'root',
  key: ['home'],
  unit: 'nook',
  origin: 'hungIn',
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { plonthHung: 'hung' } },
      hung: {
        meta: { holder: 'brunk', deadline: 'lookDue' },
        on: { plonthLookedAt: 'hung', plonthTaken: 'taken' },
      },
      taken: { meta: { holder: 'oddle', noDeadline: 'noDeadline.open', closed: true }, on: { plonthHung: 'hung' } },
    },
  },
  fields: {
    nook: { kind: 'id', max: 1 },
    hungOn: { kind: 'date', max: 1 },
    hungIn: { kind: 'id', max: 1 },
    lookDue: { kind: 'instant', max: 1 },
    looks: { kind: 'count', max: 99 },
  },
  facts: {
    plonthHung: {
      fields: {
        nook: { kind: 'id' },
        hungOn: { kind: 'date' },
        hungIn: { kind: 'id' },
        lookDue: { kind: 'instant', required: false },
      },
      folds: [
        { op: 'set', field: 'nook', to: { from: 'data.nook' } },
        { op: 'set', field: 'hungOn', to: { from: 'data.hungOn' } },
        { op: 'set', field: 'hungIn', to: { from: 'data.hungIn' } },
        { op: 'set', field: 'lookDue', to: { from: 'data.lookDue' } },
      ],
    },
    plonthLookedAt: { fields: { sound: { kind: 'flag' } }, folds: [{ op: 'add', field: 'looks', by: 1 }] },
    plonthTaken: { fields: { why } },
  },
} satisfies SubjectDefinition;

/** Choices stand in no fact until it is emptied; then all at once, and by nobody. */
export const urnip = {
  category: 'urnip',
  lives: 'cycle',
  key: ['round'],
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { urnipOpened: 'filling' } },
      filling: {
        meta: { holder: 'oddle', deadline: 'urnipDue' },
        on: { chipDropped: 'filling', urnipEmptied: 'emptied' },
      },
      emptied: { meta: { holder: 'oddle', noDeadline: 'noDeadline.open', closed: true } },
    },
  },
  fields: { droppers: { kind: 'set', max: 99 } },
  facts: {
    urnipOpened: { fields: {} },
    chipDropped: { fields: {}, folds: [{ op: 'put', field: 'droppers', key: { from: 'fact.account' } }] },
    urnipEmptied: { fields: { chips: { kind: 'value', maxBytes: 20_000 } } },
  },
} satisfies SubjectDefinition;

/** What is noted beside another stream, whose id is the last part of its key. */
export const tovel = {
  category: 'tovel',
  lives: 'root',
  key: ['sort', 'shade'],
  dotted: true,
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { tovelNoted: 'noted' } },
      noted: { meta: { holder: 'oddle', noDeadline: 'noDeadline.open' }, on: { tovelNoted: 'noted' } },
    },
  },
  fields: { of: { kind: 'id', max: 1 } },
  facts: {
    tovelNoted: {
      fields: {
        seen: { kind: 'stream' },
        nook: { kind: 'scalar', required: false },
        keeper: { kind: 'scalar', required: false },
        lateFrom: { kind: 'instant', required: false },
      },
      folds: [{ op: 'set', field: 'of', to: { from: 'fact.id' } }],
    },
  },
} satisfies SubjectDefinition;

/** What a home owes in each span. Its figures are worked out when it is done. */
export const drubble = {
  category: 'drubble',
  lives: 'cycle',
  key: ['home', 'span'],
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { drubbleDone: 'done' } },
      done: { meta: { holder: 'brunk', noDeadline: 'noDeadline.open', closed: true }, on: { drubbleDone: 'done' } },
    },
  },
  fields: { times: { kind: 'count', max: 99 } },
  facts: {
    drubbleDone: {
      fields: {
        doneOn: { kind: 'date' },
        dueAt: { kind: 'instant', required: false },
        termAt: { kind: 'instant', required: false },
        openAt: { kind: 'instant', required: false },
        name: { kind: 'scalar' },
        owed: { kind: 'int', required: false },
        short: { kind: 'flag' },
        all: { kind: 'int' },
        rows: { kind: 'int' },
        summed: { kind: 'int' },
        hash: { kind: 'digest' },
        none: { kind: 'list', of: 'stream', max: 1 },
        seen: { kind: 'stream' },
        zone: { kind: 'scalar' },
        quotas: { kind: 'value', maxBytes: 9000 },
        deadlines: { kind: 'value', maxBytes: 9000 },
      },
      folds: [{ op: 'add', field: 'times', by: 1 }],
    },
  },
} satisfies SubjectDefinition;
