import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Inject } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { CliCommand, INVOCATION, type Invocation, type Answer, usageError } from '../../invocation/invocation.js';
import { OpenedLog } from '../../invocation/opened-log.js';
import { actorOf, type Accepted, giveCommand, formatWritten } from '../../give/give-command.js';
import { parsePairs, parseScalar } from '../../options/parse-options.js';
import { type ActingAs, actingAs } from './acting-account.js';
import { addMissingUnits } from './missing-units.js';

export interface SetOptions extends ActingAs {
  readonly setting: readonly string[];
  readonly quota: readonly string[];
  readonly deadline: readonly string[];
  /** Of an extension. */
  readonly unit?: string;
  readonly reason?: string;
}

export class SetCycle extends CliCommand {
  constructor(
    readonly cycle: string,
    readonly options: SetOptions,
  ) {
    super();
  }
}

interface CycleCommand {
  readonly name: string;
  readonly input: object;
}

@CommandHandler(SetCycle)
export class SetCycleHandler implements ICommandHandler<SetCycle> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  /** One command for each word, in their order; the first that is refused ends it, and those before it stand. */
  async execute({ cycle, options }: SetCycle): Promise<Answer> {
    const { root } = options;
    const opened = await this.opened.service();
    const { service } = opened;
    const { fields } = await service.read(`cycle-${root}.${cycle}`);
    const wanted = commandsFor(options, (deadline) => Object.hasOwn((fields['deadlines'] ?? {}) as object, deadline));
    if (wanted.length === 0) throw usageError('cycle.nothing');
    const by = await actorOf(service, root, actingAs(options));
    const done: Accepted[] = [];
    for (const { name, input } of wanted) {
      const key = `hearth cycle ${randomUUID()}`;
      done.push(await giveCommand(opened, { root, name, target: { key: { cycle } }, input, by, key }, this.invocation));
    }
    const lines = done.flatMap((each) => formatWritten(each, this.invocation).lines.slice(1));
    const answer = { json: { stream: `cycle-${root}.${cycle}`, facts: done.flatMap(({ facts }) => facts) }, lines };
    return addMissingUnits(service, root, cycle, answer, this.invocation);
  }
}

function commandsFor(options: SetOptions, isGiven: (deadline: string) => boolean): CycleCommand[] {
  const settings = Object.entries(parsePairs(options.setting)).map(([setting, value]) => ({
    name: 'giveSetting',
    input: { setting, value: parseScalar(value) },
  }));
  const quotas = Object.entries(parsePairs(options.quota)).map(([place, places]) => {
    const [quota, unit, ...rest] = place.split('/');
    if (unit === undefined || rest.length > 0) throw usageError('cycle.badQuota', { word: `${place}=${places}` });
    return { name: 'giveQuota', input: { quota, unit, places: parseScalar(places) } };
  });
  const deadlines = Object.entries(parsePairs(options.deadline)).map(([deadline, due]) => {
    const [date, time = '24:00'] = due.split('T');
    const { unit, reason } = options;
    if (unit !== undefined) return { name: 'extendDeadline', input: { deadline, date, time, unit, reason } };
    return isGiven(deadline)
      ? { name: 'moveDeadline', input: { deadline, date, time, reason } }
      : { name: 'giveDeadline', input: { deadline, date, time } };
  });
  return [...settings, ...quotas, ...deadlines];
}
