/** What is put on record beside a subject: only what is true of it then, and once, whoever says it how often. */
import { describe, expect, test } from '@jest/globals';
import type { Command } from '../../libs/engine/decide/command.js';
import type { Outcome } from '../../libs/engine/decide/outcome.js';
import { ABSENT, Unavailable, type EventStore } from '../../libs/engine/ports/event-store.js';
import { lookUp } from '../../libs/lifecycle/obligations/lookup.js';
import {
  duty,
  missCommand,
  type Obligation,
  reminderCommand,
  stepsOf,
  watchOf,
} from '../../libs/lifecycle/obligations/schedule.js';
import { onEachStore } from '../engine/federation.js';
import { House, house } from '../given.js';
import { shanghaiAdvancedHome } from '../../workflows/shanghai-advanced-home/programme.js';
import { CYCLE, federation, planned, roster, ZZB, type Federation } from '../shanghai/federation.js';

const NINE = '09:00';
const REMINDERS = {
  before: [14, 7, 3, 1, 0].map((days) => ({ days, time: NINE })),
  overdue: [1, 3].map((days) => ({ days, time: NINE })),
  escalation: [{ days: 3, time: NINE, role: 'leader' }],
};
const WATCH = `watch-test.roster.${CYCLE}.pudong`;
const XUHUI = `roster-test.${CYCLE}.xuhui`;
const instant = (local: string): string => new Date(`${local}+08:00`).toISOString();
const DUE = instant('2024-04-16T00:00');
const timer = { system: 'timer' } as const;

async function reminded(store?: EventStore): Promise<Federation> {
  const all = await federation(2, store ? { store } : {});
  await all.house.accepts(undefined, 'giveReminders', { cycle: CYCLE }, all.office, REMINDERS);
  return all;
}

/** What a worker would give now: the log asked, the command made. */
async function due(house: House, stream: string): Promise<Command | undefined> {
  const now = new Date(house.now).toISOString();
  return house.service.ask('test', (context) => {
    const found = lookUp(context, stream);
    const [obligation] = found?.obligations ?? [];
    if (!found || !obligation) return undefined;
    const watch = context.read(watchOf(stream));
    const { send, late, skipped } = duty(stepsOf(found.cycle, obligation, found.zone), watch, obligation, now);
    return send && reminderCommand(obligation, { send, late, skipped }, ['clerk-pudong'], watch, 'pudong');
  });
}

async function missed(house: House, stream: string): Promise<Command> {
  return house.service.ask('test', (context) => {
    const obligation = lookUp(context, stream)?.obligations[0] as Obligation;
    return missCommand(obligation, context.read(watchOf(stream)));
  });
}

const reason = (outcome: Outcome): string => (outcome.kind === 'rejected' ? outcome.rejection.reason : outcome.kind);

async function types(house: House, stream: string): Promise<string[]> {
  return (await house.facts(stream)).map(({ type }) => type);
}

