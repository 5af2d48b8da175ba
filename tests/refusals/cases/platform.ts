/** What the platform itself refuses: what is published, set and granted. */
import { canonicalHash } from '../../../libs/engine/canonical/digest.js';
import { CHINA_2023_TO_2026 } from '../../../libs/lifecycle/calendar/china-holidays.js';
import { CYCLE, federation, type Federation } from '../../shanghai/federation.js';
import { planted } from '../../toy/check/plant.js';
import { small } from '../../toy/small.js';
import type { Actor } from '../../given.js';
import type { Asked, Play } from '../door.js';
import { staged, type Cases } from './case.js';

interface Operated extends Federation {
  readonly operator: Actor;
}

const THE_CYCLE = { cycle: CYCLE };
const { texts, ...rules } = small;
const published = { definition: rules, texts };

/** Values are published under the beginning of their hash. */
const idOf = (value: unknown): { hash: string } => ({ hash: canonicalHash(value).slice(0, 32) });

function publishes(operator: Actor, input: { definition: object; texts: object }): Asked {
  return [undefined, 'publishProgramme', idOf(input.definition), operator, input];
}

function loads(operator: Actor, changes: Readonly<Record<string, unknown>>): Asked {
  const calendar = planted(CHINA_2023_TO_2026, changes);
  return [undefined, 'loadCalendar', idOf(calendar), operator, { calendar }];
}

const values: Cases<Operated> = {
  malformed: {
    'a definition under the hash of another': {
      asked: ({ operator }) => [undefined, 'publishProgramme', idOf('another'), operator, published],
      at: ['/target/key/hash'],
    },
    'a time of day that there is not': {
      asked: ({ office }) => [
        undefined,
        'moveDeadline',
        THE_CYCLE,
        office,
        { deadline: 'rosterDue', date: '2024-04-19', time: '25:00', reason: '台风' },
      ],
      at: ['/input/time'],
    },
    'reminders at no time of day, twice on a day, and to a role that there is not': {
      asked: ({ office }) => [
        undefined,
        'giveReminders',
        THE_CYCLE,
        office,
        {
          before: [
            { days: 1, time: '24:00' },
            { days: 1, time: '09:00' },
          ],
          escalation: [{ days: 1, time: '09:00', role: 'ghost' }],
        },
      ],
      at: ['/input/before/0/time', '/input/before/1/days', '/input/escalation/0/role'],
    },
  },
  definitionUnsound: {
    'a zone that there is not, and a role without a text': {
      asked: ({ operator }) =>
        publishes(operator, {
          definition: planted(rules, { '/zone': 'Moon/Sea', '/roles/clerk': 'nothing' }),
          texts,
        }),
      at: ['/input/definition/roles/clerk', '/input/definition/roles/clerk', '/input/definition/zone'],
    },
    'a text that stands in one language only': {
      asked: ({ operator }) => publishes(operator, { definition: rules, texts: planted(texts, { '/zh/spare': '余' }) }),
      at: ['/input/texts/zh/spare'],
    },
    'mended texts that forget one': {
      async asked({ house, operator }) {
        await house.accepts(undefined, 'publishProgramme', idOf(rules), operator, published);
        const mended = { texts: planted(texts, { '/en/title': undefined }) };
        return [undefined, 'mendTexts', idOf(rules), operator, mended];
      },
      at: ['/input/texts/en/title'],
    },
  },
  calendarUnsound: {
    'a year without a holiday': {
      asked: ({ operator }) => loads(operator, { '/years/2024/holidays': [] }),
      at: ['/input/calendar/years/2024/holidays'],
    },
    'a make-up workday on a Monday': {
      asked: ({ operator }) => loads(operator, { '/years/2024/makeUpWorkdays/0': '2024-02-05' }),
      at: ['/input/calendar/years/2024/makeUpWorkdays/0'],
    },
  },
  settingUnknown: {
    'a setting that the programme has not': {
      asked: ({ office }) => [undefined, 'giveSetting', THE_CYCLE, office, { setting: 'colour', value: 1 }],
      says: [
        '没有这个设置项：colour。请从本项目列出的设置项中选择。',
        'There is no such setting: colour. Please choose one that the programme names.',
      ],
    },
    'a quota that the programme has not': {
      asked: ({ office }) => [undefined, 'giveQuota', THE_CYCLE, office, { quota: 'seats', unit: 'pudong', places: 1 }],
    },
  },
  settingWrongType: {
    'text, where a number is asked for': {
      asked: ({ office }) => [undefined, 'giveSetting', THE_CYCLE, office, { setting: 'awardPlaces', value: 'two' }],
    },
    'what is not among the choices': {
      asked: ({ office }) => [
        undefined,
        'giveSetting',
        THE_CYCLE,
        office,
        { setting: 'rosterLateness', value: 'mercy' },
      ],
    },
  },
  deadlineUnknown: {
    'a deadline that the programme has not': {
      asked: ({ office }) => [
        undefined,
        'extendDeadline',
        THE_CYCLE,
        office,
        { deadline: 'never', unit: 'pudong', date: '2024-04-19', time: '24:00', reason: '台风' },
      ],
    },
  },
};

