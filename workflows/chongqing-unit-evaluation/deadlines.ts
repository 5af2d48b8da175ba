import type { Definition } from '../../libs/lifecycle/definition/definition.js';

/** 次年1月上旬下发通知, 次年1月中下旬评价: the days come with that notice. */
export const deadlines = {
  packageDue: { open: true, named: 'deadline.packageDue.named' },
  scoringDue: { open: true, named: 'deadline.scoringDue.named' },
  decisionDue: { open: true, named: 'deadline.decisionDue.named' },
} satisfies Definition['deadlines'];
