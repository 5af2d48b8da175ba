/** What a duty, a task and an appraisal hold, and the facts of their lives. */
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';
import { appraisalChart, taskChart, termTrainingChart, trainingChart } from './charts.js';
import { measures, posts } from './lists.js';

type Facts = SubjectDefinition['facts'];
type Folds = NonNullable<Facts[string]['folds']>;

const reason = { kind: 'text', max: 1000, lines: true } satisfies FieldList[string];
const account = { kind: 'text', max: 4000, lines: true } satisfies FieldList[string];

const election = {
  unit: { kind: 'id' },
  post: { kind: 'choice', of: posts },
  electedOn: { kind: 'date' },
  name: { kind: 'text', max: 50, personal: { person: 'holder' } },
} satisfies FieldList;

const electionStands = [
  { op: 'set', field: 'unit', to: { from: 'data.unit' } },
  { op: 'set', field: 'post', to: { from: 'data.post' } },
  { op: 'set', field: 'electedOn', to: { from: 'data.electedOn' } },
] satisfies Folds;

const training = {
  trainedOn: { kind: 'date' },
  organiser: { kind: 'text', max: 200, personal: false },
  content: { kind: 'text', max: 2000, lines: true, required: false },
} satisfies FieldList;

const lateness = {
  late: { kind: 'flag' },
  lateReason: { kind: 'text', max: 500, required: false },
} satisfies FieldList;

const leaving = {
  officeLeft: { fields: { leftOn: { kind: 'date' }, reason } },
  leavingUndone: { fields: { reason } },
} satisfies Facts;

/** One office-holder, one election: due three months after it. */
export const trainingDuty = {
  category: 'training',
  lives: 'root',
  key: ['holder', 'period'],
  unit: 'unit',
  chart: trainingChart,
  fields: {
    unit: { kind: 'id', max: 80 },
    post: { kind: 'id', max: 30 },
    electedOn: { kind: 'date', max: 10 },
    /** The first instant that is late. */
    trainingDue: { kind: 'instant', max: 24 },
    trainedOn: { kind: 'date', max: 10 },
    lateTrainings: { kind: 'count', max: 100 },
  },
  facts: {
    electionRecorded: {
      fields: { ...election, trainingDue: { kind: 'instant' } },
      folds: [...electionStands, { op: 'set', field: 'trainingDue', to: { from: 'data.trainingDue' } }],
    },
    electionCorrected: {
      fields: { electedOn: { kind: 'date' }, trainingDue: { kind: 'instant' }, reason },
      folds: [
        { op: 'set', field: 'electedOn', to: { from: 'data.electedOn' } },
        { op: 'set', field: 'trainingDue', to: { from: 'data.trainingDue' } },
      ],
    },
    trainingRecorded: {
      fields: { ...training, ...lateness },
      folds: [
        { op: 'set', field: 'trainedOn', to: { from: 'data.trainedOn' } },
        { op: 'add', field: 'lateTrainings', by: { from: 'data.late' } },
      ],
    },
    trainingUndone: { fields: { reason }, folds: [{ op: 'drop', field: 'trainedOn' }] },
    ...leaving,
  },
} satisfies SubjectDefinition;

/** One office-holder at the base, one term: at least one systematic training before it ends. */
export const termTrainingDuty = {
  category: 'termtraining',
  lives: 'root',
  key: ['holder', 'period'],
  unit: 'unit',
  chart: termTrainingChart,
  fields: {
    unit: { kind: 'id', max: 80 },
    post: { kind: 'id', max: 30 },
    electedOn: { kind: 'date', max: 10 },
    termEnd: { kind: 'instant', max: 24 },
    systematic: { kind: 'count', max: 1000 },
    others: { kind: 'count', max: 1000 },
    lateTrainings: { kind: 'count', max: 100 },
  },
  facts: {
    termBegun: {
      fields: { ...election, termEnd: { kind: 'instant' } },
      folds: [...electionStands, { op: 'set', field: 'termEnd', to: { from: 'data.termEnd' } }],
    },
    electionCorrected: {
      fields: { electedOn: { kind: 'date' }, termEnd: { kind: 'instant' }, reason },
      folds: [
        { op: 'set', field: 'electedOn', to: { from: 'data.electedOn' } },
        { op: 'set', field: 'termEnd', to: { from: 'data.termEnd' } },
      ],
    },
    systematicTrainingRecorded: {
      fields: { ...training, ...lateness },
      folds: [
        { op: 'add', field: 'systematic', by: 1 },
        { op: 'add', field: 'lateTrainings', by: { from: 'data.late' } },
      ],
    },
    /** A training that was not systematic: on the record, and not enough. */
    otherTrainingRecorded: { fields: training, folds: [{ op: 'add', field: 'others', by: 1 }] },
    trainingUndone: { fields: { reason }, folds: [{ op: 'drop', field: 'systematic' }] },
    ...leaving,
  },
} satisfies SubjectDefinition;

