/** The application of one home in one cycle: what it holds, and the facts of its life. */
import type { SubjectDefinition } from '../../../libs/lifecycle/definition/subject-definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { applicationChart } from '../charts.js';
import { opinionRows } from '../forms.js';

const score = {
  marks: { kind: 'marks', items: 19 },
  total: { kind: 'int', min: 0, max: 180, unit: 'points' },
  visitedOn: { kind: 'date' },
  adaptation: { kind: 'text', max: 1000, lines: true, required: false },
  remarks: { kind: 'text', max: 2000, lines: true, required: false },
} satisfies FieldList;

const decision = {
  decision: { kind: 'stream' },
  reason: { kind: 'text', max: 1000, required: false },
} satisfies FieldList;

const classOfEvaluator = {
  kind: 'choice',
  of: ['committeeMember', 'cadre', 'socialOrganisation', 'expert'],
} satisfies FieldList[string];

/** Persons of the forms keep the id they got at first entry. */
const persons = {
  op: 'put',
  field: 'persons',
  each: 'data.persons',
  key: { from: 'item.part' },
  to: { from: 'item.id' },
} satisfies NonNullable<SubjectDefinition['facts'][string]['folds']>[number];

/** Before the project ends: putting forward, plan, guidance, delivery. */
const untilRecommendation = {
  homePutForward: {
    fields: {
      unit: { kind: 'id' },
      row: { kind: 'form', form: 'rosterRow' },
      homeKind: { kind: 'choice', of: ['village', 'institution', 'newFields', 'other'] },
      street: { kind: 'id', required: false },
      blankPoint: { kind: 'flag' },
      triedBefore: { kind: 'flag', required: false },
    },
    folds: [
      { op: 'set', field: 'unit', to: { from: 'data.unit' } },
      { op: 'set', field: 'homeKind', to: { from: 'data.homeKind' } },
      { op: 'set', field: 'street', to: { from: 'data.street' } },
      { op: 'set', field: 'blankPoint', to: { from: 'data.blankPoint' } },
      persons,
    ],
  },
  applicantNamed: {
    fields: { account: { kind: 'id' } },
    folds: [{ op: 'put', field: 'applicants', key: { from: 'data.account' } }],
  },
  candidateAssessed: {
    fields: {
      marks: { kind: 'marks', items: 19 },
      total: { kind: 'int', min: 0, max: 180, unit: 'points' },
      filledOn: { kind: 'date' },
    },
  },
  candidateWithdrawn: { fields: { reason: { kind: 'text', max: 1000, lines: true } } },
  withdrawalUndone: { fields: { reason: { kind: 'text', max: 1000, lines: true } } },
  planSubmitted: {
    fields: { plan: { kind: 'form', form: 'plan' } },
    folds: [
      { op: 'set', field: 'planned', to: { value: true } },
      { op: 'set', field: 'planDigest', to: { digest: 'data.plan' } },
      { op: 'set', field: 'budgetFen', to: { from: 'data.plan.budgetFen' } },
      persons,
    ],
  },
  planCorrected: {
    fields: { plan: { kind: 'form', form: 'plan' }, reason: { kind: 'text', max: 500 } },
    folds: [
      { op: 'set', field: 'planDigest', to: { digest: 'data.plan' } },
      { op: 'set', field: 'budgetFen', to: { from: 'data.plan.budgetFen' } },
      persons,
    ],
  },
  planSent: {
    fields: { sending: { kind: 'stream' } },
    folds: [{ op: 'set', field: 'planSent', to: { value: true } }],
  },
  progressTracked: {
    fields: { trackedOn: { kind: 'date' }, account: { kind: 'text', max: 4000, lines: true } },
    folds: [{ op: 'add', field: 'tracked', by: 1 }],
  },
  deliveryRequested: {
    fields: { resource: { kind: 'text', max: 500 } },
    folds: [{ op: 'set', field: 'deliveryRequested', to: { value: true } }],
  },
  deliveryMade: {
    fields: { deliveredOn: { kind: 'date' }, resource: { kind: 'text', max: 500 } },
    folds: [{ op: 'set', field: 'delivered', to: { value: true } }],
  },
  guidanceGiven: {
    fields: {
      givenBy: { kind: 'text', max: 100 },
      givenOn: { kind: 'date' },
      goals: { kind: 'text', max: 2000, lines: true },
      report: { kind: 'text', max: 8000, lines: true },
    },
    folds: [{ op: 'add', field: 'guided', by: 1 }],
  },
  adviceReceived: { fields: { from: { kind: 'stream' } }, folds: [{ op: 'add', field: 'advised', by: 1 }] },
} satisfies SubjectDefinition['facts'];