describe('a reminder', () => {
  test('stands beside the roster, says what it follows from, and leaves the roster as it was', async () => {
    const { house } = await reminded();
    const before = (await house.read(roster)).rev;
    house.at('2024-04-08T09:00:00+08:00');
    const command = await due(house, roster);
    expect(command).toMatchObject({ name: 'sendReminder', target: { stream: WATCH }, by: { system: 'reminders' } });
    expect(reason(await house.service.execute(command as Command))).toBe('accepted');
    expect(await house.facts(WATCH)).toMatchObject([
      {
        type: 'reminderSent',
        at: instant('2024-04-08T09:00'),
        by: { system: 'reminders' },
        cause: { stream: roster, deadline: 'rosterDue', rev: before },
        data: {
          deadline: 'rosterDue',
          cycle: CYCLE,
          lateFrom: DUE,
          step: 'before-7',
          late: false,
          skipped: [],
          to: ['clerk-pudong'],
        },
      },
    ]);
    expect((await house.read(roster)).rev).toBe(before);
    expect(await due(house, roster)).toBeUndefined();
  });

  test('of a roster that nobody has begun stands beside nothing', async () => {
    const { house } = await reminded();
    house.at('2024-04-12T09:30:00+08:00');
    const command = await due(house, XUHUI);
    expect(reason(await house.service.execute(command as Command))).toBe('accepted');
    expect(await house.facts(watchOf(XUHUI))).toMatchObject([
      { data: { step: 'before-3', late: true, skipped: ['before-7'] }, cause: { stream: `cycle-test.${CYCLE}` } },
    ]);
    expect((await house.read(XUHUI)).rev).toBe(ABSENT);
  });

  test('is refused before its time, twice, out of its turn, for no step, from people, and once nothing is owed', async () => {
    const all = await reminded();
    const { house, office, clerk } = all;
    const input = { deadline: 'rosterDue', lateFrom: DUE, step: 'before-7', late: false, skipped: [], to: [] };
    const send = (more: object = {}) => ['sendReminder', WATCH, timer, { ...input, ...more }] as const;
    house.at('2024-04-08T08:59:59.999+08:00');
    await house.refuses('conditionNotMet', undefined, ...send());
    house.at('2024-04-08T09:00:00+08:00');
    await house.refuses('conditionNotMet', undefined, ...send({ step: 'before-6' }));
    await house.refuses('conditionNotMet', undefined, ...send({ step: 'escalation-3' }));
    await house.refuses('nothingOwed', undefined, ...send({ lateFrom: instant('2024-04-17T00:00') }));
    await house.refuses('nothingOwed', undefined, ...send({ deadline: 'plansDue' }));
    await house.refuses('roleForbids', undefined, 'sendReminder', WATCH, office, input);
    await house.accepts(undefined, ...send());
    await house.refuses('alreadyDone', undefined, ...send());
    await house.refuses('alreadyDone', undefined, ...send({ step: 'before-14' }));
    house.at('2024-04-12T09:00:00+08:00');
    await planned(all, 'h1');
    const submission = { filledOn: '2024-04-12', sentTo: [ZZB] };
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, submission);
    const paper = { receivedOn: '2024-04-12', copies: 3, sealed: true };
    await house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, paper);
    await house.refuses('nothingOwed', undefined, ...send({ step: 'before-3' }));
    expect(await types(house, WATCH)).toEqual(['reminderSent']);
  });

  test('after the date is put off counts anew, and what is kept does not grow', async () => {
    const { house, office } = await reminded();
    house.at('2024-04-12T09:00:00+08:00');
    await house.service.execute((await due(house, roster)) as Command);
    house.at('2024-04-12T10:00:00+08:00');
    const put = { deadline: 'rosterDue', time: '24:00', unit: 'pudong', reason: '受灾' };
    for (const day of ['19', '20']) {
      await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, { ...put, date: `2024-04-${day}` });
      expect(await due(house, roster)).toBeUndefined();
    }
    house.at('2024-04-17T09:00:00+08:00');
    await house.service.execute((await due(house, roster)) as Command);
    expect(await house.facts(WATCH)).toMatchObject([
      { data: { step: 'before-3', lateFrom: DUE } },
      { data: { step: 'before-3', lateFrom: instant('2024-04-21T00:00'), skipped: ['before-7'] } },
    ]);
    expect((await house.read(WATCH)).fields['reminded']).toEqual({
      rosterDue: `${instant('2024-04-21T00:00')}/before-3`,
    });
  });
});

test('an escalation goes to the role that the cycle says, beside the reminder of the same instant', async () => {
  const { house } = await reminded();
  house.at('2024-04-18T09:00:00+08:00');
  const input = { deadline: 'rosterDue', lateFrom: DUE, step: 'escalation-3', late: false, skipped: [], to: [] };
  await house.refuses('conditionNotMet', undefined, 'escalate', WATCH, timer, { ...input, role: 'office' });
  for (const _round of [1, 2]) await house.service.execute((await due(house, roster)) as Command);
  expect(await due(house, roster)).toBeUndefined();
  expect(await house.facts(WATCH)).toMatchObject([
    {
      type: 'reminderSent',
      data: { step: 'overdue-3', skipped: ['before-7', 'before-3', 'before-1', 'before-0', 'overdue-1'] },
    },
    { type: 'escalated', data: { step: 'escalation-3', role: 'leader', unit: 'pudong' } },
  ]);
  await house.refuses('alreadyDone', undefined, 'escalate', WATCH, timer, { ...input, role: 'leader' });
});

