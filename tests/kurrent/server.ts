/**
 * A stand-in for KurrentDB's server, so that the adapter can be tried over real gRPC where no server can be had: reads,
 * subscriptions, appends with checks, the server's features and a cluster's gossip, made from the service definitions
 * that the client's package ships. It is no KurrentDB: it holds everything in memory, knows no access lists, links or
 * projections, and does what was seen of a 26.1 (docs/kurrentdb.md). TLS, credentials, older versions and clusters follow
 * the published protocol, and were not seen on a real one.
 */
import featureServices from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_grpc_pb.js';
import features from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/serverfeatures_pb.js';
import gossipServices from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_grpc_pb.js';
import gossip from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/gossip_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streamServices from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import appendServices from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_grpc_pb.js';
import type appending from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import {
  Server,
  ServerCredentials,
  status,
  type Metadata,
  type sendUnaryData,
  type ServerUnaryCall,
  type StatusObject,
} from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { Faults, type Counted, type Fault } from './faults.js';
import { Journal } from './journal.js';
import { appendedOf, appendOf, detailed, invalid, named, violatedOf } from './messages.js';
import { Reading } from './reading.js';
import type { Removal } from './records.js';

export interface StandInOptions {
  /** The file that keeps the log. */
  readonly journal: string;
  readonly port: number;
  /** What it says it is (default 26.1.0-stand-in). Below 26.1 it does not offer appends with checks. */
  readonly version?: string;
  /** PEM: with it, TLS. */
  readonly tls?: { readonly key: string; readonly certificate: string };
  /** With them, whoever reads or writes must say them. */
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** What it was asked, since it started. */
export interface Asked {
  readonly appends: number;
  readonly reads: number;
  /** Of the client's native bridge. */
  readonly bridged: number;
  readonly subscriptions: number;
  /** Subscriptions under way. */
  readonly following: number;
}

const LIMIT = 17 * 1024 * 1024;

export class StandIn {
  readonly #options: StandInOptions;
  readonly #server = new Server({ 'grpc.max_receive_message_length': LIMIT });
  readonly #faults = new Faults();
  readonly #journal: Journal;
  readonly #reading: Reading;
  #appends = 0;
  #port = 0;

