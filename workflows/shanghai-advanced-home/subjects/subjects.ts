/** Roster, sending and guidance: what they hold, and the facts of their lives. */
import type { SubjectDefinition } from '../../../libs/lifecycle/definition/subject-definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { guidanceChart, rosterChart, sendingChart } from '../charts.js';

/** What is told of every leg that came: where it went or when it came, and whether it was late. */
const electronicLeg = {
  sentTo: { kind: 'list', of: 'text', max: 10, textMax: 200, personal: false },
  receivedOn: { kind: 'date', required: false },
  late: { kind: 'flag' },
  lateReason: { kind: 'text', max: 500, required: false },
} satisfies FieldList;

const listed = {
  home: { kind: 'id' },
  homeKind: { kind: 'choice', of: ['village', 'institution', 'newFields', 'other'] },
  street: { kind: 'id', required: false },
  blankPoint: { kind: 'flag' },
} satisfies FieldList;

/** Home → kind, and home → whether its street had no 3.0 home: counted in views, never enforced. */
const countsOfListed = [
  { op: 'put', field: 'applications', key: { from: 'data.home' } },
  { op: 'put', field: 'kinds', key: { from: 'data.home' }, to: { from: 'data.homeKind' } },
  { op: 'put', field: 'blankPoints', key: { from: 'data.home' }, to: { from: 'data.blankPoint' } },
] satisfies NonNullable<SubjectDefinition['facts'][string]['folds']>;

export const roster = {
  category: 'roster',
  lives: 'cycle',
  key: ['unit'],
  unit: 'unit',
  chart: rosterChart,
  fields: {
    unit: { kind: 'id', max: 80 },
    /** Homes put forward and not withdrawn: what counts against the unit's places. */
    applications: { kind: 'set', max: 200 },
    kinds: { kind: 'map', max: 200 },
    blankPoints: { kind: 'map', max: 200 },
    paperStands: { kind: 'flag', max: 1 },
    lateLegs: { kind: 'count', max: 100 },
  },
  facts: {
    rosterOpened: {
      fields: { unit: { kind: 'id' } },
      folds: [{ op: 'set', field: 'unit', to: { from: 'data.unit' } }],
    },
    candidateListed: { fields: listed, folds: countsOfListed },
    candidateRelisted: { fields: listed, folds: countsOfListed },
    candidateUnlisted: {
      fields: { home: { kind: 'id' } },
      folds: [
        { op: 'drop', field: 'applications', key: { from: 'data.home' } },
        { op: 'drop', field: 'kinds', key: { from: 'data.home' } },
        { op: 'drop', field: 'blankPoints', key: { from: 'data.home' } },
      ],
    },
    rosterSubmitted: {
      fields: { filledOn: { kind: 'date' }, applications: { kind: 'list', of: 'id', max: 200 }, ...electronicLeg },
      folds: [{ op: 'add', field: 'lateLegs', by: { from: 'data.late' } }],
    },
    rosterPaperReceived: {
      fields: {
        receivedOn: { kind: 'date' },
        copies: { kind: 'int', min: 1, max: 20 },
        sealed: { kind: 'flag' },
        late: { kind: 'flag' },
        lateReason: { kind: 'text', max: 500, required: false },
      },
      folds: [
        { op: 'add', field: 'lateLegs', by: { from: 'data.late' } },
        { op: 'set', field: 'paperStands', to: { value: true } },
      ],
    },
    rosterReturned: {
      fields: { reason: { kind: 'text', max: 1000, lines: true }, paperStands: { kind: 'flag' } },
      folds: [{ op: 'set', field: 'paperStands', to: { from: 'data.paperStands' } }],
    },
    rosterResubmitted: {
      fields: {
        filledOn: { kind: 'date' },
        applications: { kind: 'list', of: 'id', max: 200 },
        sentTo: { kind: 'list', of: 'text', max: 10, textMax: 200, personal: false },
      },
    },
    /** Resubmitted, and the paper copies that came before still stand. */
    rosterMended: {
      fields: {
        filledOn: { kind: 'date' },
        applications: { kind: 'list', of: 'id', max: 200 },
        sentTo: { kind: 'list', of: 'text', max: 10, textMax: 200, personal: false },
      },
    },
  },
} satisfies SubjectDefinition;

export const sending = {
  category: 'sending',
  lives: 'cycle',
  key: ['unit'],
  unit: 'unit',
  chart: sendingChart,
  fields: {
    unit: { kind: 'id', max: 80 },
    ready: { kind: 'set', max: 200 },
    sent: { kind: 'set', max: 200 },
    lateLegs: { kind: 'count', max: 300 },
  },
  facts: {
    sendingOpened: {
      fields: { unit: { kind: 'id' } },
      folds: [{ op: 'set', field: 'unit', to: { from: 'data.unit' } }],
    },
    planFiled: {
      fields: { home: { kind: 'id' } },
      folds: [{ op: 'put', field: 'ready', key: { from: 'data.home' } }],
    },
    planTakenOut: {
      fields: { home: { kind: 'id' } },
      folds: [
        { op: 'drop', field: 'ready', key: { from: 'data.home' } },
        { op: 'drop', field: 'sent', key: { from: 'data.home' } },
      ],
    },
    plansSent: {
      fields: { homes: { kind: 'list', of: 'id', max: 200 }, ...electronicLeg },
      folds: [
        { op: 'put', field: 'sent', each: 'data.homes', key: { from: 'item' } },
        { op: 'drop', field: 'ready' },
        { op: 'add', field: 'lateLegs', by: { from: 'data.late' } },
      ],
    },
  },
} satisfies SubjectDefinition;

export const guidance = {
  category: 'guidance',
  lives: 'cycle',
  key: ['round'],
  chart: guidanceChart,
  fields: {
    frame: { kind: 'set', max: 1000 },
    frameHash: { kind: 'digest', max: 1 },
    sampled: { kind: 'set', max: 1000 },
  },
  facts: {
    /** The frame stands in the log before anyone knows the seed. */
    frameFixed: {
      fields: { frame: { kind: 'list', of: 'id', max: 1000 } },
      folds: [
        { op: 'drop', field: 'frame' },
        { op: 'put', field: 'frame', each: 'data.frame', key: { from: 'item' } },
      ],
    },
    sampleDrawn: {
      fields: {
        seed: { kind: 'text', max: 100, personal: false },
        seedSource: { kind: 'text', max: 300, personal: false },
        frameHash: { kind: 'digest' },
        homes: { kind: 'list', of: 'id', max: 1000 },
      },
      folds: [
        { op: 'put', field: 'sampled', each: 'data.homes', key: { from: 'item' } },
        { op: 'set', field: 'frameHash', to: { from: 'data.frameHash' } },
      ],
    },
    generalAdviceGiven: {
      fields: {
        advice: { kind: 'text', max: 8000, lines: true },
        givenBy: { kind: 'text', max: 100 },
        homes: { kind: 'list', of: 'id', max: 1000 },
      },
    },
  },
} satisfies SubjectDefinition;
