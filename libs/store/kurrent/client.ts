/**
 * KurrentDB's client, and what its errors mean.
 *
 * Appends and subscriptions are the client's own. Reads are not: the client sends them through a native bridge, which waits
 * 44 ms with each that comes alone, and never answers again when the server was away at the first of them. They go over
 * the channel of the appends instead, with the messages that the client's package ships. Every call has a time limit of
 * ours, because the client's own were not kept.
 */
import {
  AppendConsistencyViolationError,
  KurrentDBClient,
  UnsupportedError,
  binaryEvent,
  convertToCommandError,
  isCommandError,
  streamNameFilter,
  type AllStreamSubscription,
} from '@kurrent/kurrentdb-client';
import streamServices from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import * as z from 'zod';
import { Unavailable } from '../../engine/ports/event-store.js';
import { filesIn, isKurrentUrl, hasUser, hostsIn } from './url.js';

export { AppendConsistencyViolationError, KurrentDBClient, binaryEvent, streamNameFilter };
export type { AllStreamSubscription };
export type AppendRecordEvent = Parameters<KurrentDBClient['appendRecords']>[0][number];
export type StreamCheck = NonNullable<Parameters<KurrentDBClient['appendRecords']>[1]>[number];

/** Appends with checks came with this version. */
export const MINIMUM_VERSION = { major: 26, minor: 1, name: '26.1' } as const;

export const REFUSAL_KINDS = [
  'notUrl',
  'badFile',
  'tooOld',
  'credentials',
  'anonymous',
  'certificate',
  'expired',
  'otherName',
  'noTls',
  'away',
  'silent',
  'lost',
  'deleted',
] as const;
export type RefusalKind = (typeof REFUSAL_KINDS)[number];

/** KurrentDB cannot be opened, and trying the same again will not help unless somebody sees to it. Holds no secret. */
export class KurrentRefused extends Error {
  constructor(
    readonly kind: RefusalKind,
    readonly parameters: Readonly<Record<string, string>>,
    options?: ErrorOptions,
  ) {
    super(`KurrentDB: ${kind} ${JSON.stringify(parameters)}`, options);
  }
}

/** A call took longer than it may. Whether it was carried out is not known. */
export class TimedOut extends Error {}

export type FailureKind =
  /** Nothing of it was carried out, and again may help. */
  | 'notSent'
  /** It may have been carried out. */
  | 'unknown'
  /** The server leads no more: again, after asking who does. */
  | 'notLeader'
  | 'credentials'
  /** Again would end the same. */
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
const OPEN_ENDED: readonly unknown[] = [
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
  // Before it sends, the client asks what the server can do; while it is away that fails, in a class not its own.
  if (code === CODES.unavailable && !(error instanceof Error && isCommandError(error))) return 'notSent';
  if (message.startsWith('Failed to discover')) return 'notSent';
  if (code === CODES.precondition) return 'notLeader';
  return OPEN_ENDED.includes(code) ? 'unknown' : 'final';
}

