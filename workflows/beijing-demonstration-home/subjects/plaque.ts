/** 重新认定: the plaque that outlives its year, the order of those looked at again, and the places that become free. */
import type { SubjectDefinition } from '../../../libs/lifecycle/definition/subject-definition.js';
import { plaqueChart, reviewChart, successionChart } from '../charts.js';
import { HOMES } from '../forms.js';

export const plaque = {
  category: 'plaque',
  lives: 'root',
  key: ['level', 'home'],
  unit: 'unit',
  /** 次年: never in the year in which it was recognised. */
  origin: 'year',
  chart: plaqueChart,
  fields: {
    unit: { kind: 'id', max: 1 },
    district: { kind: 'id', max: 1 },
    /** The federation whose plaque it is: each level hangs its own. */
    body: { kind: 'id', max: 1 },
    awardedIn: { kind: 'id', max: 1 },
    /** The year it was recognised in last, which is reviewed in the next. */
    year: { kind: 'id', max: 1 },
    hungOn: { kind: 'date', max: 1 },
    reRecognisedIn: { kind: 'id', max: 1 },
  },
  facts: {
    plaqueAwarded: {
      fields: { unit: { kind: 'id' }, district: { kind: 'id' }, body: { kind: 'id' }, year: { kind: 'id' } },
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'set', field: 'district', to: { from: 'data.district' } },
        { op: 'set', field: 'body', to: { from: 'data.body' } },
        { op: 'set', field: 'awardedIn', to: { from: 'data.year' } },
        { op: 'set', field: 'year', to: { from: 'data.year' } },
        { op: 'drop', field: 'hungOn' },
        { op: 'drop', field: 'reRecognisedIn' },
      ],
    },
    recognisedAgain: {
      fields: { year: { kind: 'id' } },
      folds: [{ op: 'set', field: 'year', to: { from: 'data.year' } }],
    },
    plaqueHung: {
      fields: { hungOn: { kind: 'date' } },
      folds: [{ op: 'set', field: 'hungOn', to: { from: 'data.hungOn' } }],
    },
    plaqueReRecognised: {
      fields: { year: { kind: 'id' }, findings: { kind: 'text', max: 2000, lines: true, required: false } },
      folds: [{ op: 'set', field: 'reRecognisedIn', to: { from: 'data.year' } }],
    },
    reRecognitionUndone: {
      fields: { reason: { kind: 'text', max: 1000, lines: true } },
      folds: [{ op: 'drop', field: 'reRecognisedIn' }],
    },
    /** 示范作用不够突出、特色不够鲜明. */
    plaqueRemoved: {
      fields: {
        notExemplary: { kind: 'flag' },
        notDistinctive: { kind: 'flag' },
        findings: { kind: 'text', max: 2000, lines: true },
      },
    },
    /** 末位淘汰. */
    lastPlaceRemoved: { fields: { rankedBy: { kind: 'id' } } },
    removalUndone: { fields: { reason: { kind: 'text', max: 1000, lines: true } } },
    awardUndone: { fields: {} },
  },
} satisfies SubjectDefinition;

export const review = {
  category: 'review',
  lives: 'cycle',
  key: ['level', 'unit'],
  unit: 'unit',
  chart: reviewChart,
  fields: {
    places: { kind: 'map', max: 500 },
    out: { kind: 'set', max: 500 },
    taken: { kind: 'count', max: 500 },
  },
  facts: {
    plaquesRanked: {
      fields: { order: HOMES, reason: { kind: 'text', max: 1000, lines: true, personal: false, required: false } },
      folds: [
        { op: 'drop', field: 'places' },
        { op: 'put', field: 'places', each: 'data.order', key: { from: 'item' }, to: { place: true } },
      ],
    },
    lastTaken: {
      fields: { home: { kind: 'id' } },
      folds: [
        { op: 'put', field: 'out', key: { from: 'data.home' } },
        { op: 'add', field: 'taken', by: 1 },
      ],
    },
    /** Taken down for another reason: no longer in the order. */
    plaqueTakenOut: {
      fields: { home: { kind: 'id' } },
      folds: [{ op: 'put', field: 'out', key: { from: 'data.home' } }],
    },
    plaquePutBack: {
      fields: { home: { kind: 'id' } },
      folds: [{ op: 'drop', field: 'out', key: { from: 'data.home' } }],
    },
    lastGivenBack: {
      fields: { home: { kind: 'id' } },
      folds: [
        { op: 'drop', field: 'out', key: { from: 'data.home' } },
        { op: 'add', field: 'taken', by: -1 },
      ],
    },
  },
} satisfies SubjectDefinition;

export const succession = {
  category: 'succession',
  lives: 'cycle',
  /** The home whose plaque was taken down. */
  key: ['level', 'home'],
  unit: 'district',
  chart: successionChart,
  fields: {
    district: { kind: 'id', max: 1 },
    body: { kind: 'id', max: 1 },
    /** The year whose recognition became free. */
    year: { kind: 'id', max: 1 },
    /** Set when the last place was eliminated: whose order it was the last of. */
    rankedBy: { kind: 'id', max: 1 },
    /** Who is offered the place now, and the year in whose line it stands. */
    offered: { kind: 'id', max: 1 },
    offeredUnit: { kind: 'id', max: 1 },
    offeredFrom: { kind: 'id', max: 1 },
    declined: { kind: 'count', max: 500 },
  },
  facts: {
    placeVacated: {
      fields: {
        district: { kind: 'id' },
        body: { kind: 'id' },
        year: { kind: 'id' },
        rankedBy: { kind: 'id', required: false },
      },
      folds: [
        { op: 'set', field: 'district', to: { from: 'data.district' } },
        { op: 'set', field: 'body', to: { from: 'data.body' } },
        { op: 'set', field: 'year', to: { from: 'data.year' } },
        { op: 'set', field: 'rankedBy', to: { from: 'data.rankedBy' } },
      ],
    },
    successorOffered: {
      fields: { next: { kind: 'id' }, nextUnit: { kind: 'id' }, fromYear: { kind: 'id' } },
      folds: [
        { op: 'set', field: 'offered', to: { from: 'data.next' } },
        { op: 'set', field: 'offeredUnit', to: { from: 'data.nextUnit' } },
        { op: 'set', field: 'offeredFrom', to: { from: 'data.fromYear' } },
      ],
    },
    offerAccepted: { fields: { next: { kind: 'id' } } },
    offerDeclined: {
      fields: { next: { kind: 'id' }, reason: { kind: 'text', max: 1000, lines: true, required: false } },
      folds: [
        { op: 'add', field: 'declined', by: 1 },
        { op: 'drop', field: 'offered' },
        { op: 'drop', field: 'offeredUnit' },
        { op: 'drop', field: 'offeredFrom' },
      ],
    },
    offerWithdrawn: {
      fields: { next: { kind: 'id' }, reason: { kind: 'text', max: 1000, lines: true } },
      folds: [
        { op: 'drop', field: 'offered' },
        { op: 'drop', field: 'offeredUnit' },
        { op: 'drop', field: 'offeredFrom' },
      ],
    },
    leftVacant: { fields: { reason: { kind: 'text', max: 1000, lines: true } } },
    vacancyReopened: { fields: { reason: { kind: 'text', max: 1000, lines: true } } },
    vacancyCancelled: { fields: {} },
  },
} satisfies SubjectDefinition;
