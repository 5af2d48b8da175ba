import { z } from 'zod';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { instantInWords } from '../../../../libs/lifecycle/messages/format-time.js';
import { CliCommand, INVOCATION, type Invocation, type Answer, usageError } from '../../invocation/invocation.js';
import { connectToServing } from '../../servers/serving-process.js';
import { parseInstant } from '../../options/instant.js';

export class AdvanceClock extends CliCommand {
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
    const step = parseStep(to);
    const instant = step === undefined ? Date.parse(parseInstant(to)) : undefined;
    const { ask } = await connectToServing(this.invocation);
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

/** `+3d`, `+2h` or `+30m` in milliseconds; undefined for what is no step. @throws {CliError} */
function parseStep(word: string): number | undefined {
  if (!word.startsWith('+')) return undefined;
  const [, count, unit] = /^\+(\d{1,5})([dhm])$/.exec(word) ?? [];
  if (count === undefined || unit === undefined) throw usageError('clock.badStep', { step: word });
  return Number(count) * UNITS[unit as keyof typeof UNITS];
}
