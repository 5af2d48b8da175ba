/** Parses the arguments, hands the request to its handler, and writes the answer. */
import { NestFactory } from '@nestjs/core';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Command as CommandLine, CommanderError, Option } from 'commander';
import type { Environment } from '../../libs/runtime/configuration.js';
import { CliModule } from './cli.module.js';
import { COMMANDS } from './commands.js';
import { failureOf } from './failures.js';
import {
  CliQuery,
  EXIT,
  LongRunningCommand,
  type Answer,
  type CliCommand,
  type Invocation,
} from './invocation/invocation.js';
import type { Say } from './i18n/messages.js';
import { openProgress } from './output/progress.js';
import { languageOf, translator } from './i18n/translate.js';

export interface Streams {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** Returns the exit code. `interrupted` aborts when the user wants to stop: what is open is closed first. */
export async function run(
  args: readonly string[],
  environment: Environment,
  streams: Streams,
  interrupted: AbortSignal,
): Promise<number> {
  const language = languageOf(args);
  const say = translator(language);
  const json = args.includes('--json');
  const progress = openProgress(streams.err);
  const write = (text: string): Promise<void> => writeTo(streams.out, text);
  let exit: number = EXIT.done;
  const dispatch = async (request: CliQuery | CliCommand): Promise<void> => {
    const answer = await handle(request, { language, say, json, environment, progress, write, interrupted });
    progress.clear();
    if (answer === undefined) return;
    await write(json ? `${JSON.stringify(answer.json)}\n` : answer.lines.map((line) => `${line}\n`).join(''));
    exit = answer.exit ?? EXIT.done;
  };
  try {
    await programOf(say, dispatch, streams).parseAsync(args, { from: 'user' });
  } catch (error) {
    progress.clear();
    if (error === interrupted.reason && interrupted.aborted) return EXIT.interrupted;
    // Help and version were asked for, and have been written.
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    const { details, kind, message, exit: code } = failureOf(error, say);
    streams.err.write([say('error.line', { message }), ...details].map((line) => `${line}\n`).join(''));
    if (json) await write(`${JSON.stringify({ error: { kind, message, details } })}\n`);
    return code;
  }
  return exit;
}

async function handle(request: CliQuery | CliCommand, invocation: Invocation): Promise<Answer | undefined> {
  // Nest's own messages go to standard output, which belongs to the answer.
  const app = await NestFactory.createApplicationContext(CliModule.of(invocation), {
    logger: false,
    abortOnError: false,
  });
  const { interrupted } = invocation;
  const stopped = new Promise<never>((_, reject) => {
    interrupted.addEventListener('abort', () => reject(interrupted.reason as Error), { once: true });
  });
  stopped.catch(() => undefined);
  try {
    const bus = request instanceof CliQuery ? app.get(QueryBus).execute(request) : app.get(CommandBus).execute(request);
    return await (request instanceof LongRunningCommand ? bus : Promise.race([bus, stopped]));
  } finally {
    await app.close();
  }
}

function programOf(
  say: Say,
  dispatch: (request: CliQuery | CliCommand) => Promise<void>,
  streams: Streams,
): CommandLine {
  const program = new CommandLine('hearth')
    .description(say('help.hearth'))
    .option('--json', say('help.json'))
    .addOption(new Option('--lang <zh|en>', say('help.lang')).choices(['zh', 'en']).default('zh'))
    .helpOption('-h, --help', say('help.help'))
    .helpCommand(false)
    .addHelpText('after', `\n${say('help.more')}`);
  for (const command of COMMANDS) command.declare(program, { say, dispatch });
  for (const each of everyCommand(program)) {
    each
      .exitOverride()
      .helpOption('-h, --help', say('help.help'))
      // What is wrong is said once, by `run`, in the user's language.
      .configureOutput({ writeOut: (text) => streams.out.write(text), writeErr: () => undefined });
  }
  return program;
}

function everyCommand(command: CommandLine): CommandLine[] {
  return [command, ...command.commands.flatMap((each) => everyCommand(each))];
}

function writeTo(stream: NodeJS.WritableStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
