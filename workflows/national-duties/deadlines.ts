/** 时限: what counts from a date of the subject's own. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

export const deadlines = {
  trainingDue: { after: 'electedOn', months: 3, time: '24:00', named: 'deadline.trainingDue.named' },
  termEnd: {
    after: 'electedOn',
    months: { setting: 'termMonths' },
    time: '24:00',
    named: 'deadline.termEnd.named',
  },
  /** The end of the day that the timetable names is the first instant of the day after it. */
  taskDue: { after: 'dueOn', days: 1, time: '00:00', named: 'deadline.taskDue.named' },
} satisfies Definition['deadlines'];