test('a missed deadline is on record once for each date, not before it and not when nothing is owed', async () => {
  const { house, office } = await reminded();
  const miss = (due: string) => ['missDeadline', WATCH, timer, { deadline: 'rosterDue', due }] as const;
  house.at('2024-04-15T23:59:59.999+08:00');
  await house.refuses('conditionNotMet', undefined, ...miss(DUE));
  house.at('2024-04-16T00:00:00+08:00');
  await house.refuses('nothingOwed', undefined, ...miss(instant('2024-04-15T00:00')));
  expect(reason(await house.service.execute(await missed(house, roster)))).toBe('accepted');
  await house.refuses('alreadyDone', undefined, ...miss(DUE));
  const put = { deadline: 'rosterDue', date: '2024-04-17', time: '24:00', unit: 'pudong', reason: '受灾' };
  await house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, put);
  await house.refuses('nothingOwed', undefined, ...miss(DUE));
  house.at('2024-04-18T00:00:00+08:00');
  await house.accepts(undefined, ...miss(instant('2024-04-18T00:00')));
  expect((await house.facts(WATCH)).map(({ type, data }) => `${type} ${String(data['due'])}`)).toEqual([
    `deadlineMissed ${DUE}`,
    `deadlineMissed ${instant('2024-04-18T00:00')}`,
  ]);
});

test('a date that had passed before its cycle was opened is missed by nobody; one that is given later may be', async () => {
  const late = await house('2025-01-05T09:00:00+08:00');
  await late.units([
    ['shanghai', 'city'],
    ['pudong', 'district', 'shanghai'],
  ]);
  await late.cycle(CYCLE, shanghaiAdvancedHome, 'shanghai');
  const office = await late.actor('office', 'shanghai');
  expect(reason(await late.service.execute(await missed(late, roster)))).toBe('alreadyDone');
  expect(await late.facts(WATCH)).toEqual([]);
  const put = { deadline: 'rosterDue', date: '2025-04-15', time: '24:00', reason: '补报' };
  await late.accepts(undefined, 'moveDeadline', { cycle: CYCLE }, office, put);
  late.at('2025-04-16T00:00:00+08:00');
  expect(reason(await late.service.execute(await missed(late, roster)))).toBe('accepted');
});

describe('催办', () => {
  const chase = { deadline: 'rosterDue', note: '请尽快报送' };

  test('by whoever stands above the unit: by which date, who has to act and whose it is come from the log', async () => {
    const { house, office } = await reminded();
    const above = await house.actor('clerk', 'shanghai');
    await house.accepts(undefined, 'chase', WATCH, office, chase);
    await house.accepts(undefined, 'chase', watchOf(XUHUI), above, { deadline: 'rosterDue' });
    const [fact] = await house.facts(WATCH);
    expect(fact).toMatchObject({
      type: 'chased',
      by: { account: office.account },
      data: { deadline: 'rosterDue', lateFrom: DUE, holder: 'clerk', unit: 'pudong', note: { $sealed: {} } },
    });
    expect(await house.facts(watchOf(XUHUI))).toMatchObject([{ data: { unit: 'xuhui', holder: 'clerk' } }]);
    expect((await house.read(XUHUI)).rev).toBe(ABSENT);
  });

  test('not by who stands elsewhere or beside, whatever the input says', async () => {
    const { house, clerk, otherClerk, guide } = await reminded();
    const elsewhere = await house.actor('office', 'xuhui');
    await house.refuses('outsideSubtree', undefined, 'chase', WATCH, elsewhere, chase);
    await house.refuses('outsideSubtree', undefined, 'chase', WATCH, otherClerk, chase);
    // The unit's own clerk is the one who is chased.
    await house.refuses('outsideSubtree', undefined, 'chase', WATCH, clerk, chase);
    await house.refuses('roleForbids', undefined, 'chase', WATCH, guide, chase);
    await house.refuses('malformed', undefined, 'chase', WATCH, elsewhere, { ...chase, unit: 'xuhui' });
    const street = await house.actor('office', 'pudong-s1');
    await house.refuses('outsideSubtree', undefined, 'chase', WATCH, street, chase);
  });

  test('not for what is not owed, or not there', async () => {
    const { house, office } = await reminded();
    await house.refuses('nothingOwed', undefined, 'chase', WATCH, office, { deadline: 'plansDue' });
    await house.refuses('nothingOwed', undefined, 'chase', WATCH, office, { deadline: 'recommendationDue' });
    const nobody = `watch-test.roster.${CYCLE}.nowhere`;
    await house.refuses('outsideSubtree', undefined, 'chase', nobody, office, chase);
    await house.refuses('outsideSubtree', undefined, 'chase', 'watch-test.roster.2023.pudong', office, chase);
    await house.refuses('nothingOwed', undefined, 'chase', 'watch-test.unit.pudong', office, chase);
  });
});

