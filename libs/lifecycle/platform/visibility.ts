/** Who sees the platform's own subjects. What a programme's roles see of a cycle beyond this, the programme says. */
import type { Definition } from '../definition/definition.js';

/** Names of units and homes are nobody's secret; why somebody moved or closed one is for those who answer for it. */
const units = [
  {
    role: '*',
    where: 'anywhere',
    subject: 'unit',
    sees: ['unitRegistered.*', 'unitRenamed.*', 'unitMoved.parent', 'unitClosed', 'unitReopened'],
  },
  { role: 'operator', where: 'anywhere', subject: 'unit', sees: ['*'] },
  { role: ['office', 'clerk'], where: 'subtree', subject: 'unit', sees: ['*'] },
] satisfies Definition['sight'];

/**
 * What a home is and has been in the registers is for its own unit and those above it. A standing that a decision
 * entered would else tell the decision to everybody.
 */
const homes = [
  {
    role: '*',
    where: 'anywhere',
    subject: 'home',
    sees: ['homeRegistered.*', 'homeRenamed.*', 'homeMoved.unit', 'homeClosed', 'homeReopened'],
  },
  { role: '*', where: 'own', subject: 'home', sees: ['*'] },
  { role: 'operator', where: 'anywhere', subject: 'home', sees: ['*'] },
  { role: ['office', 'clerk', 'leader', 'auditor'], where: 'subtree', subject: 'home', sees: ['*'] },
] satisfies Definition['sight'];

/** Settings, quotas, deadlines and the stage, for all; neither who was listed, nor scores, nor who was decided on. */
const cycles = [
  {
    role: '*',
    where: 'anywhere',
    subject: 'cycle',
    sees: [
      'cycleOpened.*',
      'settingGiven.*',
      'quotaGiven.*',
      'deadlineGiven.*',
      'remindersGiven.*',
      ...['deadline', 'date', 'time', 'instant'].map((field) => `deadlineMoved.${field}`),
      ...['deadline', 'date', 'time', 'instant', 'place'].map((field) => `deadlineExtended.${field}`),
      'decidingBegan',
      'decidingUndone',
      'rankingFixed',
      'rankingUndone',
      'decisionsMade',
      'decisionsUndone',
      'cycleClosed',
      'cycleReopened',
    ],
  },
  {
    role: 'office',
    where: 'subtree',
    subject: 'cycle',
    sees: [
      'deadlineMoved.*',
      'deadlineExtended.*',
      'subjectListed.*',
      'decidingUndone.*',
      'rankingUndone.*',
      'decisionsUndone.reason',
      'cycleReopened.*',
    ],
  },
] satisfies Definition['sight'];

export const platformSight: Definition['sight'] = [
  ...['platform', 'programme', 'calendar', 'parameter'].map((subject) => ({
    role: '*' as const,
    where: 'anywhere' as const,
    subject,
    sees: ['*'],
  })),
  ...units,
  ...homes,
  ...cycles,
  { role: 'operator', where: 'anywhere', subject: 'person', sees: ['*'] },
  { role: 'operator', where: 'anywhere', subject: 'grant', sees: ['*'] },
  { role: '*', where: { accountIn: 'key.account' }, subject: 'grant', sees: ['*'] },
  /** What is said about a stream is, moreover, only for those who see that stream. */
  { role: '*', where: 'anywhere', subject: 'watch', sees: ['*'] },
];
