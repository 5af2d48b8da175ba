/** `serve`: the serving process, until it is told to stop. */
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Option } from 'commander';
import { instantInWords } from '../../../../libs/lifecycle/messages/format-time.js';
import { readConfiguration, type Configuration } from '../../../../libs/runtime/configuration.js';
import { rootsOf, zoneIn } from '../../../../libs/runtime/roots.js';
import { openLogger, openMetrics } from '../../../../libs/runtime/logger.js';
import { PlayRefused, type Play } from '../../../../libs/runtime/log-nature.js';
import { startService, type Service } from '../../../serve/service.js';
import { openDemonstration, demonstrationTokens, writeTokens } from './open-demonstration.js';
import { parseInstant } from '../../options/instant.js';
import {
  INVOCATION,
  LongRunningCommand,
  usageError,
  type Answer,
  type CommandDeclaration,
  type Invocation,
} from '../../invocation/invocation.js';

export interface ServeOptions {
  readonly clock?: string;
  readonly clockRuns?: boolean;
  readonly seed?: string;
  readonly port?: string;
  readonly host?: string;
  readonly only?: 'api' | 'worker';
  readonly demonstration?: boolean;
  readonly empty?: boolean;
}

export class Serve extends LongRunningCommand {
  constructor(readonly options: ServeOptions) {
    super();
  }
}

@CommandHandler(Serve)
export class ServeHandler implements ICommandHandler<Serve> {
  constructor(@Inject(INVOCATION) private readonly invocation: Invocation) {}

  async execute({ options }: Serve): Promise<Answer | undefined> {
    const { say, json: asJson, progress, interrupted, environment, write } = this.invocation;
    const configuration = readConfiguration({
      // Whoever tries a demonstration on a terminal is not served by a line for each thing that goes well.
      ...(options.demonstration === true ? { HEARTH_LOG_LEVEL: 'warn' } : {}),
      ...environment,
      ...(options.port === undefined ? {} : { HEARTH_PORT: options.port }),
      ...(options.host === undefined ? {} : { HEARTH_HOST: options.host }),
    });
    const play = clockOptions(options);
    const observing = { log: openLogger(configuration.serving.logLevel), metrics: openMetrics() };
    const service = await this.start(configuration, {
      observing,
      play,
      only: options.only,
      prepare: async (log) => {
        if (options.demonstration !== true || options.empty === true) return;
        await openDemonstration(log, configuration, play, (phase, done, of) =>
          progress.show(() => say('serve.progress', { phase, done, of })),
        );
        progress.clear();
      },
    });
    try {
      const { lines, json } = await this.describe(service, configuration, options);
      await write(asJson ? `${JSON.stringify(json)}\n` : lines.map((line) => `${line}\n`).join(''));
      await untilAborted(interrupted);
      if (!asJson) await write(`${say('serve.stopping')}\n`);
    } finally {
      await service.stop();
    }
    return asJson ? undefined : { json: {}, lines: [say('serve.stopped')] };
  }

  private async start(...asked: Parameters<typeof startService>): Promise<Service> {
    try {
      return await startService(...asked);
    } catch (error) {
      if (!(error instanceof PlayRefused) || error.why !== 'logAhead') throw error;
      const { last = '', zone = asked[0].zone } = error.parameters;
      throw usageError('play.refused.logAhead', { last: instantInWords(this.invocation.language, last, zone) });
    }
  }

  /** What whoever started it needs to know. */
  private async describe(
    { opened, tokens, url }: Service,
    { data, zone, serving: { publicUrl } }: Configuration,
    { only }: ServeOptions,
  ): Promise<{ lines: string[]; json: object }> {
    const { say, language } = this.invocation;
    const { clock, store, seed, random } = opened;
    const now = new Date(clock.now()).toISOString();
    const inWords = instantInWords(language, now, (await zoneIn(store)) ?? zone);
    const roots = await rootsOf(store);
    const told = seed === undefined || only === 'worker' ? [] : await demonstrationTokens(opened, tokens, random);
    const file = url === undefined || told.length === 0 ? undefined : await writeTokens(data, url, told);
    const list = roots.map(({ root, nature }) => `${root} (${say(`nature.${nature}`)})`).join(say('list.comma'));
    const lines = [
      ...(told.length > 0 ? [say('serve.marked')] : []),
      ...(url === undefined
        ? [say('serve.worker', { pid: process.pid })]
        : [say('serve.listening', { url }), say('serve.docs', { url: publicUrl ?? url })]),
      clock.kind === 'real' ? say('serve.clockReal') : say('serve.clockVirtual', { now: inWords }),
      roots.length === 0 ? say('serve.noRoot') : say('serve.roots', { roots: list }),
      ...(told.length === 0 ? [] : [say('serve.tokens')]),
      ...told.map(({ role, account, text }) =>
        say('serve.token', { role: role.padEnd(9), account: account.padEnd(22), text }),
      ),
      ...(file === undefined ? [] : [say('serve.tokensFile', { file })]),
    ];
    return {
      lines,
      json: {
        url: url ?? null,
        pid: process.pid,
        clock: clock.kind,
        now,
        roots,
        tokens: told,
        tokensFile: file ?? null,
      },
    };
  }
}

function clockOptions({ clock, clockRuns, seed }: ServeOptions): Play {
  return { ...(clock === undefined ? {} : { clock: Date.parse(parseInstant(clock)) }), clockRuns, seed };
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

export const serve: CommandDeclaration = {
  handlers: [ServeHandler],
  declare(program, { say, dispatch }) {
    program
      .command('serve')
      .description(say('help.serve'))
      .option('--clock <instant>', say('help.serve.clock'))
      .option('--clock-runs', say('help.serve.clockRuns'))
      .option('--seed <text>', say('help.serve.seed'))
      .option('--port <port>', say('help.serve.port'))
      .option('--host <address>', say('help.serve.host'))
      .addOption(new Option('--only <part>', say('help.serve.only')).choices(['api', 'worker']))
      .option('--demonstration', say('help.serve.demonstration'))
      .option('--empty', say('help.serve.empty'))
      .action((options: ServeOptions) => dispatch(new Serve(options)));
  },
};
