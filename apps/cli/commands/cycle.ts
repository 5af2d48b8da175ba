/** `cycle open|set|reminders`: a cycle is opened, and given what its notice leaves open. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { canonicalHash } from '../../../libs/engine/canonical/digest.js';
import { CHINA_2023_TO_2026 } from '../../../libs/lifecycle/calendar/china-holidays.js';
import { HASH_DIGITS } from '../../../libs/lifecycle/definition/published-key.js';
import { unitsMissing } from '../../../libs/lifecycle/obligations/lookup.js';
import type { CommandService } from '../../../libs/runtime/command-service.js';
import { programmesIn } from '../../../libs/runtime/roots.js';
import { readJson } from '../input/files.js';
import { gathered, pairs, scalarOf } from '../input/parse-command.js';
import {
  Doing,
  INVOCATION,
  misused,
  refused,
  type Answer,
  type CliCommand,
  type Invocation,
} from '../input/invocation.js';
import { Opened } from '../input/opened-log.js';
import { accepted, actorOf, given, writtenAnswer, type Accepted } from '../input/give-command.js';

interface Who {
  readonly root: string;
  readonly as?: string;
  readonly role?: string;
}

export interface OpenOptions extends Who {
  readonly unit: string;
  readonly programme: string;
  readonly calendar?: string;
}

export interface SetOptions extends Who {
  readonly setting: readonly string[];
  readonly quota: readonly string[];
  readonly deadline: readonly string[];
  /** Of an extension. */
  readonly unit?: string;
  readonly reason?: string;
}

export interface ReminderOptions extends Who {
  readonly before?: string;
  readonly overdue?: string;
  readonly escalate?: string;
  readonly at: string;
}

export class OpenCycle extends Doing {
  constructor(
    readonly cycle: string,
    readonly options: OpenOptions,
  ) {
    super();
  }
}

@CommandHandler(OpenCycle)
export class OpenCycleHandler implements ICommandHandler<OpenCycle> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  /** The calendar is that of this software unless a file has another; it is loaded when the log has it not. */
  async execute({ cycle, options }: OpenCycle): Promise<Answer> {
    const { root, unit } = options;
    const house = await this.opened.service();
    const { service, store } = house;
    const published = await programmesIn(store, root);
    const fitting = published.filter(({ id, slug }) => slug === options.programme || id.startsWith(options.programme));
    const [programme] = fitting;
    if (programme === undefined || fitting.length > 1) {
      const known = published.map(({ id, slug, edition }) => `${slug} ${edition} ${id}`).join(', ');
      throw refused('cycle.noProgramme', { programme: options.programme, known });
    }
    const by = await actorOf(service, root, whoOf(options));
    const loaded = options.calendar === undefined ? CHINA_2023_TO_2026 : ((await readJson(options.calendar)) as object);
    const calendar = await service.loadCalendar(root, loaded);
    accepted(calendar.outcome, this.invocation);
    const input = { unit, programme: programme.id, calendar: calendar.id };
    const command = {
      root,
      name: 'openCycle',
      target: { key: { cycle } },
      input,
      by,
      key: `open ${canonicalHash(input).slice(0, HASH_DIGITS)}`,
    };
    const written = writtenAnswer(await given(house, command, this.invocation), this.invocation);
    return withMissing(house.service, root, cycle, written, this.invocation);
  }
}

/** With the units that have places and are not there to act, so that somebody notices before a date passes. */
async function withMissing(
  service: CommandService,
  root: string,
  cycle: string,
  answer: Answer,
  { say }: Invocation,
): Promise<Answer> {
  const missing = await service.engine.ask(root, (context) => unitsMissing(context, cycle));
  if (missing.length === 0) return answer;
  const line = say('cycle.missing', { units: missing.join(', ') });
  return { json: { ...(answer.json as object), missing }, lines: [...answer.lines, line] };
}

export class SetCycle extends Doing {
  constructor(
    readonly cycle: string,
    readonly options: SetOptions,
  ) {
    super();
  }
}

interface Settled {
  readonly name: string;
  readonly input: object;
}

@CommandHandler(SetCycle)
export class SetCycleHandler implements ICommandHandler<SetCycle> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  /** One command for each word, in their order; the first that is refused ends it, and those before it stand. */
  async execute({ cycle, options }: SetCycle): Promise<Answer> {
    const { root } = options;
    const house = await this.opened.service();
    const { service } = house;
    const { fields } = await service.read(`cycle-${root}.${cycle}`);
    const wanted = wantedOf(options, (deadline) => Object.hasOwn((fields['deadlines'] ?? {}) as object, deadline));
    if (wanted.length === 0) throw misused('cycle.nothing');
    const by = await actorOf(service, root, whoOf(options));
    const done: Accepted[] = [];
    for (const { name, input } of wanted) {
      const key = `hearth cycle ${randomUUID()}`;
      done.push(await given(house, { root, name, target: { key: { cycle } }, input, by, key }, this.invocation));
    }
    const lines = done.flatMap((each) => writtenAnswer(each, this.invocation).lines.slice(1));
    const answer = { json: { stream: `cycle-${root}.${cycle}`, facts: done.flatMap(({ facts }) => facts) }, lines };
    return withMissing(service, root, cycle, answer, this.invocation);
  }
}

