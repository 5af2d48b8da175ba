/** 创建办法, seen from the home: one home at one level in one year, so that it cannot be put forward twice. */
import type { SubjectDefinition } from '../../../libs/lifecycle/definition/subject-definition.js';
import { applicationChart } from '../charts.js';
import { EMPHASES, OPINIONS, OWN_FORM, SEVEN_HAVES } from '../forms.js';

export const application = {
  category: 'application',
  lives: 'cycle',
  key: ['level', 'home'],
  unit: 'unit',
  chart: applicationChart,
  fields: {
    unit: { kind: 'id', max: 1 },
    district: { kind: 'id', max: 1 },
    /** The federation that assesses it: one level up. */
    body: { kind: 'id', max: 1 },
    form: { kind: 'digest', max: 1 },
    opinions: { kind: 'map', max: 5 },
    lateLegs: { kind: 'count', max: 10 },
    reviewedOn: { kind: 'instant', max: 1 },
    visitedOn: { kind: 'date', max: 1 },
    /** The year in which it was offered a place that had become free. */
    offeredIn: { kind: 'id', max: 1 },
  },
  facts: {
    appliedToCity: {
      fields: {
        unit: { kind: 'id' },
        district: { kind: 'id' },
        body: { kind: 'id' },
        form: { kind: 'form', form: 'cityApplication' },
      },
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'set', field: 'district', to: { from: 'data.district' } },
        { op: 'set', field: 'body', to: { from: 'data.body' } },
        { op: 'set', field: 'form', to: { digest: 'data.form' } },
      ],
    },
    appliedToDistrict: {
      fields: {
        unit: { kind: 'id' },
        district: { kind: 'id' },
        body: { kind: 'id' },
        ...OWN_FORM,
      },
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'set', field: 'district', to: { from: 'data.district' } },
        { op: 'set', field: 'body', to: { from: 'data.body' } },
        { op: 'set', field: 'form', to: { digest: 'data.form' } },
      ],
    },
    resubmitted: {
      fields: {
        ...OWN_FORM,
      },
      folds: [{ op: 'set', field: 'form', to: { digest: 'data.form' } }],
    },
    opinionsGiven: {
      fields: { opinions: OPINIONS },
      folds: [
        { op: 'put', field: 'opinions', each: 'data.opinions', key: { from: 'item.body' }, to: { from: 'item.on' } },
      ],
    },
    submitted: {
      fields: {
        late: { kind: 'flag' },
        copies: { kind: 'int', min: 1, max: 100, required: false },
        receivedOn: { kind: 'date', required: false },
        lateReason: { kind: 'text', max: 500, required: false },
      },
      folds: [{ op: 'add', field: 'lateLegs', by: { from: 'data.late' } }],
    },
    /** What it names is void; opinions that it does not name stand. */
    applicationReturned: {
      fields: {
        reason: { kind: 'text', max: 1000, lines: true },
        voids: { kind: 'list', of: 'choice', choices: ['townshipParty', 'district', 'city'], max: 3 },
      },
      folds: [{ op: 'drop', field: 'opinions', each: 'data.voids', key: { from: 'item' } }],
    },
    applicationWithdrawn: { fields: { reason: { kind: 'text', max: 1000, lines: true, required: false } } },
    materialsReviewed: {
      fields: { ...SEVEN_HAVES, ...EMPHASES, remarks: { kind: 'text', max: 2000, lines: true, required: false } },
      folds: [{ op: 'set', field: 'reviewedOn', to: { from: 'fact.at' } }],
    },
    /** One of the seven is missing: “七有” is what everything else is built on. */
    preconditionNotMet: {
      fields: { ...SEVEN_HAVES, ...EMPHASES, remarks: { kind: 'text', max: 2000, lines: true, required: false } },
    },
    reviewReopened: {
      fields: { reason: { kind: 'text', max: 1000, lines: true } },
      folds: [
        { op: 'drop', field: 'reviewedOn' },
        { op: 'drop', field: 'visitedOn' },
      ],
    },
    siteChecked: {
      fields: { visitedOn: { kind: 'date' }, ...EMPHASES, findings: { kind: 'text', max: 5000, lines: true } },
      folds: [{ op: 'set', field: 'visitedOn', to: { from: 'data.visitedOn' } }],
    },
    assessmentConcluded: {
      fields: { ...EMPHASES, conclusion: { kind: 'text', max: 5000, lines: true, required: false } },
    },
    recognised: { fields: {} },
    placedInReserve: { fields: {} },
    notRecognised: { fields: {} },
    decisionUndone: { fields: {} },
    placeOffered: {
      fields: { offeredIn: { kind: 'id' } },
      folds: [{ op: 'set', field: 'offeredIn', to: { from: 'data.offeredIn' } }],
    },
    placeTakenBack: { fields: {}, folds: [{ op: 'drop', field: 'offeredIn' }] },
    placeDeclined: { fields: {} },
    movedUp: { fields: {} },
  },
} satisfies SubjectDefinition;
