/** Faults that are found together with others, since one leads to the next. */
import { CHART, type Case } from '../finds.js';

const sheet = '/forms/sheet/fields';
const items = '/rubrics/light/blocks/0/items';
const named = { id: 'more', title: 'title' };
const idle = { meta: { holder: 'clerk', noDeadline: 'title', closed: true } };

/** Thirteen regions side by side, two stages each: 8192 combinations. */
const regions = Object.fromEntries(
  Array.from({ length: 13 }, (_, index) => [
    `region${index}`,
    { initial: 'off', states: { off: { ...idle, on: { [`lit${index}`]: 'on' } }, on: idle } },
  ]),
);

const nested = (depth: number): unknown => (depth === 0 ? {} : { not: nested(depth - 1) });

/** A value of the schema's that is none of its own. */
export const VALUE_FAULTS: readonly Case[] = [
  ['a slug in capitals', { '/slug': 'UPPER' }, 'malformed', '/slug'],
  [
    'a name with a dash',
    { '/quotas/two-words': { to: 'apply', strength: 'hard' } },
    'nameMalformed',
    '/quotas/two-words',
  ],
  ['a word outside a choice', { '/subjects/0/lives': 'forever' }, 'notAChoice', '/subjects/0/lives'],
  ['no room at all', { '/subjects/0/fields/keepers/max': 0 }, 'tooSmall', '/subjects/0/fields/keepers/max'],
  ['a body without end', { '/forms/sheet/title': 't'.repeat(300) }, 'tooLarge', '/forms/sheet/title'],
  ['brackets without end', { '/commands/mendLantern/guards/0/when': nested(80) }, 'tooDeep', ''],
];

export const LEADING_FAULTS: readonly Case[] = [
  [
    'a fact that no stage lists',
    { '/subjects/0/facts/lanternLost': { fields: {} } },
    'factNeverListed',
    '/subjects/0/facts/lanternLost',
  ],
  [
    'a fact that no command yields',
    { '/subjects/0/facts/lanternLost': { fields: {} } },
    'factNeverYielded',
    '/subjects/0/facts/lanternLost',
  ],
  [
    'a fact of the platform’s own',
    { '/subjects/0/facts/rulesAdopted': { fields: {} } },
    'factReserved',
    '/subjects/0/facts/rulesAdopted',
  ],
  [
    'nothing on its own subject',
    { '/commands/lightLantern/yields/0': { fact: 'standingLeft', on: 'home', data: { standing: { value: 'x' } } } },
    'nothingOnSelf',
    '/commands/lightLantern/yields',
  ],
  [
    'regions that multiply',
    {
      [`${CHART}/kindling`]: {
        type: 'parallel',
        states: regions,
        on: { lanternMended: 'kindling', lanternShown: 'shown' },
      },
    },
    'chartTooLarge',
    '/subjects/0/chart',
  ],
  [
    'a way back that leads to itself',
    { [`${CHART}/shown/on/lanternReturned`]: 'back', [`${CHART}/back`]: { type: 'history', target: 'back' } },
    'chartNotComputable',
    '/subjects/0/chart',
  ],
  [
    'a ranking that is not there',
    { '/commands/fixRanking/yields/0/data/entries/ranking': 'dimmest' },
    'rankingUnknown',
    '/commands/fixRanking/yields/0/data/entries/ranking',
  ],
  [
    'a sample that is not there',
    { '/commands/judgeLantern/yields/0/data/total': { sample: 'few' } },
    'sampleUnknown',
    '/commands/judgeLantern/yields/0/data/total/sample',
  ],
  [
    'a ballot that is not there',
    { '/commands/closeBox/yields/0/data/choices': { ballot: 'worst' } },
    'ballotUnknown',
    '/commands/closeBox/yields/0/data/choices/ballot',
  ],
  [
    'opinions that nobody asks for',
    {
      '/deliverables/sheet/opinions': undefined,
      '/commands/showLantern/guards/0': {
        guard: 'opinionsComplete@1',
        with: { deliverable: 'sheet', known: 'self.scores' },
      },
    },
    'opinionsNotAsked',
    '/commands/showLantern/guards/0/with/deliverable',
  ],
  ['a range with nothing in it', { [`${sheet}/glow/min`]: 101 }, 'rangeEmpty', `${sheet}/glow`],
];

export const RUBRIC_FAULTS: readonly Case[] = [
  [
    'an item twice',
    { [`${items}/1`]: { ...named, id: 'glow', kind: 'deduction', full: 5 } },
    'idTwice',
    `${items}/1/id`,
  ],
  ['two levels with the same points', { [`${items}/0/levels/1/points`]: 0 }, 'levelTwice', `${items}/0/levels`],
  [
    'steps that do not fit',
    { [`${items}/1`]: { ...named, kind: 'range', min: 0, max: 5, step: 2 } },
    'stepDoesNotFit',
    `${items}/1/step`,
  ],
  [
    'a condition twice',
    {
      [`${items}/1`]: { ...named, kind: 'tally', each: 1, cap: 2, conditions: [{ text: 'title' }, { text: 'title' }] },
    },
    'conditionTwice',
    `${items}/1/conditions`,
  ],
  [
    'a floor above the full points',
    { [`${items}/1`]: { ...named, kind: 'minusEach', full: 2, each: 1, floor: 3 } },
    'floorAboveFull',
    `${items}/1/floor`,
  ],
  [
    'a sum of what has no cap',
    { [`${items}/1`]: { ...named, kind: 'tally', each: 1 } },
    'sumUnbounded',
    '/rubrics/light/sum',
  ],
];
