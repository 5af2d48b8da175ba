/** How far a home of Shanghai has come when something is refused. */
import { begun, CYCLE, form, marks, planned, recommended, ZZB, type Federation } from '../../shanghai/federation.js';

export const PUDONG = { unit: 'pudong' };
export const H1 = { home: 'h1' };
export const filled = { filledOn: '2024-04-02', sentTo: [ZZB] };
export const paper = { receivedOn: '2024-04-02', copies: 3, sealed: true };
export const score = { marks: marks(0), visitedOn: '2024-08-10' };

/** The roster is in, its paper is not. */
export async function submitted(all: Federation): Promise<void> {
  await planned(all, 'h1');
  await all.house.accepts(CYCLE, 'submitRoster', PUDONG, all.clerk, filled);
}

/** The recommendation form is in, without opinions. */
export async function formed(all: Federation): Promise<void> {
  await begun(all, 'h1');
  all.house.at('2024-07-25T09:00:00+08:00');
  await all.house.accepts(CYCLE, 'submitRecommendation', H1, all.clerk, { form: form('2024-07-20') });
}

/** The first evaluator is named for the home. */
export async function assigned(all: Federation): Promise<void> {
  await begun(all, 'h1');
  await recommended(all, 'h1');
  all.house.at('2024-08-12T09:00:00+08:00');
  await all.house.accepts(CYCLE, 'assignEvaluator', H1, all.office, assignee(all));
}

export function assignee({ evaluators: [first] }: Federation): object {
  return { account: first.account, class: 'expert' };
}
