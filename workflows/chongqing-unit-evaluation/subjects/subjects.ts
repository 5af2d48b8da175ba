/** Who leads what, the points of each class, and the score sheets. */
import type { SubjectDefinition } from '../../../libs/lifecycle/definition/subject-definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { requirementChart, rubricChart, sheetChart } from '../charts.js';

type Folds = NonNullable<SubjectDefinition['facts'][string]['folds']>;

const reason = { kind: 'text', max: 500, lines: true } satisfies FieldList[string];

/** One numbered requirement of the base work, or one project of best practice, with the departments that lead it. */
export const requirement = {
  category: 'requirement',
  lives: 'cycle',
  key: ['requirement'],
  chart: requirementChart,
  fields: {
    part: { kind: 'id', max: 20 },
    leads: { kind: 'set', max: 8 },
  },
  facts: {
    leadsNamed: {
      fields: {
        part: { kind: 'choice', of: ['base', 'practice'] },
        leads: { kind: 'list', of: 'id', max: 8 },
      },
      folds: [
        { op: 'set', field: 'part', to: { from: 'data.part' } },
        { op: 'put', field: 'leads', each: 'data.leads', key: { from: 'item' } },
      ],
    },
    leadsChanged: {
      fields: {
        leads: { kind: 'list', of: 'id', max: 8 },
        reason,
      },
      folds: [
        { op: 'drop', field: 'leads' },
        { op: 'put', field: 'leads', each: 'data.leads', key: { from: 'item' } },
      ],
    },
  },
} satisfies SubjectDefinition;

/** The points of one class of units. The notice fixes 60 and 25; departments set the rest (合理设置…分类评价分值权重). */
export const rubric = {
  category: 'rubric',
  lives: 'cycle',
  key: ['unitclass'],
  chart: rubricChart,
  fields: {
    /** Requirement → hundredths of a point. */
    points: { kind: 'map', max: 60 },
    /** Indicator of best practice, named by a department → hundredths of a point. */
    practice: { kind: 'map', max: 40 },
    /** How often it was adopted: scores under an earlier adoption don't count. */
    adoptions: { kind: 'count', max: 1000 },
  },
  facts: {
    rubricBegun: { fields: {} },
    pointsSet: {
      fields: { requirement: { kind: 'id' }, points: { kind: 'int', min: 1, max: 6000, unit: 'hundredths' } },
      folds: [{ op: 'put', field: 'points', key: { from: 'data.requirement' }, to: { from: 'data.points' } }],
    },
    pointsDropped: {
      fields: { requirement: { kind: 'id' } },
      folds: [{ op: 'drop', field: 'points', key: { from: 'data.requirement' } }],
    },
    practicePointsSet: {
      fields: {
        requirement: { kind: 'id' },
        indicator: { kind: 'id' },
        standard: { kind: 'text', max: 500, lines: true, personal: false },
        points: { kind: 'int', min: 1, max: 2500, unit: 'hundredths' },
      },
      folds: [{ op: 'put', field: 'practice', key: { from: 'data.indicator' }, to: { from: 'data.points' } }],
    },
    practicePointsDropped: {
      fields: { requirement: { kind: 'id' }, indicator: { kind: 'id' } },
      folds: [{ op: 'drop', field: 'practice', key: { from: 'data.indicator' } }],
    },
    rubricAdopted: {
      fields: { adoptedOn: { kind: 'date' } },
      folds: [{ op: 'add', field: 'adoptions', by: 1 }],
    },
    rubricReopened: { fields: { reason } },
  },
} satisfies SubjectDefinition;

const score = {
  /** What each point was taken off for stands in the marks. */
  marks: { kind: 'marks', items: 40 },
  points: { kind: 'int', min: -1_000_000, max: 6000, unit: 'hundredths' },
  adoption: { kind: 'int', min: 1, max: 1000 },
  remarks: { kind: 'text', max: 1000, lines: true, required: false },
} satisfies FieldList;

/** Whoever scores agrees; what the other leads had agreed to before is void. */
const scoreStands = [
  { op: 'set', field: 'points', to: { from: 'data.points' } },
  { op: 'set', field: 'adoption', to: { from: 'data.adoption' } },
  { op: 'drop', field: 'agreed' },
  { op: 'put', field: 'agreed', key: { from: 'fact.unit' } },
] satisfies Folds;

/** What a unit earns for one requirement or one project, by its lead departments together. */
export const sheet = {
  category: 'sheet',
  lives: 'cycle',
  key: ['unit', 'requirement'],
  unit: 'unit',
  chart: sheetChart,
  fields: {
    points: { kind: 'int', max: 6000 },
    adoption: { kind: 'int', max: 1000 },
    agreed: { kind: 'set', max: 8 },
  },
  facts: {
    scoreGiven: { fields: score, folds: scoreStands },
    scoreRevised: { fields: score, folds: scoreStands },
    scoreAgreed: {
      fields: {},
      folds: [{ op: 'put', field: 'agreed', key: { from: 'fact.unit' } }],
    },
    scoreReturned: { fields: { reason } },
    scoreReviewed: { fields: { points: { kind: 'int', min: -1_000_000, max: 6000, unit: 'hundredths' } } },
    scoreReopened: { fields: { reason } },
  },
} satisfies SubjectDefinition;
