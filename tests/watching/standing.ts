/** Streams as their facts might have left them, for questions that need no log. */
import type { Fields } from '../../libs/engine/fold/rules.js';
import { initialState, type StreamState } from '../../libs/engine/fold/fold.js';
import type { Obligation } from '../../libs/lifecycle/obligations/schedule.js';

export const SUBJECT = 'roster-test.2024.pudong';
export const WATCH = 'watch-test.roster.2024.pudong';

/** What a cycle was given to remind by: days → time of day. */
export interface Given {
  readonly before?: Readonly<Record<string, string>>;
  readonly overdue?: Readonly<Record<string, string>>;
  readonly escalateAt?: Readonly<Record<string, string>>;
  readonly escalateTo?: Readonly<Record<string, string>>;
}

export function cycleWith({ before = {}, overdue = {}, escalateAt = {}, escalateTo = {} }: Given): StreamState {
  const fields: Fields = { remindBefore: before, remindOverdue: overdue, escalateAt, escalateTo };
  return { ...initialState('cycle-test.2024'), rev: 0, fields };
}

export function owing(lateFrom: string, since?: string): Obligation {
  return {
    stream: SUBJECT,
    cycle: '2024',
    category: 'roster',
    deadline: 'rosterDue',
    lateFrom,
    holder: 'clerk',
    unit: 'pudong',
    stage: 'drafting',
    since,
    cause: { stream: SUBJECT, deadline: 'rosterDue', rev: 0 },
  };
}

/** The `watch` stream after these steps were sent, each for a `lateFrom`: as its folds leave it. */
export function watched(...sent: readonly { readonly step: string; readonly lateFrom: string }[]): StreamState {
  const fields: Record<string, Record<string, string>> = { reminded: {}, escalated: {}, missed: {} };
  for (const { step, lateFrom } of sent) {
    const field = step.startsWith('escalation') ? 'escalated' : 'reminded';
    fields[field] = { rosterDue: `${lateFrom}/${step}` };
  }
  return { ...initialState(WATCH), rev: sent.length - 1, fields };
}