/** What is meant to answer within `ms`. @throws {TimedOut} */
export async function withTimeout<T>(ms: number, what: string, asked: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimedOut(`KurrentDB did not answer ${what} within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
    // Who comes too late is not heard.
    asked.catch(() => undefined);
  }
}

/** What the client keeps to itself: the server's features, and calls over the channel of its appends. */
interface ClientInternals {
  readonly capabilities: Promise<unknown>;
  getChannel(): Promise<{ close(): void }>;
  execute<T>(service: unknown, name: string, action: (service: streamServices.StreamsClient) => Promise<T>): Promise<T>;
  callArguments(
    options: { requiresLeader: boolean },
    call: { deadline: Date },
  ): Parameters<Reads['read']> extends [unknown, ...infer Rest] ? Rest : never;
}
type Reads = Pick<streamServices.StreamsClient, 'read'>;
const Features = z.object({ serverVersion: z.string() });

const OPEN_MS = 5_000;

export class Connection {
  readonly #url: string;
  #client: KurrentDBClient;

  /** @throws {KurrentRefused} */
  constructor(url: string) {
    this.#url = url;
    this.#client = makeClient(url);
  }

  get client(): KurrentDBClient {
    return this.#client;
  }

  /** What the server says it is. @throws {KurrentRefused} it is out of reach, not to be trusted, or too old. */
  async version(): Promise<string> {
    let version: string;
    try {
      version = Features.parse(
        await withTimeout(OPEN_MS, 'what it can do', internalsOf(this.#client).capabilities),
      ).serverVersion;
    } catch (error) {
      throw refusalOf(this.#url, error);
    }
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (!(major > MINIMUM_VERSION.major || (major === MINIMUM_VERSION.major && minor >= MINIMUM_VERSION.minor)))
      throw new KurrentRefused('tooOld', { version, needed: MINIMUM_VERSION.name });
    return version;
  }

  /** What one read call brings, from a node that leads. @throws what {@link classifyFailure} knows */
  read(request: messages.ReadReq, ms: number, what: string): Promise<messages.ReadResp[]> {
    const insides = internalsOf(this.#client);
    let stop: () => void = () => undefined;
    const reading = insides.execute(streamServices.StreamsClient, 'read', (streams) => {
      const call = streams.read(request, ...insides.callArguments({ requiresLeader: true }, { deadline: afterMs(ms) }));
      stop = () => call.cancel();
      return new Promise<messages.ReadResp[]>((resolve, reject) => {
        const got: messages.ReadResp[] = [];
        call.on('data', (response: messages.ReadResp) => got.push(response));
        call.on('error', (error) => reject(convertToCommandError(error)));
        call.on('end', () => resolve(got));
      });
    });
    return withTimeout(ms, what, reading).catch((error: unknown) => {
      stop();
      throw error;
    });
  }

  /**
   * The node that this client speaks to does not lead, so that another one has to ask who does; or it was given up, and
   * what is wrong with it may be its own.
   */
  async renew(failed: KurrentDBClient): Promise<void> {
    if (failed !== this.#client) return;
    try {
      this.#client = makeClient(this.#url);
    } catch {
      // A certificate's file that is being replaced: the old client is better than none.
      return;
    }
    await endClient(failed);
  }

  async close(): Promise<void> {
    await endClient(this.#client);
  }

  /** An error while opening, told so that somebody can see to it. */
  refusal(error: unknown): Error {
    return refusalOf(this.#url, error);
  }
}

/** @throws {KurrentRefused} */
export function makeClient(url: string): KurrentDBClient {
  if (!isKurrentUrl(url)) throw new KurrentRefused('notUrl', {});
  try {
    return KurrentDBClient.connectionString(url);
  } catch (error) {
    // Its messages quote the URL, with the password in it.
    const file = /certificate|file|pem/i.test(String(error));
    throw file ? new KurrentRefused('badFile', { files: filesIn(url).join(', ') }) : new KurrentRefused('notUrl', {});
  }
}

function internalsOf(client: KurrentDBClient): ClientInternals {
  return client as unknown as ClientInternals;
}

function afterMs(ms: number): Date {
  return new Date(Date.now() + ms);
}

export async function endClient(client: KurrentDBClient): Promise<void> {
  await withTimeout(1_000, 'its end', client.dispose()).catch(() => undefined);
  const channel = await withTimeout(1_000, 'its channel', internalsOf(client).getChannel()).catch(() => undefined);
  channel?.close();
}

function refusalOf(url: string, error: unknown): Error {
  if (error instanceof KurrentRefused) return error;
  const server = hostsIn(url);
  const detail = bare(error instanceof Error ? error.message : String(error));
  const tls = TLS_REFUSALS.find(([, pattern]) => pattern.test(detail));
  if (tls !== undefined) return new KurrentRefused(tls[0], { server, detail });
  const trouble = classifyFailure(error);
  if (trouble === 'credentials') return new KurrentRefused(hasUser(url) ? 'credentials' : 'anonymous', { server });
  if (error instanceof TimedOut) return new KurrentRefused('silent', { server });
  if (trouble === 'final') return error instanceof Error ? error : new Error(detail);
  return new KurrentRefused('away', { server, detail });
}

/** By what OpenSSL and Node say of a connection that did not come about. */
const TLS_REFUSALS: readonly (readonly [RefusalKind, RegExp])[] = [
  ['noTls', /wrong version number|packet length too long/i],
  ['otherName', /altnames/i],
  ['expired', /certificate (?:has expired|is not yet valid)/i],
  ['certificate', /certificate|self.signed|unable to verify|handshake|SSL|TLS/i],
];

/** What was wrong, without what gRPC puts around it. */
function bare(text: string): string {
  const cause = /Last error: (?:Error(?: \[\w+\])?: )?(.*)\. Resolution note:/s.exec(text)?.[1] ?? text;
  return short(cause.replace(/^\d+ [A-Z_]+: /, '').replace(/ \(\d{4}-[^)]*\)$/, ''));
}

function short(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 200);
}

/** A failed read or append, as the port tells it. */
export function unavailable(error: unknown, outcome: 'nothingWritten' | 'unknown' = 'nothingWritten'): Unavailable {
  const detail = error instanceof Error ? error.message : String(error);
  return new Unavailable(`KurrentDB does not answer: ${short(detail)}`, outcome, { cause: error });
}
