/** Where duties, tasks and appraisals of the reform plan may stand. */
import type { SubjectDefinition } from '../../libs/lifecycle/definition/subject-definition.js';

type Chart = SubjectDefinition['chart'];

/** 县级以上妇联主席、副主席、执委当选3个月内接受任职培训. */
export const trainingChart = {
  initial: 'absent',
  states: {
    absent: { on: { electionRecorded: 'due' } },
    due: {
      meta: { holder: 'clerk', deadline: 'trainingDue' },
      on: { electionCorrected: 'due', trainingRecorded: 'trained', officeLeft: 'left' },
    },
    trained: {
      meta: { holder: 'office', noDeadline: 'noDeadline.trained', closed: true },
      on: { trainingUndone: 'due' },
    },
    left: {
      meta: { holder: 'office', noDeadline: 'noDeadline.left', closed: true },
      on: { leavingUndone: 'due' },
    },
  },
} satisfies Chart;

/** 基层妇联主席、副主席、执委任职期间接受至少一次系统的培训. */
export const termTrainingChart = {
  initial: 'absent',
  states: {
    absent: { on: { termBegun: 'due' } },
    due: {
      meta: { holder: 'clerk', deadline: 'termEnd' },
      on: {
        electionCorrected: 'due',
        otherTrainingRecorded: 'due',
        systematicTrainingRecorded: 'trained',
        officeLeft: 'left',
      },
    },
    trained: {
      meta: { holder: 'clerk', noDeadline: 'noDeadline.trained', closed: true },
      on: { otherTrainingRecorded: 'trained', systematicTrainingRecorded: 'trained', trainingUndone: 'due' },
    },
    left: {
      meta: { holder: 'office', noDeadline: 'noDeadline.left', closed: true },
      on: { leavingUndone: 'due' },
    },
  },
} satisfies Chart;

/** 任务清晰、责任到岗、推进有力; 及时掌握进度、发现问题、督办落实，不断总结经验. 限时完成 and 长期实施. */
export const taskChart = {
  initial: 'absent',
  states: {
    absent: { on: { timedTaskAssigned: 'timed', longTermTaskAssigned: 'longTerm' } },
    timed: {
      initial: 'underway',
      states: {
        underway: {
          meta: { holder: 'responsible', deadline: 'taskDue' },
          on: {
            progressReported: 'underway',
            problemFound: 'underway',
            problemSolved: 'underway',
            timetableChanged: 'underway',
            postChanged: 'underway',
            supervisionBegun: 'supervised',
            taskCompleted: '#task.completed',
          },
        },
        supervised: {
          meta: { holder: 'responsible', deadline: 'taskDue' },
          on: {
            progressReported: 'supervised',
            problemFound: 'supervised',
            problemSolved: 'supervised',
            timetableChanged: 'supervised',
            postChanged: 'supervised',
            supervisionBegun: 'supervised',
            supervisionEnded: 'underway',
            taskCompleted: '#task.completed',
          },
        },
        last: { type: 'history', target: 'underway' },
      },
    },
    longTerm: {
      initial: 'underway',
      states: {
        underway: {
          meta: { holder: 'responsible', noDeadline: 'noDeadline.longTerm' },
          on: {
            progressReported: 'underway',
            problemFound: 'underway',
            problemSolved: 'underway',
            postChanged: 'underway',
            experienceSummedUp: 'underway',
            supervisionBegun: 'supervised',
            longTermTaskCompleted: '#task.completedLongTerm',
          },
        },
        supervised: {
          meta: { holder: 'responsible', noDeadline: 'noDeadline.longTerm' },
          on: {
            progressReported: 'supervised',
            problemFound: 'supervised',
            problemSolved: 'supervised',
            postChanged: 'supervised',
            experienceSummedUp: 'supervised',
            supervisionBegun: 'supervised',
            supervisionEnded: 'underway',
            longTermTaskCompleted: '#task.completedLongTerm',
          },
        },
        last: { type: 'history', target: 'underway' },
      },
    },
    completed: {
      meta: { holder: 'office', noDeadline: 'noDeadline.completed', closed: true },
      on: { completionUndone: '#task.timed.last' },
    },
    completedLongTerm: {
      meta: { holder: 'office', noDeadline: 'noDeadline.completed', closed: true },
      on: { completionUndone: '#task.longTerm.last' },
    },
  },
} satisfies Chart;

/** 委托第三方评估; 表彰先进请妇女群众一起评议、工作成效请妇女群众一起评判. */
export const appraisalChart = {
  initial: 'absent',
  states: {
    absent: { on: { appraisalOpened: 'open' } },
    open: {
      meta: { holder: 'office', noDeadline: 'noDeadline.appraisal' },
      on: {
        thirdPartyAppraised: 'open',
        womanAppraised: 'open',
        appraisalClosed: 'closed',
      },
    },
    closed: {
      meta: { holder: 'office', noDeadline: 'noDeadline.closed', closed: true },
      on: { resultCombined: 'closed', appraisalReopened: 'open' },
    },
  },
} satisfies Chart;
