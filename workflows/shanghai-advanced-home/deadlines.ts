/** 二(一) to (四): the days that the notice names. That the named day counts, to its end, is our reading. */
import type { Definition } from '../../libs/lifecycle/definition/definition.js';

export const deadlines = {
  rosterDue: { date: '2024-04-15', time: '24:00', named: 'deadline.rosterDue.named' },
  plansDue: { date: '2024-04-15', time: '24:00', named: 'deadline.plansDue.named' },
  recommendationDue: { date: '2024-07-31', time: '24:00', named: 'deadline.recommendationDue.named' },
  evaluationDue: { date: '2024-08-31', time: '24:00', named: 'deadline.evaluationDue.named' },
} satisfies Definition['deadlines'];
