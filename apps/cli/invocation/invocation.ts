/** One run of the command line: what it was asked to do, how it answers, and what it may end with. */
import type { Command as CommandLine } from 'commander';
import { Command, Query } from '@nestjs/cqrs';
import type { Type } from '@nestjs/common';
import type { Environment } from '../../../libs/runtime/configuration.js';
import type { Language, MessageKey, Parameters, Say } from '../i18n/messages.js';
import type { Progress } from '../output/progress.js';

/** 0 done; 1 refused, or faults found; 2 wrong usage or configuration; 3 unavailable; 70 a bug; 130 stopped by the user. */
export const EXIT = { done: 0, refused: 1, usage: 2, unavailable: 3, bug: 70, interrupted: 130 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** What a command answers: a JSON value for programs, lines for people. Undefined: it has written its answer itself. */
export interface Answer {
  readonly json: object;
  readonly lines: readonly string[];
  readonly exit?: ExitCode;
}

/** Requests that the command line gives to the buses of NestJS; each is handled by one handler. */
export abstract class CliQuery extends Query<Answer | undefined> {}
export abstract class CliCommand extends Command<Answer | undefined> {}

/** A request that goes on until {@link Invocation.interrupted} aborts, and then ends by itself. */
export abstract class LongRunningCommand extends CliCommand {}

/** A command of the command line. A new one is a file with such a value, and a line in `commands.ts`. */
export interface CommandDeclaration {
  readonly handlers: readonly Type[];
  /** Adds itself to the program; its action dispatches one request. */
  declare(program: CommandLine, cli: DeclarationContext): void;
}

export interface DeclarationContext {
  readonly say: Say;
  readonly dispatch: (request: CliQuery | CliCommand) => Promise<void>;
}

export interface Invocation {
  readonly language: Language;
  readonly say: Say;
  /** The answer is wanted as one JSON value. */
  readonly json: boolean;
  readonly environment: Environment;
  readonly progress: Progress;
  /** Writes to standard output, for what is too large to be held as an answer. */
  readonly write: (text: string) => Promise<void>;
  /** Aborts when the user wants to stop. */
  readonly interrupted: AbortSignal;
}

export const INVOCATION = Symbol('invocation');

/** A request that ends the run: nothing was changed. */
export class CliError extends Error {
  constructor(
    readonly exit: 1 | 2 | 3,
    readonly key: MessageKey,
    readonly parameters: Parameters = {},
    /** Told after the message, line by line. */
    readonly details: readonly string[] = [],
  ) {
    super(key);
  }
}

export function refusal(key: MessageKey, parameters?: Parameters, details?: readonly string[]): CliError {
  return new CliError(EXIT.refused, key, parameters, details);
}

export function usageError(key: MessageKey, parameters?: Parameters): CliError {
  return new CliError(EXIT.usage, key, parameters);
}