  constructor(options: StandInOptions) {
    this.#options = options;
    this.#journal = new Journal(options.journal, () => this.#reading.grown());
    this.#reading = new Reading(this.#journal.records, (metadata, counted) => this.#refusal(metadata, counted));
    this.#server.addService(streamServices.StreamsService, {
      read: (call: Parameters<Reading['read']>[0]) => this.#reading.read(call),
      append: unimplemented,
      delete: unimplemented,
      tombstone: unimplemented,
      batchAppend: unimplemented,
    });
    this.#server.addService(featureServices.ServerFeaturesService, {
      getSupportedMethods: (_call: unknown, reply: sendUnaryData<features.SupportedMethods>) =>
        reply(null, this.#methods()),
    });
    this.#server.addService(gossipServices.GossipService, {
      read: (_call: unknown, reply: sendUnaryData<gossip.ClusterInfo>) => reply(null, this.#members()),
    });
    if (this.#offersChecks())
      this.#server.addService(appendServices.StreamsServiceService, {
        appendSession: unimplemented,
        appendRecords: (call: AppendCall, reply: AppendReply) => void this.#append(call, reply),
      });
  }

  /** Resolves to its port. A system's stream lies in the log from the beginning, as on every server. */
  async start(): Promise<number> {
    if (this.#journal.records.length === 0) await this.#system();
    const { tls, port } = this.#options;
    const credentials =
      tls === undefined
        ? ServerCredentials.createInsecure()
        : ServerCredentials.createSsl(null, [
            { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.certificate) },
          ]);
    this.#port = await new Promise<number>((resolve, reject) => {
      this.#server.bindAsync(`127.0.0.1:${port}`, credentials, (error, bound) =>
        error === null ? resolve(bound) : reject(error),
      );
    });
    return this.#port;
  }

  fail(fault: Fault): void {
    if (fault.fault === 'endSubscriptions') this.#reading.endSubscriptions();
    else this.#faults.set(fault);
  }

  remove(removal: Removal): Promise<void> {
    return this.#journal.remove(removal);
  }

  asked(): Asked {
    return { appends: this.#appends, ...this.#reading.asked() };
  }

  stop(): void {
    this.#server.forceShutdown();
    this.#journal.close();
  }

  async #append(call: AppendCall, reply: AppendReply): Promise<void> {
    this.#appends += 1;
    const refused = this.#refusal(call.metadata, 'notLeader');
    if (refused !== undefined) return reply(refused);
    const asked = appendOf(call.request);
    const wrong = invalid(asked);
    if (wrong !== undefined) return reply({ code: status.INVALID_ARGUMENT, details: wrong });
    if (this.#faults.strikes('silent')) return;
    if (this.#faults.strikes('dropBefore')) return reply(DROPPED);
    if (this.#faults.strikes('wrongRevision')) {
      const [check] = asked.checks;
      if (check !== undefined) return reply(violatedOf([{ ...check, index: 0, actual: check.expected + 1 }]));
    }
    const outcome = await this.#journal.append(asked.records, asked.checks);
    if (this.#faults.strikes('silentAfter')) return;
    if (this.#faults.strikes('dropAfter')) return reply(DROPPED);
    if ('violations' in outcome) return reply(violatedOf(outcome.violations));
    if (this.#appends % 50 === 0) await this.#system();
    reply(null, appendedOf(outcome));
  }

  /** Something of the server's own between the facts, its type like anyone's. */
  async #system(): Promise<void> {
    const record = { stream: '$stats-127.0.0.1:2113', id: randomUUID(), type: 'statsCollected', json: true };
    await this.#journal.append([{ ...record, properties: {}, data: Buffer.from('{}') }], []);
  }

  /** Why a call is not carried out at all; undefined when it is. */
  #refusal(metadata: Metadata, counted?: Counted): Partial<StatusObject> | undefined {
    const { credentials } = this.#options;
    if (credentials !== undefined) {
      const basic = Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64');
      if (metadata.get('authorization')[0] !== `Basic ${basic}`)
        return { code: status.UNAUTHENTICATED, details: 'Unauthenticated' };
    }
    if (counted === undefined || !this.#faults.strikes(counted)) return undefined;
    if (counted === 'readsDown' || counted === 'bridgeDown') return DROPPED;
    const leader = { 'leader-endpoint-host': '127.0.0.1', 'leader-endpoint-port': String(this.#port) };
    return metadata.get('requires-leader').length > 0
      ? named(status.NOT_FOUND, 'Leader info available', 'not-leader', leader)
      : detailed(
          status.FAILED_PRECONDITION,
          'The server is not the leader node and cannot handle the request.',
          'type.googleapis.com/kurrent.rpc.NotLeaderNodeErrorDetails',
          new Uint8Array(),
        );
  }

  #offersChecks(): boolean {
    const [major = 0, minor = 0] = (this.#options.version ?? VERSION).split('.').map(Number);
    return major > 26 || (major === 26 && minor >= 1);
  }

  #methods(): features.SupportedMethods {
    const methods = new features.SupportedMethods();
    methods.setEventStoreServerVersion(this.#options.version ?? VERSION);
    const offered: [service: string, method: string, features: string[]][] = [
      ['event_store.client.streams.streams', 'read', ['position', 'events']],
      ['event_store.client.gossip.gossip', 'read', []],
      ...(this.#offersChecks()
        ? [['kurrentdb.protocol.v2.streams.streamsservice', 'appendrecords', []] satisfies [string, string, string[]]]
        : []),
    ];
    for (const [service, method, list] of offered) {
      const each = new features.SupportedMethod();
      each.setServiceName(service);
      each.setMethodName(method);
      each.setFeaturesList(list);
      methods.addMethods(each);
    }
    return methods;
  }

  /** A cluster of one, which leads. */
  #members(): gossip.ClusterInfo {
    const endpoint = new gossip.EndPoint();
    endpoint.setAddress('127.0.0.1');
    endpoint.setPort(this.#port);
    const id = new shared.UUID();
    id.setString(randomUUID());
    const member = new gossip.MemberInfo();
    member.setInstanceId(id);
    member.setTimeStamp(String(BigInt(Date.now()) * 10_000n));
    member.setState(gossip.MemberInfo.VNodeState.LEADER);
    member.setIsAlive(true);
    member.setHttpEndPoint(endpoint);
    const cluster = new gossip.ClusterInfo();
    cluster.addMembers(member);
    return cluster;
  }
}

type AppendCall = ServerUnaryCall<appending.AppendRecordsRequest, appending.AppendRecordsResponse>;
type AppendReply = sendUnaryData<appending.AppendRecordsResponse>;

const VERSION = '26.1.0-stand-in';
/** What a client makes of a connection that ends under a call. */
const DROPPED = { code: status.UNAVAILABLE, details: 'Connection dropped' };

function unimplemented(call: { emit?: unknown }, reply?: sendUnaryData<never>): void {
  const error = { code: status.UNIMPLEMENTED, details: 'the stand-in has no such call' };
  if (reply !== undefined) reply(error);
  else (call as { emit(event: 'error', error: object): void }).emit('error', error);
}
