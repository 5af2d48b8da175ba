/**
 * The federation that a demonstration is played in: the 25 units of annex 1, streets and towns that are theirs, and invented homes under them.
 * Nothing here is true of any real home or street's federation; all names of homes begin with 演示. Outside both hashes of the programme.
 */
import type { Demonstration } from '../../../libs/lifecycle/definition/simulation.js';
import homes from './homes.json' with { type: 'json' };
import units from './units.json' with { type: 'json' };

export const demonstration = {
  root: 'demonstration',
  /** A Monday morning, a week before rosters and plans are due. */
  standsAt: '2024-04-08T09:00:00+08:00',
  /** Ours: the notice says nothing of reminding, nor of who is told when nobody answers. */
  reminders: {
    before: [
      { days: 14, time: '09:00' },
      { days: 7, time: '09:00' },
      { days: 3, time: '09:00' },
      { days: 1, time: '09:00' },
      { days: 0, time: '09:00' },
    ],
    overdue: [
      { days: 1, time: '09:00' },
      { days: 3, time: '09:00' },
      { days: 7, time: '09:00' },
    ],
    escalation: [
      { days: 3, time: '09:00', role: 'office' },
      { days: 10, time: '09:00', role: 'leader' },
    ],
  },
  /** Parents before those below them: the units of annex 1, then streets and towns. */
  units,
  /**
   * For each unit more homes of the 2.0 register than it has places (`-h`); and homes that may not apply: not in that
   * register (`-n`), or 3.0 homes already (`-a`).
   */
  homes,
  accounts: [
    { role: 'operator', unit: 'shanghai' },
    { role: 'office', unit: 'shanghai', count: 3 },
    { role: 'leader', unit: 'shanghai', count: 2 },
    { role: 'auditor', unit: 'shanghai' },
    { role: 'guide', unit: 'shanghai', count: 4 },
    { role: 'evaluator', unit: 'shanghai', count: 14 },
    { role: 'clerk', sort: 'district' },
    { role: 'clerk', sort: 'system' },
    { role: 'clerk', sort: 'liaisonGroup' },
    { role: 'applicant', sort: 'district', count: 4 },
    { role: 'applicant', sort: 'system', count: 2 },
    { role: 'applicant', sort: 'liaisonGroup', count: 2 },
  ],
} satisfies Demonstration;
