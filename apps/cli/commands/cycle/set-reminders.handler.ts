import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CliCommand, INVOCATION, type Invocation, type Answer, usageError } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { actorOf, formatWritten, giveCommand } from '../../give/give-command.js';
import { type ActingAs, actingAs } from './acting-account.js';

export interface ReminderOptions extends ActingAs {
  readonly before?: string;
  readonly overdue?: string;
  readonly escalate?: string;
  readonly at: string;
}

export class SetReminders extends CliCommand {
  constructor(
    readonly cycle: string,
    readonly options: ReminderOptions,
  ) {
    super();
  }
}

@CommandHandler(SetReminders)
export class SetRemindersHandler implements ICommandHandler<SetReminders> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  /** All anew: what is left out is switched off. */
  async execute({ cycle, options }: SetReminders): Promise<Answer> {
    const { root, at: time, before, overdue, escalate } = options;
    const input = {
      ...(before === undefined ? {} : { before: parseDays(before).map((days) => ({ days, time })) }),
      ...(overdue === undefined ? {} : { overdue: parseDays(overdue).map((days) => ({ days, time })) }),
      ...(escalate === undefined ? {} : { escalation: parseEscalation(escalate).map((each) => ({ ...each, time })) }),
    };
    const opened = await this.opened.service();
    const by = await actorOf(opened.service, root, actingAs(options));
    const key = `hearth reminders ${randomUUID()}`;
    const command = { root, name: 'giveReminders', target: { key: { cycle } }, input, by, key };
    return formatWritten(await giveCommand(opened, command, this.invocation), this.invocation);
  }
}

/** `14,7,3`. @throws {CliError} */
function parseDays(words: string): number[] {
  return words.split(',').map((word) => {
    if (!/^\d{1,3}$/.test(word)) throw usageError('cycle.badDays', { word });
    return Number(word);
  });
}

/** `7=leader,14=office`. @throws {CliError} */
function parseEscalation(words: string): { days: number; role: string }[] {
  return words.split(',').map((word) => {
    const [days = '', role = ''] = word.split('=');
    if (role === '') throw usageError('cycle.badDays', { word });
    return { days: parseDays(days)[0] ?? 0, role };
  });
}