const federated: Cases<Operated> = {
  alreadyExists: {
    'a programme that is published': {
      async asked({ house, operator }) {
        await house.accepts(undefined, 'publishProgramme', idOf(rules), operator, published);
        return publishes(operator, published);
      },
    },
    'a unit that is registered': {
      asked: ({ operator }) => [
        undefined,
        'registerUnit',
        { unit: 'pudong' },
        operator,
        { parent: 'shanghai', sort: 'district', name: '浦东' },
      ],
    },
  },
  stageForbids: {
    'a unit is closed twice': {
      async asked({ house, operator }) {
        const closed = [undefined, 'closeUnit', { unit: 'xuhui' }, operator, { reason: '区划调整' }] as const;
        await house.accepts(...closed);
        return closed;
      },
    },
  },
  dateInFuture: {
    'a standing from tomorrow on': {
      asked: ({ operator }) => [
        undefined,
        'loadStanding',
        { home: 'stranger' },
        operator,
        { standing: 'growth', since: '2024-04-03' },
      ],
    },
  },
  wrongUnit: {
    'a unit is put below itself': {
      async asked({ house, operator }) {
        const pudong = { unit: 'pudong' };
        await house.accepts(undefined, 'renameUnit', pudong, operator, { name: '浦东新区妇女联合会' });
        return [undefined, 'moveUnit', pudong, operator, { parent: 'pudong-s1', reason: '区划调整' }];
      },
      says: [
        '单位不对：浦东新区妇女联合会。请核对所选单位。',
        'This is the wrong unit: 浦东新区妇女联合会. Please check the one you chose.',
      ],
    },
  },
  roleForbids: {
    'the office publishes': {
      asked: ({ office }) => publishes(office, published),
    },
    'the office makes somebody an operator': {
      asked: ({ office }) => [
        undefined,
        'grantRole',
        { account: office.account },
        office,
        { grant: 'g-more', role: 'operator', unit: 'shanghai' },
      ],
    },
    'an operator gives what the worker gives': {
      asked: ({ operator }) => [
        undefined,
        'missDeadline',
        `watch-test.roster.${CYCLE}.pudong`,
        operator,
        { deadline: 'rosterDue', due: '2024-04-15T16:00:00.000Z' },
      ],
    },
  },
  outsideSubtree: {
    'a district’s own office opens the city’s cycle': {
      async asked({ house }) {
        const cycle = (await house.read(`cycle-test.${CYCLE}`)).fields;
        const [programme, calendar] = [cycle['rules'], cycle['calendar']].map((hash) => String(hash).slice(0, 32));
        const office = await house.actor('office', 'xuhui');
        return [undefined, 'openCycle', { cycle: '2025' }, office, { unit: 'shanghai', programme, calendar }];
      },
    },
  },
  behalfForbidden: {
    'a setting on behalf of a home': {
      asked: ({ office }) => [
        undefined,
        'giveSetting',
        THE_CYCLE,
        office,
        { setting: 'awardPlaces', value: 2 },
        { for: { stream: 'home-test.h1' } },
      ],
    },
  },
  notFound: {
    'a cycle of a programme that nobody published': {
      asked: ({ office }) => [
        undefined,
        'openCycle',
        { cycle: '2025' },
        office,
        { unit: 'shanghai', programme: '0'.repeat(32), calendar: '0'.repeat(32) },
      ],
    },
    'a role in a unit that there is not': {
      asked: ({ operator }) => [
        undefined,
        'grantRole',
        { account: 'somebody' },
        operator,
        { grant: 'g-some', role: 'clerk', unit: 'nowhere' },
      ],
    },
  },
};

const play: Play<Operated> = {
  name: 'refusalsplatform',
  async begin(parts) {
    const all = await federation(1, parts);
    return { ...all, operator: await all.house.actor('operator', 'shanghai') };
  },
  house: ({ house }) => house,
  resumed: (all, house) => ({ ...all, house }),
};

export const platform = [...staged(play, values), ...staged(play, federated)];
