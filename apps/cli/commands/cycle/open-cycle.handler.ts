import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { programmesIn } from '../../../../libs/runtime/roots.js';
import { CHINA_2023_TO_2026 } from '../../../../libs/lifecycle/calendar/china-holidays.js';
import { canonicalHash } from '../../../../libs/engine/canonical/digest.js';
import { HASH_DIGITS } from '../../../../libs/lifecycle/definition/published-key.js';
import { CliCommand, INVOCATION, type Invocation, type Answer, refusal } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { actorOf, requireAccepted, formatWritten, giveCommand } from '../../give/give-command.js';
import { readJson } from '../../options/files.js';
import { type ActingAs, actingAs } from './acting-account.js';
import { addMissingUnits } from './missing-units.js';

export interface OpenOptions extends ActingAs {
  readonly unit: string;
  readonly programme: string;
  readonly calendar?: string;
}

export class OpenCycle extends CliCommand {
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
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  /** The calendar is that of this software unless a file has another; it is loaded when the log has it not. */
  async execute({ cycle, options }: OpenCycle): Promise<Answer> {
    const { root, unit } = options;
    const opened = await this.opened.service();
    const { service, store } = opened;
    const published = await programmesIn(store, root);
    const fitting = published.filter(({ id, slug }) => slug === options.programme || id.startsWith(options.programme));
    const [programme] = fitting;
    if (programme === undefined || fitting.length > 1) {
      const known = published.map(({ id, slug, edition }) => `${slug} ${edition} ${id}`).join(', ');
      throw refusal('cycle.noProgramme', { programme: options.programme, known });
    }
    const by = await actorOf(service, root, actingAs(options));
    const loaded = options.calendar === undefined ? CHINA_2023_TO_2026 : ((await readJson(options.calendar)) as object);
    const calendar = await service.loadCalendar(root, loaded);
    requireAccepted(calendar.outcome, this.invocation);
    const input = { unit, programme: programme.id, calendar: calendar.id };
    const command = {
      root,
      name: 'openCycle',
      target: { key: { cycle } },
      input,
      by,
      key: `open ${canonicalHash(input).slice(0, HASH_DIGITS)}`,
    };
    const written = formatWritten(await giveCommand(opened, command, this.invocation), this.invocation);
    return addMissingUnits(opened.service, root, cycle, written, this.invocation);
  }
}