describe('what a cycle is given to remind by', () => {
  test('is judged: times of day, days, roles; and who may give it', async () => {
    const { house, office, clerk } = await federation();
    const give = (input: object, by: Command['by'] = office) => ['giveReminders', { cycle: CYCLE }, by, input] as const;
    const wrong = async (input: object) =>
      (await house.refuses('malformed', undefined, ...give(input))).problems.map(({ pointer }) => pointer);
    expect(await wrong({ before: [{ days: 1, time: '24:00' }] })).toEqual(['/before/0/time']);
    expect(await wrong({ before: [{ days: 1, time: '9:00' }] })).toEqual(['/before/0/time']);
    expect(await wrong({ before: [{ days: 366, time: NINE }] })).toEqual(['/before/0/days']);
    expect(await wrong({ overdue: [{ days: 0, time: NINE }] })).toEqual(['/overdue/0/days']);
    const twice = [
      { days: 3, time: NINE },
      { days: 3, time: '10:00' },
    ];
    expect(await wrong({ before: twice })).toEqual(['/before/1/days']);
    expect(await wrong({ escalation: [{ days: 3, time: NINE, role: 'queen' }] })).toEqual(['/escalation/0/role']);
    const many = Array.from({ length: 21 }, (_, days) => ({ days, time: NINE }));
    expect(await wrong({ before: many })).toEqual(['/before']);
    await house.refuses('roleForbids', undefined, ...give({}, clerk));
    await house.refuses('outsideSubtree', undefined, ...give({}, await house.actor('office', 'pudong')));
    await house.accepts(undefined, 'closeCycle', { cycle: CYCLE }, office);
    await house.refuses('stageForbids', undefined, ...give({}));
  });
});

/** Two processes that get in each other's way for too long are told to ask again, with the same key. */
async function untilAnswered(ask: () => Promise<Outcome>): Promise<Outcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof Unavailable) || attempt === 20) throw error;
    }
  }
}

