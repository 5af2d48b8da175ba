/** Faults planted in the small programme: words that charts may not hold, charts. */
import { CHART, type Case } from '../finds.js';

const idle = { meta: { holder: 'clerk', noDeadline: 'title' } };

const on = `${CHART}/kindling/on`;

export const WORD_FAULTS: readonly Case[] = [
  [
    'an event of XState',
    { [`${on}/xstate.after.1000.x`]: 'shown' },
    'factTypeForbidden',
    `${on}/xstate.after.1000.x`,
    { fact: 'xstate.after.1000.x' },
  ],
  ['a wildcard', { [`${on}/*`]: 'shown' }, 'wildcardForbidden', `${on}/*`],
  ...['always', 'after', 'invoke', 'entry', 'onDone', 'exit', 'context'].map((key): Case => [
    key,
    { [`${CHART}/kindling/${key}`]: {} },
    'keyForbidden',
    `${CHART}/kindling/${key}`,
    { key },
  ]),
  ['final', { [`${CHART}/judged/type`]: 'final' }, 'finalForbidden', `${CHART}/judged/type`],
  ['a dot in a stage', { [`${CHART}/a.b`]: idle }, 'dotForbidden', `${CHART}/a.b`, { name: 'a.b' }],
  [
    'a transition with actions',
    { [`${on}/lanternShown`]: { target: 'shown', actions: 'x' } },
    'wrongType',
    `${on}/lanternShown`,
    { expected: 'string' },
  ],
  ['a guard behind a target', { [`${on}/lanternShown`]: '.shown' }, 'targetMalformed', `${on}/lanternShown`],
  ['another beginning', { '/subjects/0/chart/initial': 'kindling' }, 'initialNotAbsent', '/subjects/0/chart/initial'],
];

export const CHART_FAULTS: readonly Case[] = [
  [
    'a stage that is never reached',
    { [`${CHART}/lost`]: { ...idle, on: { lanternMended: 'kindling' } } },
    'stageUnreachable',
    `${CHART}/lost`,
    { stage: 'lost' },
  ],
  [
    'of an unreached stage with stages inside, the outer one',
    { [`${CHART}/lost`]: { initial: 'in', states: { in: { ...idle, on: { lanternMended: 'in' } } } } },
    'stageUnreachable',
    `${CHART}/lost`,
    { stage: 'lost' },
  ],
  ['a dead end', { [`${CHART}/judged/meta/closed`]: undefined }, 'deadEnd', `${CHART}/judged`, { stage: 'judged' }],
  ['no meta', { [`${CHART}/shown/meta`]: undefined }, 'holderMissing', `${CHART}/shown`],
  ['no holder', { [`${CHART}/shown/meta/holder`]: undefined }, 'holderMissing', `${CHART}/shown/meta/holder`],
  [
    'neither deadline nor reason',
    { [`${CHART}/shown/meta/deadline`]: undefined },
    'deadlineOrReason',
    `${CHART}/shown/meta`,
  ],
  ['both', { [`${CHART}/shown/meta/noDeadline`]: 'title' }, 'deadlineOrReason', `${CHART}/shown/meta`],
  [
    'an unknown role',
    { [`${CHART}/shown/meta/holder`]: 'ghost' },
    'roleUnknown',
    `${CHART}/shown/meta/holder`,
    { role: 'ghost' },
  ],
  [
    'an unknown deadline',
    { [`${CHART}/shown/meta/deadline`]: 'never' },
    'deadlineUnknown',
    `${CHART}/shown/meta/deadline`,
    { deadline: 'never' },
  ],
  [
    'a target that is not there',
    { [`${CHART}/shown/on/lanternReturned`]: 'ashes' },
    'targetUnknown',
    `${CHART}/shown/on/lanternReturned`,
    { target: 'ashes' },
  ],
  [
    'a target in another subject',
    { [`${CHART}/shown/on/lanternReturned`]: '#box.voting' },
    'targetUnknown',
    `${CHART}/shown/on/lanternReturned`,
    { target: '#box.voting' },
  ],
  [
    'a stage with stages inside and no beginning',
    { [`${CHART}/kindling/states`]: { in: idle } },
    'initialUnknown',
    `${CHART}/kindling/initial`,
    { initial: '' },
  ],
  [
    'a history without a place',
    { [`${CHART}/shown/on/lanternReturned`]: 'back', [`${CHART}/back`]: { type: 'history', target: 'nowhere' } },
    'targetUnknown',
    `${CHART}/back/target`,
    { target: 'nowhere' },
  ],
  [
    'a fact that is not declared',
    { [`${CHART}/shown/on/lanternLost`]: 'judged' },
    'factNotDeclared',
    `${CHART}/shown/on/lanternLost`,
    { fact: 'lanternLost' },
  ],
  [
    'a date before an earlier one',
    { '/deadlines/judgingDue/date': '2031-01-31' },
    'dateBackwards',
    `${CHART}/shown/meta/deadline`,
    { stage: 'shown', date: '2031-01-31 24:00', before: 'kindling', beforeDate: '2031-02-01 24:00' },
  ],
  [
    'a deadline that counts from a date the subject has not',
    { '/deadlines/judgingDue': { after: 'moonrise', days: 3, time: '24:00' } },
    'deadlineDateUnknown',
    `${CHART}/shown/meta/deadline`,
    { deadline: 'judgingDue', date: 'moonrise' },
  ],
];
