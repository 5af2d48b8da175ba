/** The evaluation of one unit in one year: what it holds, and the facts of its life. */
import type { SubjectDefinition } from '../../../libs/lifecycle/definition/subject-definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { evaluationChart } from '../charts.js';
import { unitClasses } from '../lists.js';

type Facts = SubjectDefinition['facts'];
type Folds = NonNullable<Facts[string]['folds']>;

const reason = { kind: 'text', max: 500, lines: true } satisfies FieldList[string];
const grade = { kind: 'choice', of: ['especiallyExcellent', 'excellent', 'good'] } satisfies FieldList[string];

const packageFields = {
  package: { kind: 'form', form: 'unitPackage' },
  late: { kind: 'flag' },
  lateReason: { kind: 'text', max: 500, required: false },
  cases: { kind: 'int', min: 1, max: 2 },
} satisfies FieldList;

/** A case can earn 25 at most; how two cases make one 25 the notice does not say. */
const packageStands = [
  { op: 'set', field: 'packageDigest', to: { digest: 'data.package' } },
  { op: 'set', field: 'cases', to: { from: 'data.cases' } },
  { op: 'drop', field: 'caseLimits' },
  { op: 'put', field: 'caseLimits', each: 'data.package.cases', key: { from: 'item.project' }, to: { value: 2500 } },
  { op: 'add', field: 'latePackages', by: { from: 'data.late' } },
] satisfies Folds;

const untilScoring = {
  evaluationOpened: {
    fields: {
      unitClass: { kind: 'choice', of: unitClasses },
      liaison: { kind: 'id', required: false },
    },
    folds: [
      { op: 'set', field: 'unitClass', to: { from: 'data.unitClass' } },
      { op: 'set', field: 'liaison', to: { from: 'data.liaison' } },
    ],
  },
  /** 平时评价: how it is used in the yearly evaluation is a setting. */
  workObserved: {
    fields: {
      observedOn: { kind: 'date' },
      block: { kind: 'choice', of: ['heart', 'achievement', 'family', 'rights', 'foundation', 'practice', 'whole'] },
      result: { kind: 'text', max: 1000, lines: true },
    },
    folds: [{ op: 'add', field: 'observations', by: 1 }],
  },
  packageSubmitted: { fields: packageFields, folds: packageStands },
  packageResubmitted: { fields: packageFields, folds: packageStands },
  packageReturned: { fields: { reason } },
  packageWithdrawn: {
    fields: { reason },
    folds: [
      { op: 'drop', field: 'packageDigest' },
      { op: 'drop', field: 'caseLimits' },
      { op: 'drop', field: 'cases' },
    ],
  },
} satisfies Facts;

const scoring = {
  scoringBegun: { fields: { reason: { ...reason, required: false } } },
  requirementReviewed: {
    fields: {
      requirement: { kind: 'id' },
      points: { kind: 'int', min: -1_000_000, max: 6000, unit: 'hundredths' },
      adoption: { kind: 'int', min: 1, max: 1000 },
    },
    folds: [
      { op: 'put', field: 'points', key: { from: 'data.requirement' }, to: { from: 'data.points' } },
      { op: 'set', field: 'adoption', to: { from: 'data.adoption' } },
    ],
  },
  requirementReopened: {
    fields: { requirement: { kind: 'id' } },
    folds: [{ op: 'drop', field: 'points', key: { from: 'data.requirement' } }],
  },
  caseReviewed: {
    fields: {
      requirement: { kind: 'id' },
      points: { kind: 'int', min: 0, max: 2500, unit: 'hundredths' },
      adoption: { kind: 'int', min: 1, max: 1000 },
    },
    folds: [
      { op: 'put', field: 'casePoints', key: { from: 'data.requirement' }, to: { from: 'data.points' } },
      { op: 'set', field: 'adoption', to: { from: 'data.adoption' } },
    ],
  },
  caseReopened: {
    fields: { requirement: { kind: 'id' } },
    folds: [
      { op: 'drop', field: 'casePoints', key: { from: 'data.requirement' } },
      { op: 'drop', field: 'practice' },
    ],
  },
  practiceSettled: {
    fields: {
      points: { kind: 'int', min: 0, max: 2500, unit: 'hundredths' },
      reason: { ...reason, required: false },
    },
    folds: [{ op: 'set', field: 'practice', to: { from: 'data.points' } }],
  },
  /** Bonus, 综合评估 and deductions: what the whole of a unit's work adds and takes off. */
  wholeAssessed: {
    fields: {
      marks: { kind: 'marks', items: 12 },
      points: { kind: 'int', min: -1_000_000, max: 1500, unit: 'hundredths' },
      falsificationVerified: { kind: 'flag', required: false },
    },
    folds: [{ op: 'set', field: 'assessed', to: { from: 'data.points' } }],
  },
  scoringRestarted: {
    fields: { reason },
    folds: [
      { op: 'drop', field: 'points' },
      { op: 'drop', field: 'casePoints' },
      { op: 'drop', field: 'practice' },
      { op: 'drop', field: 'adoption' },
    ],
  },
  scoresAddedUp: {
    fields: {
      base: { kind: 'int', min: -1_000_000, max: 6000, unit: 'hundredths' },
      practice: { kind: 'int', min: 0, max: 2500, unit: 'hundredths' },
      assessed: { kind: 'int', min: -1_000_000, max: 1500, unit: 'hundredths' },
      total: { kind: 'int', min: -3_000_000, max: 10_000, unit: 'hundredths' },
    },
    folds: [{ op: 'set', field: 'total', to: { from: 'data.total' } }],
  },
  additionUndone: { fields: { reason }, folds: [{ op: 'drop', field: 'total' }] },
} satisfies Facts;

