/**
 * The connection to KurrentDB.
 *
 * Appends and subscriptions are the client's own. Reads are not: the client sends them through a native bridge, which takes
 * 44 ms for a single read, and never answers again if the server was away at the first one. They use the gRPC channel of
 * the appends instead, with the protocol messages that the client's package ships. Every call has a time limit of ours,
 * because the client does not keep its own.
 */
import { KurrentDBClient, convertToCommandError } from '@kurrent/kurrentdb-client';
import streamServices from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import * as z from 'zod';
import { KurrentRefused, badUrl, explainOpenFailure, withTimeout } from './failures.js';
import { isKurrentUrl } from './url.js';

export type AppendRecordEvent = Parameters<KurrentDBClient['appendRecords']>[0][number];
export type StreamCheck = NonNullable<Parameters<KurrentDBClient['appendRecords']>[1]>[number];

/** The first version that has appends with checks. */
const MINIMUM_VERSION = { major: 26, minor: 1, name: '26.1' } as const;

/** Private members of the client: the server's features, and calls over the channel of its appends. */
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

  /** The server's version. @throws {KurrentRefused} it is out of reach, not to be trusted, or too old. */
  async version(): Promise<string> {
    let version: string;
    try {
      version = Features.parse(
        await withTimeout(OPEN_MS, 'what it can do', internalsOf(this.#client).capabilities),
      ).serverVersion;
    } catch (error) {
      throw explainOpenFailure(this.#url, error);
    }
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const { name, ...minimum } = MINIMUM_VERSION;
    if (!(major > minimum.major || (major === minimum.major && minor >= minimum.minor)))
      throw new KurrentRefused('tooOld', { version, needed: name });
    return version;
  }

  /** The responses to one read request, from the leader. @throws errors that {@link classifyFailure} knows */
  read(request: messages.ReadReq, ms: number, what: string): Promise<messages.ReadResp[]> {
    const internals = internalsOf(this.#client);
    let stop: () => void = () => undefined;
    const reading = internals.execute(streamServices.StreamsClient, 'read', (streams) => {
      const deadline = new Date(Date.now() + ms);
      const call = streams.read(request, ...internals.callArguments({ requiresLeader: true }, { deadline }));
      stop = () => call.cancel();
      return new Promise<messages.ReadResp[]>((resolve, reject) => {
        const responses: messages.ReadResp[] = [];
        call.on('data', (response: messages.ReadResp) => responses.push(response));
        call.on('error', (error) => reject(convertToCommandError(error)));
        call.on('end', () => resolve(responses));
      });
    });
    return withTimeout(ms, what, reading).catch((error: unknown) => {
      stop();
      throw error;
    });
  }

  /**
   * Replaces a client that failed, unless that was done already: its node is not the leader, so that the new one has to ask
   * for the leader; or calls were given up, and the fault may lie in the client.
   */
  async renew(failed: KurrentDBClient): Promise<void> {
    if (failed !== this.#client) return;
    try {
      this.#client = makeClient(this.#url);
    } catch {
      // The file of a certificate that is being replaced: the old client is better than none.
      return;
    }
    await endClient(failed);
  }

  async close(): Promise<void> {
    await endClient(this.#client);
  }

  /** An error while opening, in words that an operator can act on. */
  refusal(error: unknown): Error {
    return explainOpenFailure(this.#url, error);
  }
}

/** @throws {KurrentRefused} */
export function makeClient(url: string): KurrentDBClient {
  if (!isKurrentUrl(url)) throw badUrl(url);
  try {
    return KurrentDBClient.connectionString(url);
  } catch (error) {
    throw badUrl(url, error);
  }
}

export async function endClient(client: KurrentDBClient): Promise<void> {
  await withTimeout(1_000, 'its end', client.dispose()).catch(() => undefined);
  const channel = await withTimeout(1_000, 'its channel', internalsOf(client).getChannel()).catch(() => undefined);
  channel?.close();
}

function internalsOf(client: KurrentDBClient): ClientInternals {
  return client as unknown as ClientInternals;
}
