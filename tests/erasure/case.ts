/** Two homes of 浦东 from the roster to the recommendation, with a canary in every personal field of their forms. */
import type { CommandServiceParts } from '../../libs/runtime/command-service.js';
import type { Command } from '../../libs/engine/decide/command.js';
import { forms, opinionRows } from '../../workflows/shanghai-advanced-home/forms.js';
import type { FieldList } from '../../libs/lifecycle/language/fields.js';
import {
  candidate,
  CYCLE,
  federation,
  form,
  opinion,
  plan,
  row,
  WNGOSH,
  ZZB,
  type Federation,
} from '../shanghai/federation.js';
import type { Canaries } from './canaries.js';

export const FORMS: readonly FieldList[] = [forms.rosterRow, forms.plan, forms.recommendation].map(
  ({ fields }) => fields,
);

/** Plays the case; returns the command that put the first home forward. */
export async function play(parts: Partial<CommandServiceParts>, canaries: Canaries): Promise<Command> {
  const all = await federation(2, parts);
  const { house, clerk, office } = all;
  const rows = ['h1', 'h2'].map((home) => canaries.fill(forms.rosterRow.fields, row, home));
  for (const [index, home] of ['h1', 'h2'].entries()) {
    await house.accepts(
      CYCLE,
      'putForward',
      { home },
      clerk,
      { ...candidate, row: rows[index] },
      { key: `put ${home}` },
    );
  }
  await handInPlans(all, canaries);
  house.at('2024-07-25T09:00:00+08:00');
  for (const home of ['h1', 'h2']) {
    const signed = canaries.fill(forms.recommendation.fields, form('2024-07-20'), home);
    await house.accepts(CYCLE, 'submitRecommendation', { home }, clerk, { form: signed });
    const both = [opinion('party', '2024-07-22'), opinion('district', '2024-07-24')];
    const opinions = both.map((each) => canaries.fill(opinionRows.columns, each, home));
    await house.accepts(CYCLE, 'giveOpinions', { home }, clerk, { opinions });
    await house.accepts(CYCLE, 'sendRecommendation', { home }, clerk, { sentTo: [ZZB] });
    const paper = { receivedOn: '2024-07-25', copies: 3, sealed: true };
    await house.accepts(CYCLE, 'receiveRecommendationPaper', { home }, office, paper);
  }
  const input = { ...candidate, row: rows[0] };
  const target = { key: { home: 'h1' } };
  return { root: house.root, cycle: CYCLE, name: 'putForward', target, input, by: clerk, key: 'put h1' };
}

/** One with full-time staff, one without; a person in each row of staff. */
async function handInPlans({ house, clerk }: Federation, canaries: Canaries): Promise<void> {
  const [staff] = plan.staff;
  const full = { ...plan, staff: [staff, staff] };
  const without = {
    ...plan,
    hasFullTimeStaff: false,
    staffing: { partTimeHeadName: '甲', partTimeHeadContact: '02100000000', partTimeHeadPost: '演示学校教师' },
  };
  for (const [home, base] of Object.entries({ h1: full, h2: without })) {
    await house.accepts(CYCLE, 'submitPlan', { home }, clerk, { plan: canaries.fill(forms.plan.fields, base, home) });
  }
  await house.accepts(CYCLE, 'sendPlans', { unit: 'pudong' }, clerk, { sentTo: [ZZB, WNGOSH] });
  await house.settled();
}
