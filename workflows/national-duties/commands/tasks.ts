/** 三（二）、（三）: tasks with post, route and timetable; progress, problems, 督办, experience. And who appraises. */
import type { CommandDefinition, Definition } from '../../../libs/lifecycle/definition/definition.js';
import type { FieldList } from '../../../libs/lifecycle/language/fields.js';
import { measures } from '../lists.js';
import { account, lateReason, office, reason, responsible, supervisor } from './shared.js';

type Guards = NonNullable<CommandDefinition['guards']>;

const timetable = {
  kind: 'table',
  columns: { step: { kind: 'text', max: 500, personal: false }, dueOn: { kind: 'date' } },
  rows: { min: 1, max: 50 },
} satisfies FieldList[string];

const assignment = {
  unit: { kind: 'id' },
  measure: { kind: 'choice', of: measures },
  title: { kind: 'text', max: 200, personal: false },
  post: { kind: 'text', max: 200, personal: false },
  route: account,
} satisfies FieldList;

const underway = ['timed', 'longTerm'];
const completion = { completedOn: { kind: 'date' }, experience: account } satisfies FieldList;
const completedByNow = { guard: 'notInFuture@1', with: { date: 'input.completedOn' } } satisfies Guards[number];

const taskCommands = {
  /** 限时完成. */
  assignTask: {
    on: 'task',
    input: { ...assignment, timetable, dueOn: { kind: 'date' } },
    stages: ['absent'],
    allow: [office],
    unit: { from: 'input.unit' },
    yields: [{ fact: 'timedTaskAssigned', on: 'self', data: { taskDue: { due: 'taskDue' } } }],
  },
  /** 长期实施. */
  assignLongTermTask: {
    on: 'task',
    input: { ...assignment, timetable: { ...timetable, required: false } },
    stages: ['absent'],
    allow: [office],
    unit: { from: 'input.unit' },
    yields: [{ fact: 'longTermTaskAssigned', on: 'self' }],
  },
  reportProgress: {
    on: 'task',
    input: { progress: account },
    stages: underway,
    allow: [responsible],
    yields: [{ fact: 'progressReported', on: 'self' }],
  },
  reportProblem: {
    on: 'task',
    input: { problem: { kind: 'id' }, account },
    stages: underway,
    allow: [responsible, supervisor],
    guards: [
      {
        guard: 'holds@1',
        with: { if: { not: { member: 'input.problem', of: 'self.problems' } }, reason: 'alreadyDone' },
      },
    ],
    yields: [{ fact: 'problemFound', on: 'self' }],
  },
  solveProblem: {
    on: 'task',
    input: { problem: { kind: 'id' }, account },
    stages: underway,
    allow: [responsible, supervisor],
    guards: [
      { guard: 'holds@1', with: { if: { member: 'input.problem', of: 'self.problems' }, reason: 'alreadyDone' } },
    ],
    yields: [{ fact: 'problemSolved', on: 'self' }],
  },
  changeTimetable: {
    on: 'task',
    input: { timetable, dueOn: { kind: 'date' }, reason },
    stages: ['timed'],
    allow: [office],
    yields: [{ fact: 'timetableChanged', on: 'self', data: { taskDue: { due: 'taskDue' } } }],
  },
  changePost: {
    on: 'task',
    input: { post: { kind: 'text', max: 200, personal: false }, reason },
    stages: underway,
    allow: [office],
    yields: [{ fact: 'postChanged', on: 'self' }],
  },
  beginSupervision: {
    on: 'task',
    input: { demand: account },
    stages: underway,
    allow: [supervisor, office],
    yields: [{ fact: 'supervisionBegun', on: 'self' }],
  },
  endSupervision: {
    on: 'task',
    input: { finding: account },
    stages: ['timed.supervised', 'longTerm.supervised'],
    allow: [supervisor, office],
    yields: [{ fact: 'supervisionEnded', on: 'self' }],
  },
  sumUpExperience: {
    on: 'task',
    input: { experience: account },
    stages: ['longTerm'],
    allow: [responsible, office],
    yields: [{ fact: 'experienceSummedUp', on: 'self' }],
  },
  completeTask: {
    on: 'task',
    input: { ...completion, lateReason },
    stages: ['timed'],
    allow: [responsible],
    delivers: {
      deliverable: 'task',
      leg: 'done',
      receivedOn: 'input.completedOn',
      lateReason: 'input.lateReason',
    },
    guards: [completedByNow],
    yields: [{ fact: 'taskCompleted', on: 'self', data: { late: { late: true } } }],
    signs: true,
  },
  completeLongTermTask: {
    on: 'task',
    input: completion,
    stages: ['longTerm'],
    allow: [responsible],
    guards: [completedByNow],
    yields: [{ fact: 'longTermTaskCompleted', on: 'self' }],
    signs: true,
  },
  undoCompletion: {
    on: 'task',
    input: { reason },
    stages: ['completed', 'completedLongTerm'],
    allow: [office],
    yields: [{ fact: 'completionUndone', on: 'self' }],
  },
} satisfies Definition['commands'];