const deciding = {
  gradeProposed: {
    fields: { grade, opinion: reason },
    folds: [{ op: 'set', field: 'proposed', to: { from: 'data.grade' } }],
  },
  proposalReturned: { fields: { reason }, folds: [{ op: 'drop', field: 'proposed' }] },
  gradeDecided: {
    fields: {
      grade,
      metOn: { kind: 'date' },
      /** Accounts of those who sat in the meeting. */
      attended: { kind: 'list', of: 'id', max: 30 },
      /** How many conflicts of interest stood declared, and who liaises with the unit. */
      conflicts: { kind: 'int', min: 0, max: 30 },
      liaison: { kind: 'id', required: false },
      reason: { ...reason, required: false },
    },
    folds: [{ op: 'set', field: 'grade', to: { from: 'data.grade' } }],
  },
  /** The leader who liaises with the unit sat in the meeting that decided on it: shown, not refused. */
  liaisonPresentAtDecision: { fields: { account: { kind: 'id' } } },
  gradeUndone: { fields: { reason }, folds: [{ op: 'drop', field: 'grade' }] },
  liaisonNamed: {
    fields: { liaison: { kind: 'id' }, reason },
    folds: [{ op: 'set', field: 'liaison', to: { from: 'data.liaison' } }],
  },
  conflictDeclared: {
    fields: { account: { kind: 'id' }, reason },
    folds: [{ op: 'put', field: 'conflicts', key: { from: 'data.account' } }],
  },
  conflictDismissed: {
    fields: { account: { kind: 'id' }, reason },
    folds: [{ op: 'drop', field: 'conflicts', key: { from: 'data.account' } }],
  },
} satisfies Facts;

export const evaluation = {
  category: 'evaluation',
  lives: 'cycle',
  key: ['unit'],
  unit: 'unit',
  chart: evaluationChart,
  fields: {
    unitClass: { kind: 'id', max: 20 },
    liaison: { kind: 'id', max: 80 },
    conflicts: { kind: 'set', max: 30 },
    observations: { kind: 'count', max: 10_000 },
    packageDigest: { kind: 'digest', max: 64 },
    latePackages: { kind: 'count', max: 100 },
    cases: { kind: 'int', max: 2 },
    /** Project of a case → the most it can earn. */
    caseLimits: { kind: 'map', max: 2 },
    /** Requirement → hundredths, as reviewed by the leader in charge. */
    points: { kind: 'map', max: 60 },
    casePoints: { kind: 'map', max: 4 },
    /** The adoption of the class's points under which all of these were given. */
    adoption: { kind: 'int', max: 1000 },
    practice: { kind: 'int', max: 2500 },
    assessed: { kind: 'int', max: 1500 },
    total: { kind: 'int', max: 10_000 },
    proposed: { kind: 'id', max: 30 },
    grade: { kind: 'id', max: 30 },
  },
  facts: { ...untilScoring, ...scoring, ...deciding },
} satisfies SubjectDefinition;