/** `--unit` says something else here than the unit of a role. */
function whoOf({ as, role }: Who): { as?: string; role?: string } {
  return { ...(as === undefined ? {} : { as }), ...(role === undefined ? {} : { role }) };
}

function wantedOf(options: SetOptions, isGiven: (deadline: string) => boolean): Settled[] {
  const settings = Object.entries(pairs(options.setting)).map(([setting, value]) => ({
    name: 'giveSetting',
    input: { setting, value: scalarOf(value) },
  }));
  const quotas = Object.entries(pairs(options.quota)).map(([place, places]) => {
    const [quota, unit, ...rest] = place.split('/');
    if (unit === undefined || rest.length > 0) throw misused('cycle.badQuota', { word: `${place}=${places}` });
    return { name: 'giveQuota', input: { quota, unit, places: scalarOf(places) } };
  });
  const deadlines = Object.entries(pairs(options.deadline)).map(([deadline, due]) => {
    const [date, time = '24:00'] = due.split('T');
    const { unit, reason } = options;
    if (unit !== undefined) return { name: 'extendDeadline', input: { deadline, date, time, unit, reason } };
    return isGiven(deadline)
      ? { name: 'moveDeadline', input: { deadline, date, time, reason } }
      : { name: 'giveDeadline', input: { deadline, date, time } };
  });
  return [...settings, ...quotas, ...deadlines];
}

export class RemindCycle extends Doing {
  constructor(
    readonly cycle: string,
    readonly options: ReminderOptions,
  ) {
    super();
  }
}

@CommandHandler(RemindCycle)
export class RemindCycleHandler implements ICommandHandler<RemindCycle> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  /** All anew: what is left out is switched off. */
  async execute({ cycle, options }: RemindCycle): Promise<Answer> {
    const { root, at: time, before, overdue, escalate } = options;
    const input = {
      ...(before === undefined ? {} : { before: daysIn(before).map((days) => ({ days, time })) }),
      ...(overdue === undefined ? {} : { overdue: daysIn(overdue).map((days) => ({ days, time })) }),
      ...(escalate === undefined ? {} : { escalation: rolesIn(escalate).map((each) => ({ ...each, time })) }),
    };
    const house = await this.opened.service();
    const by = await actorOf(house.service, root, whoOf(options));
    const key = `hearth reminders ${randomUUID()}`;
    const command = { root, name: 'giveReminders', target: { key: { cycle } }, input, by, key };
    return writtenAnswer(await given(house, command, this.invocation), this.invocation);
  }
}

/** `14,7,3`. @throws {Stopped} */
function daysIn(words: string): number[] {
  return words.split(',').map((word) => {
    if (!/^\d{1,3}$/.test(word)) throw misused('cycle.badDays', { word });
    return Number(word);
  });
}

/** `7=leader,14=office`. @throws {Stopped} */
function rolesIn(words: string): { days: number; role: string }[] {
  return words.split(',').map((word) => {
    const [days = '', role = ''] = word.split('=');
    if (role === '') throw misused('cycle.badDays', { word });
    return { days: daysIn(days)[0] ?? 0, role };
  });
}

export const cycle: CliCommand = {
  handlers: [OpenCycleHandler, SetCycleHandler, RemindCycleHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('cycle').description(say('help.cycle'));
    const sub = (name: string, help: 'help.cycle.open' | 'help.cycle.set' | 'help.cycle.reminders') =>
      group
        .command(name)
        .description(say(help))
        .argument('<cycle>', say('help.cycle.id'))
        .requiredOption('--root <root>', say('help.option.root'))
        .option('--as <account>', say('help.give.as'))
        .option('--role <role>', say('help.give.role'));
    sub('open', 'help.cycle.open')
      .requiredOption('--unit <unit>', say('help.cycle.unit'))
      .requiredOption('--programme <slug>', say('help.cycle.programme'))
      .option('--calendar <file>', say('help.cycle.calendar'))
      .action((id: string, options: OpenOptions) => dispatch(new OpenCycle(id, options)));
    sub('set', 'help.cycle.set')
      .option('--setting <name=value>', say('help.cycle.setting'), gathered, [])
      .option('--quota <name/unit=places>', say('help.cycle.quota'), gathered, [])
      .option('--deadline <name=date>', say('help.cycle.deadline'), gathered, [])
      .option('--unit <unit>', say('help.cycle.extend'))
      .option('--reason <text>', say('help.cycle.reason'))
      .action((id: string, options: SetOptions) => dispatch(new SetCycle(id, options)));
    sub('reminders', 'help.cycle.reminders')
      .option('--before <days>', say('help.cycle.before'))
      .option('--overdue <days>', say('help.cycle.overdue'))
      .option('--escalate <days=role>', say('help.cycle.escalate'))
      .option('--at <time>', say('help.cycle.at'), '09:00')
      .action((id: string, options: ReminderOptions) => dispatch(new RemindCycle(id, options)));
  },
};
