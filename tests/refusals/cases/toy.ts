/** What is left, and what no notice asks for: refused by programmes of invented words. */
import type { CommandServiceParts } from '../../../libs/runtime/command-service.js';
import type { Actor } from '../../given.js';
import { house, type House } from '../../given.js';
import { planted } from '../../toy/check/plant.js';
import { toy } from '../../toy/programme.js';
import { sheet } from '../../toy/sheet.js';
import type { Play } from '../door.js';
import { staged, type Cases } from './case.js';

const ONE = 'year-one';
const HOME = { home: 'moss-home' };
const ROUND = { round: 'first' };
const WIMBLE = `wimble-test.${ONE}.moss-home`;

interface Grove {
  readonly house: House;
  readonly operator: Actor;
  readonly brunk: Actor;
  readonly oddle: Actor;
  readonly seemer: Actor;
}

/** The toy, and in it a round of chips that waits for a day to be named: no notice has asked for that yet. */
const awaiting = planted(toy, {
  '/commands/openUrnip/guards': [
    { guard: 'holds@1', with: { if: { member: 'key.round', of: 'cycle.deadlines' }, reason: 'deadlineUnset' } },
  ],
});

async function begin(parts: Partial<CommandServiceParts>, definition = toy): Promise<Grove> {
  const at = await house('2031-02-01T09:00:00+08:00', 'test', parts);
  await at.units([
    ['grove', 'root'],
    ['moss-nook', 'nook', 'grove'],
  ]);
  await at.homes([['moss-home', 'moss-nook', { plimmed: '2030-01-01' }]]);
  const all = {
    house: at,
    operator: await at.actor('operator', 'grove'),
    brunk: await at.actor('brunk', 'moss-nook'),
    oddle: await at.actor('oddle', 'grove'),
    seemer: await at.actor('seemer', 'grove'),
  };
  await at.cycle(ONE, definition, 'grove');
  await at.accepts(ONE, 'openGorrel', { nook: 'moss-nook' }, all.brunk, { dabSum: 100 });
  return all;
}

async function sprung({ house: at, brunk }: Grove): Promise<void> {
  await at.accepts(ONE, 'springWimble', HOME, brunk, { nook: 'moss-nook', sheet });
}

const cases: Cases<Grove> = {
  calendarYearMissing: {
    'working days of a year that nobody loaded': {
      async asked({ house: at, oddle }) {
        await at.accepts(ONE, 'hangPlonth', HOME, oddle, { nook: 'moss-nook', hungOn: '2031-02-01' });
        const rate = { from: '2031-01-01', value: 3, source: 'A made-up rate' };
        await at.accepts(undefined, 'giveParameter', { parameter: 'drubble-rate' }, { system: 'setup' }, rate);
        const { rules } = (await at.read(`cycle-test.${ONE}`)).fields;
        const done = { edition: String(rules).slice(0, 32), openOn: '2031-02-03', openTime: '09:00', rows: [] };
        return [ONE, 'doDrubble', { ...HOME, span: 'one' }, await at.actor('brunk', 'grove'), done];
      },
      says: [
        '缺少节假日和调休数据（2031 年），无法计算工作日。请先由管理员载入该年的日历。',
        'There is no data on holidays and make-up workdays for 2031, so working days cannot be counted. Please have an operator load that year’s calendar first.',
      ],
    },
  },
  sumDoesNotHold: {
    'dabs that do not come to what the gorrel says': {
      asked: ({ brunk }) => [ONE, 'writeDabs', { nook: 'moss-nook' }, brunk, { dabs: [{ item: 'first', points: 99 }] }],
    },
  },
  limitReached: {
    'a fourth mending': {
      async asked(all) {
        await sprung(all);
        const { house: at, oddle, brunk } = all;
        for (let time = 1; time <= 4; time += 1) {
          await at.accepts(ONE, 'returnWimble', HOME, oddle, { why: 'A slip', voids: [] });
          if (time < 4) await at.accepts(ONE, 'mendWimble', HOME, brunk, { sheet });
        }
        return [ONE, 'mendWimble', HOME, brunk, { sheet }];
      },
    },
  },
  personErased: {
    'a sheet that names somebody who was erased': {
      async asked(all) {
        await sprung(all);
        const { house: at, operator, oddle, brunk } = all;
        await at.accepts(ONE, 'returnWimble', HOME, oddle, { why: 'A slip', voids: [] });
        const person = ((await at.read(WIMBLE)).fields['persons'] as Record<string, string>)['head'] ?? '';
        await at.accepts(undefined, 'erasePerson', { person }, operator, { ground: 'asked' });
        await at.keys.erase([`person:${person}`]);
        return [ONE, 'mendWimble', HOME, brunk, { sheet }];
      },
    },
  },
  alreadyDone: {
    'a second chip by the same hand': {
      async asked({ house: at, oddle, seemer }) {
        await at.accepts(ONE, 'openUrnip', ROUND, oddle);
        await at.accepts(ONE, 'dropChip', ROUND, seemer, { chip: 'aye' });
        return [ONE, 'dropChip', ROUND, seemer, { chip: 'nay' }];
      },
    },
  },
  malformed: {
    'a chip that is neither': {
      async asked({ house: at, oddle, seemer }) {
        await at.accepts(ONE, 'openUrnip', ROUND, oddle);
        return [ONE, 'dropChip', ROUND, seemer, { chip: 'perhaps' }];
      },
      at: ['/input/chip'],
    },
    'fields inside a branch, a table and a signature': {
      asked: ({ brunk }) => {
        const wrong = planted(sheet, {
          '/kin/plimCount': 0,
          '/parts/1/measure': 100,
          '/hand/on': 'yesterday',
          '/headMail': 'nowhere',
        });
        return [ONE, 'springWimble', HOME, brunk, { nook: 'moss-nook', sheet: wrong }];
      },
      at: [
        '/input/sheet/hand/on',
        '/input/sheet/headMail',
        '/input/sheet/kin/plimCount',
        '/input/sheet/parts/1/measure',
      ],
    },
  },
};

/** No path of the engine's own refuses with this in a sound programme; a programme's own condition may. */
const unset: Cases<Grove> = {
  deadlineUnset: {
    'a round without its day': { asked: ({ oddle }) => [ONE, 'openUrnip', ROUND, oddle] },
  },
};

const shared = {
  house: ({ house: at }: Grove) => at,
  resumed: (all: Grove, resumed: House): Grove => ({ ...all, house: resumed }),
};
const plays: Play<Grove> = { ...shared, name: 'refusalstoy', begin: (parts) => begin(parts) };
const waits: Play<Grove> = { ...shared, name: 'refusalsawaiting', begin: (parts) => begin(parts, awaiting) };

export const toys = [...staged(plays, cases), ...staged(waits, unset)];
