/** What the client's errors mean, and the errors that this adapter throws. */
import { AppendConsistencyViolationError, UnsupportedError, isCommandError } from '@kurrent/kurrentdb-client';
import { Unavailable } from '../../engine/ports/event-store.js';
import { filesIn, hasUser, hostsIn, isKurrentUrl } from './url.js';

export type RefusalKind =
  | 'notUrl'
  | 'badFile'
  | 'tooOld'
  | 'credentials'
  | 'anonymous'
  | 'certificate'
  | 'expired'
  | 'otherName'
  | 'noTls'
  | 'away'
  | 'silent'
  | 'lost'
  | 'deleted';

/** KurrentDB cannot be opened or read, and a retry does not help until somebody mends the cause. Holds no secret. */
export class KurrentRefused extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly parameters: Readonly<Record<string, string>>,
    options?: ErrorOptions,
  ) {
    super(`KurrentDB: ${kind} ${JSON.stringify(parameters)}`, options);
  }
}

/** A stream does not begin at revision 0, or has a gap: facts before `rev` are lost. */
export function lostFacts(stream: string, rev: number | string): KurrentRefused {
  return new KurrentRefused('lost', { stream, revision: String(rev) });
}

/** A call took longer than its limit. Whether it was carried out is not known. */
export class TimedOut extends Error {}

/** Waits at most `ms` for an answer. @throws {TimedOut} */
export async function withTimeout<T>(ms: number, what: string, call: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`KurrentDB did not answer ${what} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([call, late]);
  } finally {
    clearTimeout(timer);
    // An error that comes after the limit has no listener any more.
    call.catch(() => undefined);
  }
}

export type FailureKind =
  /** Nothing was carried out, and a retry may help. */
  | 'notSent'
  /** It may have been carried out. */
  | 'unknown'
  /** The server is not the leader: retry after asking which node is. */
  | 'notLeader'
  | 'credentials'
  /** A retry would fail in the same way. */
  | 'final';

const CODES = {
  cancelled: 1,
  unknown: 2,
  deadline: 4,
  denied: 7,
  precondition: 9,
  aborted: 10,
  internal: 13,
  unavailable: 14,
  lost: 15,
  unauthenticated: 16,
} as const;
const OUTCOME_UNKNOWN: readonly unknown[] = [
  CODES.cancelled,
  CODES.unknown,
  CODES.deadline,
  CODES.aborted,
  CODES.internal,
  CODES.unavailable,
  CODES.lost,
];

/** What a failed call means. */
export function classifyFailure(error: unknown): FailureKind {
  if (error instanceof TimedOut) return 'unknown';
  if (error instanceof UnsupportedError || error instanceof AppendConsistencyViolationError) return 'final';
  const { code, type, message = '' } = (error ?? {}) as { code?: unknown; type?: string; message?: string };
  if (type === 'not-leader') return 'notLeader';
  if (type === 'access-denied' || code === CODES.denied || code === CODES.unauthenticated) return 'credentials';
  // Before it sends, the client asks for the server's features. When the server is away that fails with a plain error.
  if (code === CODES.unavailable && !(error instanceof Error && isCommandError(error))) return 'notSent';
  if (message.startsWith('Failed to discover')) return 'notSent';
  if (code === CODES.precondition) return 'notLeader';
  return OUTCOME_UNKNOWN.includes(code) ? 'unknown' : 'final';
}

/** What is wrong with a URL that the client does not accept. The client's own message quotes it, with the password. */
export function badUrl(url: string, error?: unknown): KurrentRefused {
  const file = isKurrentUrl(url) && /certificate|file|pem/i.test(String(error));
  return file ? new KurrentRefused('badFile', { files: filesIn(url).join(', ') }) : new KurrentRefused('notUrl', {});
}

/** An error while opening, in words that an operator can act on. */
export function explainOpenFailure(url: string, error: unknown): Error {
  if (error instanceof KurrentRefused) return error;
  const server = hostsIn(url);
  const detail = stripGrpc(error instanceof Error ? error.message : String(error));
  const tls = TLS_REFUSALS.find(([, pattern]) => pattern.test(detail));
  if (tls !== undefined) return new KurrentRefused(tls[0], { server, detail });
  const failure = classifyFailure(error);
  if (failure === 'credentials') return new KurrentRefused(hasUser(url) ? 'credentials' : 'anonymous', { server });
  if (error instanceof TimedOut) return new KurrentRefused('silent', { server });
  if (failure === 'final') return error instanceof Error ? error : new Error(detail);
  return new KurrentRefused('away', { server, detail });
}

/** By the messages of OpenSSL and Node about a connection that failed. */
const TLS_REFUSALS: readonly (readonly [RefusalKind, RegExp])[] = [
  ['noTls', /wrong version number|packet length too long/i],
  ['otherName', /altnames/i],
  ['expired', /certificate (?:has expired|is not yet valid)/i],
  ['certificate', /certificate|self.signed|unable to verify|handshake|SSL|TLS/i],
];

/** The cause, without the text that gRPC puts around it. */
function stripGrpc(text: string): string {
  const cause = /Last error: (?:Error(?: \[\w+\])?: )?(.*)\. Resolution note:/s.exec(text)?.[1] ?? text;
  return shorten(cause.replace(/^\d+ [A-Z_]+: /, '').replace(/ \(\d{4}-[^)]*\)$/, ''));
}

function shorten(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 200);
}

/** A failed read or append as the port reports it. */
export function unavailable(error: unknown, outcome: 'nothingWritten' | 'unknown' = 'nothingWritten'): Unavailable {
  const detail = error instanceof Error ? error.message : String(error);
  return new Unavailable(`KurrentDB does not answer: ${shorten(detail)}`, outcome, { cause: error });
}