const recommending = {
  recommendationSubmitted: {
    fields: { form: { kind: 'form', form: 'recommendation' } },
    folds: [{ op: 'set', field: 'signedOn', to: { from: 'data.form.signature.on' } }, persons],
  },
  opinionsGiven: {
    fields: { opinions: opinionRows },
    folds: [
      { op: 'put', field: 'opinions', each: 'data.opinions', key: { from: 'item.body' }, to: { from: 'item.on' } },
    ],
  },
  recommendationSent: {
    fields: {
      sentTo: { kind: 'list', of: 'text', max: 10, textMax: 200, personal: false },
      receivedOn: { kind: 'date', required: false },
      late: { kind: 'flag' },
      lateReason: { kind: 'text', max: 500, required: false },
    },
    folds: [{ op: 'add', field: 'lateLegs', by: { from: 'data.late' } }],
  },
  recommendationPaperReceived: {
    fields: {
      receivedOn: { kind: 'date' },
      copies: { kind: 'int', min: 1, max: 20 },
      sealed: { kind: 'flag' },
      late: { kind: 'flag' },
      lateReason: { kind: 'text', max: 500, required: false },
    },
    folds: [{ op: 'add', field: 'lateLegs', by: { from: 'data.late' } }],
  },
  recommendationReturned: {
    fields: {
      reason: { kind: 'text', max: 1000, lines: true },
      voids: { kind: 'list', of: 'id', max: 5 },
    },
    folds: [{ op: 'drop', field: 'opinions', each: 'data.voids', key: { from: 'item' } }],
  },
  recommendationResubmitted: {
    fields: { form: { kind: 'form', form: 'recommendation' } },
    folds: [{ op: 'set', field: 'signedOn', to: { from: 'data.form.signature.on' } }, persons],
  },
} satisfies SubjectDefinition['facts'];

const evaluating = {
  evaluatorAssigned: {
    fields: { account: { kind: 'id' }, class: classOfEvaluator },
    folds: [
      { op: 'put', field: 'evaluators', key: { from: 'data.account' }, to: { from: 'data.class' } },
      { op: 'put', field: 'pending', key: { from: 'data.account' } },
    ],
  },
  evaluatorRecused: {
    fields: { account: { kind: 'id' }, reason: { kind: 'text', max: 500 } },
    folds: [
      { op: 'drop', field: 'evaluators', key: { from: 'data.account' } },
      { op: 'drop', field: 'pending', key: { from: 'data.account' } },
      { op: 'drop', field: 'totals', key: { from: 'data.account' } },
      { op: 'put', field: 'recused', key: { from: 'data.account' } },
    ],
  },
  evaluatorReplaced: {
    fields: {
      out: { kind: 'id' },
      account: { kind: 'id' },
      class: classOfEvaluator,
      reason: { kind: 'text', max: 500 },
    },
    folds: [
      { op: 'drop', field: 'evaluators', key: { from: 'data.out' } },
      { op: 'drop', field: 'pending', key: { from: 'data.out' } },
      { op: 'drop', field: 'totals', key: { from: 'data.out' } },
      { op: 'put', field: 'evaluators', key: { from: 'data.account' }, to: { from: 'data.class' } },
      { op: 'put', field: 'pending', key: { from: 'data.account' } },
    ],
  },
  conflictDeclared: {
    fields: { account: { kind: 'id' }, reason: { kind: 'text', max: 500 } },
    folds: [{ op: 'put', field: 'conflicts', key: { from: 'data.account' } }],
  },
  conflictDismissed: {
    fields: { account: { kind: 'id' }, reason: { kind: 'text', max: 500 } },
    folds: [{ op: 'drop', field: 'conflicts', key: { from: 'data.account' } }],
  },
  homeScored: {
    fields: score,
    folds: [
      { op: 'put', field: 'totals', key: { from: 'fact.account' }, to: { from: 'data.total' } },
      { op: 'drop', field: 'pending', key: { from: 'fact.account' } },
    ],
  },
  scoreCorrected: {
    fields: { ...score, reason: { kind: 'text', max: 500 } },
    folds: [{ op: 'put', field: 'totals', key: { from: 'fact.account' }, to: { from: 'data.total' } }],
  },
  evaluationConcluded: { fields: { summary: { kind: 'text', max: 4000, lines: true, required: false } } },
  evaluationReopened: { fields: { reason: { kind: 'text', max: 1000, lines: true } } },
  homeRecognised: { fields: decision },
  homeReserved: { fields: decision },
  homeNotRecognised: { fields: decision },
  decisionUndone: { fields: decision },
} satisfies SubjectDefinition['facts'];

export const application = {
  category: 'application',
  lives: 'cycle',
  key: ['home'],
  unit: 'unit',
  chart: applicationChart,
  fields: {
    unit: { kind: 'id', max: 80 },
    homeKind: { kind: 'id', max: 30 },
    street: { kind: 'id', max: 80 },
    blankPoint: { kind: 'flag', max: 1 },
    /** Accounts that act for the home. A home without one is written for by its unit's clerk. */
    applicants: { kind: 'set', max: 10 },
    /** Part in the form → the person's id. */
    persons: { kind: 'map', max: 100 },
    planned: { kind: 'flag', max: 1 },
    planDigest: { kind: 'digest', max: 1 },
    budgetFen: { kind: 'int', max: 100_000_000_000 },
    planSent: { kind: 'flag', max: 1 },
    deliveryRequested: { kind: 'flag', max: 1 },
    delivered: { kind: 'flag', max: 1 },
    tracked: { kind: 'count', max: 1000 },
    guided: { kind: 'count', max: 50 },
    advised: { kind: 'count', max: 50 },
    signedOn: { kind: 'date', max: 1 },
    /** Body → date beside its seal. */
    opinions: { kind: 'map', max: 5 },
    lateLegs: { kind: 'count', max: 50 },
    /** Account → class of evaluator. */
    evaluators: { kind: 'map', max: 20 },
    /** Assigned, and not yet scored. */
    pending: { kind: 'set', max: 20 },
    recused: { kind: 'set', max: 50 },
    conflicts: { kind: 'set', max: 50 },
    /** Account → points of 180. */
    totals: { kind: 'map', max: 20 },
  },
  facts: { ...untilRecommendation, ...recommending, ...evaluating },
} satisfies SubjectDefinition;
