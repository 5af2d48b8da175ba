/** `give <command>`: gives a command, by an account of this log, or by a token over HTTP. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import { Unavailable } from '../../../libs/engine/ports/event-store.js';
import {
  CliCommand,
  INVOCATION,
  usageError,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../invocation/invocation.js';
import { giveOverHttp } from '../give/give-over-http.js';
import { collect, readInput, parsePairs, type CommandRequest } from '../options/parse-options.js';
import { OpenedLog } from '../invocation/opened-log.js';
import { actorOf, giveCommand, formatWritten } from '../give/give-command.js';
import { checkStreamName } from '../options/stream-name.js';

export interface GiveOptions {
  readonly root?: string;
  readonly cycle?: string;
  readonly to: readonly string[];
  readonly stream?: string;
  readonly input?: string;
  readonly as?: string;
  readonly role?: string;
  readonly unit?: string;
  readonly ifMatch?: string;
  readonly key?: string;
  readonly on?: string;
  readonly for?: string;
  readonly url?: string;
}

export class Give extends CliCommand {
  constructor(
    readonly name: string,
    readonly options: GiveOptions,
  ) {
    super();
  }
}

@CommandHandler(Give)
export class GiveHandler implements ICommandHandler<Give> {
  constructor(
    @Inject(INVOCATION) private readonly invocation: Invocation,
    @Inject(OpenedLog) private readonly opened: OpenedLog,
  ) {}

  async execute({ name, options }: Give): Promise<Answer> {
    const { environment } = this.invocation;
    const wanted = await parseRequest(name, options);
    const token = environment['HEARTH_TOKEN'];
    const url = options.url ?? environment['HEARTH_URL'];
    if (options.as === undefined && url !== undefined && token !== undefined)
      return giveOverHttp(wanted, { url, token }, this.invocation);
    if (options.url !== undefined) throw usageError('give.noToken');
    const { root } = options;
    if (root === undefined) throw usageError('give.noRoot');
    const opened = await this.opened.service();
    const by = await actorOf(opened.service, root, options);
    // What follows from facts is given by the system too: whoever types at this machine is no such follower.
    if ('system' in by && wanted.cycle !== undefined) throw usageError('give.noAccount');
    try {
      return formatWritten(await giveCommand(opened, { root, by, ...wanted }, this.invocation), this.invocation);
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      throw new Unavailable(`${error.message} (--key ${wanted.key})`, error.outcome, { cause: error });
    }
  }
}

async function parseRequest(name: string, options: GiveOptions): Promise<CommandRequest> {
  const { stream, to, cycle, on, ifMatch } = options;
  if ((stream === undefined) === (to.length === 0)) throw usageError('give.noTarget');
  if (ifMatch !== undefined && !/^\d{1,15}$/.test(ifMatch)) throw usageError('give.badRevision', { given: ifMatch });
  return {
    name,
    cycle,
    target: stream === undefined ? { key: parsePairs(to) } : { stream: checkStreamName(stream) },
    input: await readInput(options.input),
    key: options.key ?? `hearth give ${randomUUID()}`,
    expected: ifMatch === undefined ? undefined : Number(ifMatch),
    on,
    for: options.for === undefined ? undefined : { stream: checkStreamName(options.for) },
  };
}

export const give: CommandDeclaration = {
  handlers: [GiveHandler],
  declare(program, { say, dispatch }) {
    program
      .command('give')
      .description(say('help.give'))
      .argument('<command>', say('help.give.command'))
      .option('--root <root>', say('help.option.root'))
      .option('--cycle <cycle>', say('help.give.cycle'))
      .option('--to <key=value>', say('help.give.to'), collect, [])
      .option('--stream <stream>', say('help.give.stream'))
      .option('--input <file>', say('help.give.input'))
      .option('--as <account>', say('help.give.as'))
      .option('--role <role>', say('help.give.role'))
      .option('--unit <unit>', say('help.give.unit'))
      .option('--if-match <revision>', say('help.give.ifMatch'))
      .option('--key <text>', say('help.give.key'))
      .option('--on <date>', say('help.give.on'))
      .option('--for <stream>', say('help.give.for'))
      .option('--url <url>', say('help.give.url'))
      .action((name: string, options: GiveOptions) => dispatch(new Give(name, options)));
  },
};
