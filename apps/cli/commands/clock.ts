/** `clock show|advance`: where the clock stands, and putting a virtual one. */
import { Inject } from '@nestjs/common';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { instantInWords } from '../../../libs/lifecycle/messages/format-time.js';
import { virtualTime } from '../../../libs/runtime/clock.js';
import { instantOf } from './history.js';
import {
  Asking,
  Doing,
  INVOCATION,
  misused,
  type Answer,
  type CliCommand,
  type Invocation,
} from '../input/invocation.js';
import { Opened } from '../input/opened-log.js';
import { serving } from '../input/serving-process.js';

export class ShowClock extends Asking {}

@QueryHandler(ShowClock)
export class ShowClockHandler implements IQueryHandler<ShowClock> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(Opened) private readonly opened: Opened,
  ) {}

  async execute(): Promise<Answer> {
    const { say, language } = this.invocation;
    const log = await this.opened.log();
    const at = await virtualTime(log.pool);
    const now = new Date(at ?? Date.now()).toISOString();
    const kind = at === undefined ? 'real' : 'virtual';
    const told = instantInWords(language, now, await this.opened.zone(log));
    return { json: { now, kind }, lines: [say(`clock.${kind}`, { now: told })] };
  }
}

export class AdvanceClock extends Doing {
  constructor(readonly to: string) {
    super();
  }
}

const statusSchema = z.object({ now: z.number(), clock: z.enum(['real', 'virtual']) });
const zoneSchema = z.object({ zone: z.string() });
const advancedSchema = z.object({ now: z.number(), reminders: z.number(), missed: z.number() });

@CommandHandler(AdvanceClock)
export class AdvanceClockHandler implements ICommandHandler<AdvanceClock> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute({ to }: AdvanceClock): Promise<Answer> {
    const { say, language } = this.invocation;
    const step = stepOf(to);
    const instant = step === undefined ? Date.parse(instantOf(to)) : undefined;
    const { ask } = await serving(this.invocation);
    const status = statusSchema.parse(await ask('GET', '/status'));
    const { zone } = zoneSchema.parse(await ask('GET', '/zone'));
    const inWords = (at: number): string => instantInWords(language, new Date(at).toISOString(), zone);
    const answer = await ask('POST', '/clock', { to: instant ?? status.now + (step ?? 0) }, inWords);
    const { now, reminders, missed } = advancedSchema.parse(answer);
    return {
      json: { now: new Date(now).toISOString(), reminders, missed },
      lines: [say('clock.advanced', { now: inWords(now), reminders, missed })],
    };
  }
}

const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;

/** `+3d`, `+2h` or `+30m` in milliseconds; undefined for what is no step. @throws {Stopped} */
function stepOf(word: string): number | undefined {
  if (!word.startsWith('+')) return undefined;
  const [, count, unit] = /^\+(\d{1,5})([dhm])$/.exec(word) ?? [];
  if (count === undefined || unit === undefined) throw misused('clock.badStep', { step: word });
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}

export const clock: CliCommand = {
  handlers: [ShowClockHandler, AdvanceClockHandler],
  declare(program, { say, dispatch }) {
    const group = program.command('clock').description(say('help.clock'));
    group
      .command('show')
      .description(say('help.clock.show'))
      .action(() => dispatch(new ShowClock()));
    group
      .command('advance')
      .description(say('help.clock.advance'))
      .argument('<to>', say('help.clock.to'))
      .action((to: string) => dispatch(new AdvanceClock(to)));
  },
};