/** Two classes of evaluator, for honours and for results. Each speaks once, and what they say stands side by side. */
const appraisalCommands = {
  openAppraisal: {
    on: 'appraisal',
    input: {
      unit: { kind: 'id' },
      of: { kind: 'choice', of: ['honour', 'result'] },
      title: { kind: 'text', max: 200, personal: false },
    },
    stages: ['absent'],
    allow: [office],
    unit: { from: 'input.unit' },
    yields: [{ fact: 'appraisalOpened', on: 'self' }],
  },
  appraiseAsThirdParty: {
    on: 'appraisal',
    input: { opinion: account },
    stages: ['open'],
    allow: [{ role: 'thirdParty', where: 'subtree' }],
    guards: [
      {
        guard: 'holds@1',
        with: { if: { not: { member: 'actor.account', of: 'self.thirdParties' } }, reason: 'alreadyDone' },
      },
    ],
    yields: [{ fact: 'thirdPartyAppraised', on: 'self' }],
    signs: true,
  },
  appraiseAsWoman: {
    on: 'appraisal',
    input: { opinion: account },
    stages: ['open'],
    allow: [{ role: 'woman', where: 'subtree' }],
    guards: [
      { guard: 'holds@1', with: { if: { not: { member: 'actor.account', of: 'self.women' } }, reason: 'alreadyDone' } },
    ],
    yields: [{ fact: 'womanAppraised', on: 'self' }],
    signs: true,
  },
  closeAppraisal: {
    on: 'appraisal',
    input: { thirdPartyResult: account, womenResult: account },
    stages: ['open'],
    allow: [office],
    yields: [
      {
        fact: 'appraisalClosed',
        on: 'self',
        data: { thirdParties: { count: 'self.thirdParties' }, women: { count: 'self.women' } },
      },
    ],
  },
  /** The plan gives the two no weights: without them on the record there is no one result. */
  combineResult: {
    on: 'appraisal',
    input: { result: account },
    stages: ['closed'],
    allow: [office],
    guards: [
      { guard: 'settingGiven@1', with: { setting: 'thirdPartyWeight' } },
      { guard: 'settingGiven@1', with: { setting: 'womenWeight' } },
    ],
    yields: [
      {
        fact: 'resultCombined',
        on: 'self',
        data: {
          thirdPartyWeight: { from: 'cycle.settings.thirdPartyWeight' },
          womenWeight: { from: 'cycle.settings.womenWeight' },
        },
      },
    ],
  },
  reopenAppraisal: {
    on: 'appraisal',
    input: { reason },
    stages: ['closed'],
    allow: [office],
    yields: [{ fact: 'appraisalReopened', on: 'self' }],
  },
} satisfies Definition['commands'];

export const reformCommands = { ...taskCommands, ...appraisalCommands } satisfies Definition['commands'];