const assignment = {
  unit: { kind: 'id' },
  measure: { kind: 'choice', of: measures },
  title: { kind: 'text', max: 200, personal: false },
  post: { kind: 'text', max: 200, personal: false },
  route: account,
} satisfies FieldList;

const timetable = {
  kind: 'table',
  columns: { step: { kind: 'text', max: 500, personal: false }, dueOn: { kind: 'date' } },
  rows: { min: 1, max: 50 },
} satisfies FieldList[string];

const timing = { timetable, dueOn: { kind: 'date' }, taskDue: { kind: 'instant' } } satisfies FieldList;

const timingStands = [
  { op: 'set', field: 'dueOn', to: { from: 'data.dueOn' } },
  { op: 'set', field: 'taskDue', to: { from: 'data.taskDue' } },
] satisfies Folds;

const assigned = [
  { op: 'set', field: 'unit', to: { from: 'data.unit' } },
  { op: 'set', field: 'measure', to: { from: 'data.measure' } },
] satisfies Folds;

/** A task of the reform: a post that answers for it, a route, a timetable. */
export const task = {
  category: 'task',
  lives: 'cycle',
  key: ['task'],
  unit: 'unit',
  chart: taskChart,
  fields: {
    unit: { kind: 'id', max: 80 },
    measure: { kind: 'id', max: 20 },
    dueOn: { kind: 'date', max: 10 },
    taskDue: { kind: 'instant', max: 24 },
    reports: { kind: 'count', max: 10_000 },
    problems: { kind: 'set', max: 100 },
    supervisions: { kind: 'count', max: 1000 },
    late: { kind: 'count', max: 100 },
  },
  facts: {
    timedTaskAssigned: { fields: { ...assignment, ...timing }, folds: [...assigned, ...timingStands] },
    longTermTaskAssigned: { fields: { ...assignment, timetable: { ...timetable, required: false } }, folds: assigned },
    progressReported: { fields: { progress: account }, folds: [{ op: 'add', field: 'reports', by: 1 }] },
    problemFound: {
      fields: { problem: { kind: 'id' }, account },
      folds: [{ op: 'put', field: 'problems', key: { from: 'data.problem' } }],
    },
    problemSolved: {
      fields: { problem: { kind: 'id' }, account },
      folds: [{ op: 'drop', field: 'problems', key: { from: 'data.problem' } }],
    },
    timetableChanged: { fields: { ...timing, reason }, folds: timingStands },
    postChanged: { fields: { post: { kind: 'text', max: 200, personal: false }, reason } },
    supervisionBegun: { fields: { demand: account }, folds: [{ op: 'add', field: 'supervisions', by: 1 }] },
    supervisionEnded: { fields: { finding: account } },
    experienceSummedUp: { fields: { experience: account } },
    taskCompleted: {
      fields: { completedOn: { kind: 'date' }, experience: account, ...lateness },
      folds: [{ op: 'add', field: 'late', by: { from: 'data.late' } }],
    },
    longTermTaskCompleted: { fields: { completedOn: { kind: 'date' }, experience: account } },
    completionUndone: { fields: { reason } },
  },
} satisfies SubjectDefinition;

/** An honour or a result, appraised by two classes of evaluator whose opinions stand beside each other. */
export const appraisal = {
  category: 'appraisal',
  lives: 'cycle',
  key: ['matter'],
  unit: 'unit',
  chart: appraisalChart,
  fields: {
    unit: { kind: 'id', max: 80 },
    of: { kind: 'id', max: 20 },
    thirdParties: { kind: 'set', max: 100 },
    women: { kind: 'set', max: 1000 },
  },
  facts: {
    appraisalOpened: {
      fields: {
        unit: { kind: 'id' },
        of: { kind: 'choice', of: ['honour', 'result'] },
        title: { kind: 'text', max: 200, personal: false },
      },
      folds: [
        { op: 'set', field: 'unit', to: { from: 'data.unit' } },
        { op: 'set', field: 'of', to: { from: 'data.of' } },
      ],
    },
    thirdPartyAppraised: {
      fields: { opinion: account },
      folds: [{ op: 'put', field: 'thirdParties', key: { from: 'fact.account' } }],
    },
    womanAppraised: {
      fields: { opinion: account },
      folds: [{ op: 'put', field: 'women', key: { from: 'fact.account' } }],
    },
    appraisalClosed: {
      fields: {
        thirdParties: { kind: 'int', min: 0, max: 100 },
        women: { kind: 'int', min: 0, max: 1000 },
        thirdPartyResult: account,
        womenResult: account,
      },
    },
    /** Only once both weights are on the record. */
    resultCombined: {
      fields: {
        thirdPartyWeight: { kind: 'int', min: 0, max: 1000 },
        womenWeight: { kind: 'int', min: 0, max: 1000 },
        result: account,
      },
    },
    appraisalReopened: { fields: { reason } },
  },
} satisfies SubjectDefinition;
