/** What a run that did not succeed says in one clear line, and ends with. */
import { CommanderError } from 'commander';
import { FoldRefused } from '../../libs/engine/fold/control-fields.js';
import { BadEnvelope } from '../../libs/engine/envelope/envelope.js';
import { ReplayFault } from '../../libs/engine/fold/fold.js';
import { UnknownValue } from '../../libs/engine/load/published-values.js';
import { BadErasureList } from '../../libs/sealing/erasure/erasure-list.js';
import { BadMasterKey, WrongMasterKey } from '../../libs/sealing/crypto/master-key.js';
import { LogElsewhere } from '../../libs/store/postgres/log-binding.js';
import { EmbeddedUnavailable } from '../../libs/store/embedded/places.js';
import { AlreadyOwned } from '../../libs/store/embedded/embedded-postgres.js';
import { KurrentRefused, type RefusalKind } from '../../libs/store/kurrent/failures.js';
import { ForeignEvent } from '../../libs/store/kurrent/records.js';
import { isUnavailable } from '../../libs/postgres/errors.js';
import { ClosedLate } from '../../libs/runtime/shutdown.js';
import { BadConfiguration } from '../../libs/runtime/configuration.js';
import { ApiFailed } from '../../libs/simulation/http-client.js';
import { SetUpRefused } from '../../libs/simulation/federation.js';
import { PlayRefused } from '../../libs/runtime/log-nature.js';
import { EXIT, CliError, type ExitCode } from './invocation/invocation.js';
import type { MessageKey, Say } from './i18n/messages.js';

export interface Failure {
  readonly exit: ExitCode;
  readonly kind: 'refused' | 'usage' | 'unavailable' | 'bug';
  readonly message: string;
  readonly details: readonly string[];
}

const KINDS = { [EXIT.refused]: 'refused', [EXIT.usage]: 'usage', [EXIT.unavailable]: 'unavailable' } as const;

export function failureOf(error: unknown, say: Say): Failure {
  const failure = (exit: 1 | 2 | 3, message: string, details: readonly string[] = []): Failure => ({
    exit,
    kind: KINDS[exit],
    message,
    details,
  });
  if (error instanceof CliError) return failure(error.exit, say(error.key, error.parameters), error.details);
  if (error instanceof PlayRefused) return failure(EXIT.usage, say(`play.refused.${error.why}`, error.parameters));
  const { code, port, address } = (error ?? {}) as { code?: unknown; port?: number; address?: string };
  if (code === 'EADDRINUSE' || code === 'EADDRNOTAVAIL' || code === 'EACCES')
    return failure(EXIT.unavailable, say('serve.portTaken', { port: port ?? 0, host: address ?? '' }));
  if (error instanceof CommanderError) return failure(EXIT.usage, misuse(error, say));
  if (error instanceof BadConfiguration) return failure(EXIT.usage, misconfigured(error, say));
  if (error instanceof BadMasterKey || error instanceof WrongMasterKey || error instanceof BadErasureList)
    return failure(EXIT.usage, say('error.sealing', { detail: error.message }));
  if (DAMAGED.some((kind) => error instanceof kind))
    return failure(EXIT.refused, say('error.damaged', { detail: oneLine(error) }));
  if (error instanceof ApiFailed || error instanceof SetUpRefused)
    return failure(EXIT.refused, say('play.stopped', { detail: oneLine(error) }));
  if (error instanceof KurrentRefused)
    return failure(KURRENT_EXITS[error.kind], say(`kurrent.${error.kind}`, error.parameters));
  if (error instanceof LogElsewhere) return failure(EXIT.usage, say(`elsewhere.${error.why}`));
  if (error instanceof ForeignEvent) return failure(EXIT.refused, say('kurrent.foreign', { detail: oneLine(error) }));
  if (error instanceof AlreadyOwned) return failure(EXIT.unavailable, say('error.owned', { pid: error.pid }));
  if (error instanceof ClosedLate) return failure(EXIT.unavailable, say('serve.late', { detail: oneLine(error) }));
  if (error instanceof EmbeddedUnavailable || isUnavailable(error))
    return failure(EXIT.unavailable, say('error.unavailable', { detail: oneLine(error) }));
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').slice(1) : [];
  return { exit: EXIT.bug, kind: 'bug', message: say('error.bug', { detail: oneLine(error) }), details: stack };
}

/** What an operator sets right, what passes, and what the log has suffered. */
const KURRENT_EXITS: Readonly<Record<RefusalKind, 1 | 2 | 3>> = {
  notUrl: EXIT.usage,
  badFile: EXIT.usage,
  tooOld: EXIT.usage,
  credentials: EXIT.usage,
  anonymous: EXIT.usage,
  certificate: EXIT.usage,
  expired: EXIT.usage,
  otherName: EXIT.usage,
  noTls: EXIT.usage,
  away: EXIT.unavailable,
  silent: EXIT.unavailable,
  lost: EXIT.refused,
  deleted: EXIT.refused,
};

/** What replay comes upon in a log that somebody changed. */
const DAMAGED = [ReplayFault, BadEnvelope, FoldRefused, UnknownValue];

const MISUSES: Readonly<Record<string, MessageKey>> = {
  'commander.unknownCommand': 'error.unknownCommand',
  'commander.unknownOption': 'error.unknownOption',
  'commander.missingArgument': 'error.missingArgument',
  'commander.optionMissingArgument': 'error.optionMissingArgument',
  'commander.invalidArgument': 'error.invalidArgument',
  'commander.excessArguments': 'error.excessArguments',
};

function misuse(error: CommanderError, say: Say): string {
  const key = MISUSES[error.code];
  const what = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  return key === undefined ? say('error.usage', { detail: oneLine(error) }) : say(key, { what });
}

function misconfigured({ mistakes }: BadConfiguration, say: Say): string {
  const told = mistakes.map(({ variable, kind }) => say(`mistake.${kind}`, { variable }));
  return say('error.configuration', { mistakes: told.join(say('list.semicolon')) });
}

function oneLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ');
}