onEachStore('deliveries', (log) => {
  test('a hundred of one reminder, each with a key of its own, by two processes: one fact', async () => {
    const { house } = await reminded(log().store);
    const other = new House('test', '2024-04-08T09:00:00+08:00', { ...house.parts, store: await log().another() });
    house.at('2024-04-08T09:00:00+08:00');
    const command = (await due(house, roster)) as Command;
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, index) => {
        const { service } = index % 2 === 0 ? house : other;
        return untilAnswered(() => service.execute({ ...command, key: `delivery ${index}` }));
      }),
    );
    expect(outcomes.map(reason).toSorted()).toEqual(['accepted', ...Array.from({ length: 99 }, () => 'alreadyDone')]);
    const miss = async () => {
      const given = await missed(house, roster);
      return Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          untilAnswered(() => (index % 2 === 0 ? house : other).service.execute(given)),
        ),
      );
    };
    house.at('2024-04-16T00:00:00+08:00');
    expect((await miss()).map(({ kind }) => kind)).toEqual(Array(100).fill('accepted'));
    expect(await types(house, WATCH)).toEqual(['reminderSent', 'deadlineMissed']);
  });

  test('what is handed in, or put off, while a reminder is written is seen: nothing is written', async () => {
    const all = await reminded(log().store);
    const { house, office, clerk } = all;
    await planned(all, 'h1');
    house.at('2024-04-08T09:00:00+08:00');
    await house.accepts(CYCLE, 'submitRoster', { unit: 'pudong' }, clerk, { filledOn: '2024-04-08', sentTo: [ZZB] });
    const paper = { receivedOn: '2024-04-08', copies: 3, sealed: true };
    const receive = () => house.accepts(CYCLE, 'receiveRosterPaper', { unit: 'pudong' }, office, paper);
    const putOff = { deadline: 'rosterDue', date: '2024-04-19', time: '24:00', unit: 'xuhui', reason: '受灾' };
    const extend = () => house.accepts(undefined, 'extendDeadline', { cycle: CYCLE }, office, putOff);
    const begin = () => house.accepts(CYCLE, 'openRoster', { unit: 'xuhui' }, all.otherClerk);
    for (const [stream, meanwhile, told] of [
      [roster, receive, 'nothingOwed'],
      [XUHUI, extend, 'nothingOwed'],
      // It is owed by another revision now: decided anew, and then written.
      [XUHUI, begin, 'accepted'],
    ] as const) {
      const input = { deadline: 'rosterDue', step: 'before-7', late: false, skipped: [], to: [] };
      const lateFrom = meanwhile === begin ? instant('2024-04-20T00:00') : DUE;
      if (meanwhile === begin) house.at('2024-04-12T09:00:00+08:00');
      const other = new House('test', '2024-04-08T09:00:00+08:00', {
        ...house.parts,
        store: overtaken(await log().another(), meanwhile),
      });
      const target = watchOf(stream);
      expect(reason(await other.give(undefined, 'sendReminder', target, timer, { ...input, lateFrom }))).toBe(told);
      expect(await types(house, target)).toEqual(told === 'accepted' ? ['reminderSent'] : []);
    }
  });

  test('a unit that is closed, or registered, while something is written about it is seen', async () => {
    const { house } = await reminded(log().store);
    house.at('2024-04-08T09:00:00+08:00');
    const input = { deadline: 'rosterDue', step: 'before-7', lateFrom: DUE, late: false, skipped: [], to: [] };
    const setUp = (command: string, unit: string, more: object) => house.service.setUp('test', command, { unit }, more);
    const close = () => setUp('closeUnit', 'xuhui', { reason: '撤并' });
    const parts = { ...house.parts, store: overtaken(await log().another(), close) };
    const closing = new House('test', '2024-04-08T09:00:00+08:00', parts);
    const target = watchOf(XUHUI);
    expect(reason(await closing.give(undefined, 'sendReminder', target, timer, input))).toBe('notFound');
    expect(await types(house, target)).toEqual([]);
    // Another process has looked before it was there, and judges by what it remembers.
    const other = new House('test', '2024-04-08T09:00:00+08:00', { ...house.parts, store: await log().another() });
    const putuo = watchOf(`roster-test.${CYCLE}.putuo`);
    const miss = () => other.give(undefined, 'missDeadline', putuo, timer, { deadline: 'rosterDue', due: DUE });
    expect(reason(await miss())).toBe('notFound');
    await setUp('registerUnit', 'putuo', { sort: 'district', name: 'putuo', parent: 'shanghai' });
    house.at('2024-04-16T00:00:00+08:00');
    expect(reason(await miss())).toBe('accepted');
  });
});

/** A store in which somebody else is faster, once: just before what is appended here. */
function overtaken(store: EventStore, meanwhile: () => Promise<unknown>): EventStore {
  let before: (() => Promise<unknown>) | undefined = meanwhile;
  const append: EventStore['append'] = async (...args) => {
    const first = before;
    before = undefined;
    await first?.();
    return store.append(...args);
  };
  return new Proxy(store, {
    get: (target, name) => {
      if (name === 'append') return append;
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? (found.bind(target) as unknown) : found;
    },
  });
}
