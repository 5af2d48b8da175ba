/** The subjects of the programme that is measured: a unit's roster, and an application with the facts of its life. */
import type { FieldList } from '../../libs/lifecycle/language/fields.js';
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';

export const text = { kind: 'text', max: 500, lines: true } satisfies FieldList[string];
export const day = { kind: 'date' } satisfies FieldList[string];
export const plan = { kind: 'form', form: 'plan' } satisfies FieldList[string];
export const opinions = {
  kind: 'table',
  rows: { min: 1, max: 2 },
  columns: { body: { kind: 'choice', of: ['party', 'district'] }, text, on: day },
} satisfies FieldList[string];
export const marks = { kind: 'marks', items: 6 } satisfies FieldList[string];

export const roster: SubjectDefinition = {
  category: 'roster',
  lives: 'cycle',
  key: ['unit'],
  unit: 'unit',
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { rosterOpened: 'open' } },
      open: {
        meta: { holder: 'clerk', noDeadline: 'noDeadline', closed: true },
        on: { candidateListed: 'open', planFiled: 'open' },
      },
    },
  },
  fields: {
    unit: { kind: 'id', max: 80 },
    listed: { kind: 'set', max: 200 },
    filed: { kind: 'count', max: 1000 },
  },
  facts: {
    rosterOpened: {
      fields: { unit: { kind: 'id' } },
      folds: [{ op: 'set', field: 'unit', to: { from: 'data.unit' } }],
    },
    candidateListed: {
      fields: { home: { kind: 'id' } },
      folds: [{ op: 'put', field: 'listed', key: { from: 'data.home' } }],
    },
    planFiled: { fields: { home: { kind: 'id' } }, folds: [{ op: 'add', field: 'filed', by: 1 }] },
  },
};

const persons = {
  op: 'put',
  field: 'persons',
  each: 'data.persons',
  key: { from: 'item.part' },
  to: { from: 'item.id' },
} satisfies NonNullable<SubjectDefinition['facts'][string]['folds']>[number];

export const application: SubjectDefinition = {
  category: 'application',
  lives: 'cycle',
  key: ['home'],
  unit: 'unit',
  chart: {
    initial: 'absent',
    states: {
      absent: { on: { homePutForward: 'planning' } },
      planning: {
        meta: { holder: 'clerk', deadline: 'plansDue' },
        on: { planSubmitted: 'project' },
      },
      project: {
        type: 'parallel',
        states: {
          work: {
            initial: 'underway',
            states: {
              underway: {
                meta: { holder: 'clerk', noDeadline: 'noDeadline' },
                on: {
                  projectBegun: 'underway',
                  progressTracked: 'underway',
                  guidanceGiven: 'underway',
                  reportSubmitted: '#application.recommendation',
                },
              },
            },
          },
          delivery: {
            initial: 'none',
            states: {
              none: {
                meta: { holder: 'clerk', noDeadline: 'noDeadline' },
                on: { deliveryRequested: 'requested' },
              },
              requested: {
                meta: { holder: 'office', noDeadline: 'noDeadline' },
                on: { deliveryMade: 'made' },
              },
              made: { meta: { holder: 'office', noDeadline: 'noDeadline', closed: true } },
            },
          },
        },
      },
      recommendation: {
        initial: 'opinions',
        states: {
          opinions: {
            meta: { holder: 'clerk', noDeadline: 'noDeadline' },
            on: { opinionsGiven: 'opinions', reportSent: 'sent' },
          },
          sent: {
            meta: { holder: 'office', noDeadline: 'noDeadline' },
            on: { evaluatorAssigned: '#application.evaluation' },
          },
        },
      },
      evaluation: {
        meta: { holder: 'evaluator', noDeadline: 'noDeadline' },
        on: { homeScored: 'evaluation', homeRecognised: 'recognised' },
      },
      recognised: { meta: { holder: 'office', noDeadline: 'noDeadline', closed: true } },
    },
  },
  fields: {
    unit: { kind: 'id', max: 80 },
    persons: { kind: 'map', max: 20 },
    planned: { kind: 'flag', max: 1 },
    planDigest: { kind: 'digest', max: 1 },
    budgetFen: { kind: 'int', max: 1_000_000_000 },
    tracked: { kind: 'count', max: 100 },
    delivered: { kind: 'flag', max: 1 },
    signedOn: { kind: 'date', max: 1 },
    opinions: { kind: 'map', max: 5 },
    lateLegs: { kind: 'count', max: 20 },
    evaluators: { kind: 'set', max: 20 },
    totals: { kind: 'map', max: 20 },
  },
  facts: {
    homePutForward: {
      fields: { unit: { kind: 'id' }, homeKind: { kind: 'choice', of: ['village', 'office'] }, reason: text },
      folds: [{ op: 'set', field: 'unit', to: { from: 'data.unit' } }],
    },
    planSubmitted: {
      fields: { plan, late: { kind: 'flag' } },
      folds: [
        { op: 'set', field: 'planned', to: { value: true } },
        { op: 'set', field: 'planDigest', to: { digest: 'data.plan' } },
        { op: 'set', field: 'budgetFen', to: { from: 'data.plan.budgetFen' } },
        { op: 'add', field: 'lateLegs', by: { from: 'data.late' } },
        persons,
      ],
    },
    projectBegun: { fields: { begunOn: day } },
    progressTracked: {
      fields: { trackedOn: day, account: text },
      folds: [{ op: 'add', field: 'tracked', by: 1 }],
    },
    guidanceGiven: { fields: { givenOn: day, report: text } },
    deliveryRequested: { fields: { resource: text } },
    deliveryMade: {
      fields: { deliveredOn: day },
      folds: [{ op: 'set', field: 'delivered', to: { value: true } }],
    },
    reportSubmitted: {
      fields: { signedOn: day, report: text },
      folds: [{ op: 'set', field: 'signedOn', to: { from: 'data.signedOn' } }],
    },
    opinionsGiven: {
      fields: { opinions },
      folds: [
        { op: 'put', field: 'opinions', each: 'data.opinions', key: { from: 'item.body' }, to: { from: 'item.on' } },
      ],
    },
    reportSent: {
      fields: { sentTo: { kind: 'list', of: 'text', max: 5, textMax: 100, personal: false } },
    },
    evaluatorAssigned: {
      fields: { account: { kind: 'id' } },
      folds: [{ op: 'put', field: 'evaluators', key: { from: 'data.account' } }],
    },
    homeScored: {
      fields: { marks, total: { kind: 'int' }, visitedOn: day },
      folds: [{ op: 'put', field: 'totals', key: { from: 'fact.account' }, to: { from: 'data.total' } }],
    },
    homeRecognised: { fields: { decidedOn: day } },
  },
};
