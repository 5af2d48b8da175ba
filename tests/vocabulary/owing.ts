/** A lantern that owes its showing on 15 April 2024, and the reminders of its cycle. */
import { compileProgramme, rulesPart } from '../../libs/lifecycle/definition/compile-programme.js';
import { small } from '../toy/small.js';
import type { Given } from './guard-verdict.js';

/** The first late instant: midnight in Shanghai after 15 April. */
export const LATE_FROM = '2024-04-15T16:00:00.000Z';
const LANTERN = 'lantern-r.2024.h1';

const programme = compileProgramme(rulesPart(small), 'small');
const { chart } = programme.subject('lantern')!;
const lit = chart.next(chart.initial, 'lanternLit')!;
const shown = chart.next(lit, 'lanternShown')!;

/** What a guard on the watch stream sees. `stage`: where the lantern stands; `sent`: what the watch stream has on record. */
export function owing(more: Given, stage: 'kindling' | 'shown' = 'kindling', sent: Given['primary'] = {}): Given {
  return {
    stream: 'watch-r.lantern.2024.h1',
    primary: sent,
    published: { small: programme },
    streams: {
      'cycle-r.2024': {
        rules: 'small',
        zone: 'Asia/Shanghai',
        deadlines: { showingDue: LATE_FROM },
        remindBefore: { 7: '09:00' },
        remindOverdue: { 1: '09:00' },
        escalateAt: { 3: '09:00' },
        escalateTo: { 3: 'keeper' },
      },
      [LANTERN]: { unit: 'north' },
    },
    states: { [LANTERN]: { rules: 'small', chartState: stage === 'kindling' ? lit : shown } },
    ...more,
  };
}
