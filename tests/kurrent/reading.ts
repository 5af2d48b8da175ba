/** Reads and subscriptions of the stand-in. */
import messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { status, type Metadata, type ServerWritableStream, type StatusObject } from '@grpc/grpc-js';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Counted } from './faults.js';
import { eventOf, named, notFound } from './messages.js';
import { Tombstoned, type KeptRecord, type Records } from './records.js';

type Call = ServerWritableStream<messages.ReadReq, messages.ReadResp>;
type Options = messages.ReadReq.Options;

/** Why a call is refused; undefined when it is not. */
type Refuse = (metadata: Metadata, counted?: Counted) => Partial<StatusObject> | undefined;

export class Reading {
  readonly #records: Records;
  readonly #refuse: Refuse;
  readonly #following = new Map<Call, () => void>();
  #reads = 0;
  #bridged = 0;
  #subscriptions = 0;

  constructor(records: Records, refuse: Refuse) {
    this.#records = records;
    this.#refuse = refuse;
  }

  asked(): { reads: number; bridged: number; subscriptions: number; following: number } {
    return {
      reads: this.#reads,
      bridged: this.#bridged,
      subscriptions: this.#subscriptions,
      following: this.#following.size,
    };
  }

  /** There is more to read. */
  grown(): void {
    for (const wake of this.#following.values()) wake();
  }

  endSubscriptions(): void {
    for (const call of this.#following.keys())
      call.emit('error', { code: status.UNAVAILABLE, details: 'Connection dropped' });
  }

  read(call: Call): void {
    const options = call.request.getOptions() ?? new messages.ReadReq.Options();
    // The client's bridge does not say its name; what goes over the channel of JavaScript does.
    const isBridge = call.metadata.get('connection-name').length === 0;
    if (isBridge) this.#bridged += 1;
    const wantsLeader = call.metadata.get('requires-leader').length > 0;
    const refused =
      this.#refuse(call.metadata) ??
      (options.hasSubscription() ? undefined : this.#refuse(call.metadata, 'readsDown')) ??
      (isBridge ? this.#refuse(call.metadata, 'bridgeDown') : undefined) ??
      (wantsLeader ? this.#refuse(call.metadata, 'notLeader') : undefined);
    if (refused !== undefined) {
      call.emit('error', refused);
      return;
    }
    if (options.hasSubscription()) void this.#follow(call, options);
    else void this.#read(call, options);
  }

  async #read(call: Call, options: Options): Promise<void> {
    this.#reads += 1;
    const structured = options.getUuidOption()?.hasStructured() ?? false;
    try {
      const records = options.hasStream() ? this.#ofStream(options) : this.#ofLog(options);
      if (records === undefined) call.write(notFound(streamOf(options)));
      let left = Number(options.getCount());
      for (const record of records ?? []) {
        if (left <= 0 || call.cancelled) break;
        left -= 1;
        await send(call, eventOf(record, true, structured));
      }
      call.end();
    } catch (error) {
      if (error instanceof InvalidPosition) {
        const filtered = { code: status.UNKNOWN, details: 'Unexpected FilteredReadAllResult: InvalidPosition' };
        const whole = { code: status.INVALID_ARGUMENT, details: 'Trying to read from an invalid position.' };
        call.emit('error', options.hasFilter() ? filtered : whole);
        return;
      }
      if (!(error instanceof Tombstoned)) throw error;
      const stream = streamOf(options);
      call.emit(
        'error',
        named(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, 'stream-deleted', {
          'stream-name': stream,
        }),
      );
    }
  }

  #ofStream(options: Options): Iterable<KeptRecord> | undefined {
    const records = this.#records.stream(streamOf(options));
    if (records === undefined) return undefined;
    const asked = options.getStream();
    const from = asked?.hasRevision() === true ? Number(asked.getRevision()) : undefined;
    if (isForwards(options)) return records.filter(({ revision }) => revision >= (from ?? 0));
    return records.filter(({ revision }) => revision <= (from ?? Number.MAX_SAFE_INTEGER)).toReversed();
  }

  /** Includes where it begins. */
  *#ofLog(options: Options): Iterable<KeptRecord> {
    const passes = filterOf(options);
    const asked = options.getAll();
    const from = asked?.hasPosition() === true ? Number(asked.getPosition()?.getCommitPosition()) : undefined;
    const end = this.#records.published;
    if (from !== undefined && this.#records.at(this.#records.after(from) - 1)?.position !== from)
      throw new InvalidPosition();
    if (isForwards(options)) {
      for (let index = from === undefined ? 0 : this.#records.after(from - 1); index < end; index += 1) {
        const record = this.#records.at(index);
        if (record !== undefined && passes(record)) yield record;
      }
      return;
    }
    for (let index = (from === undefined ? end : this.#records.after(from)) - 1; index >= 0; index -= 1) {
      const record = this.#records.at(index);
      if (record !== undefined && passes(record)) yield record;
    }
  }

  /** Excludes where it begins, and goes on. Says that it has caught up whenever it has. */
  async #follow(call: Call, options: Options): Promise<void> {
    this.#subscriptions += 1;
    const structured = options.getUuidOption()?.hasStructured() ?? false;
    const passes = filterOf(options);
    const asked = options.getAll();
    const from = asked?.hasPosition() === true ? Number(asked.getPosition()?.getCommitPosition()) : -1;
    let next = asked?.hasEnd() === true ? this.#records.published : this.#records.after(from);
    const confirmation = new messages.ReadResp.SubscriptionConfirmation();
    confirmation.setSubscriptionId(randomUUID());
    const confirmed = new messages.ReadResp();
    confirmed.setConfirmation(confirmation);
    call.write(confirmed);
    let wake: () => void = () => undefined;
    this.#following.set(call, () => wake());
    const over = (): void => {
      this.#following.delete(call);
      wake();
    };
    call.on('cancelled', over).on('error', over).on('close', over);
    while (this.#following.has(call)) {
      const record = this.#records.at(next);
      if (record === undefined) {
        const caughtUp = new messages.ReadResp();
        caughtUp.setCaughtUp(new messages.ReadResp.CaughtUp());
        call.write(caughtUp);
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (this.#records.at(next) !== undefined) resolve();
        });
        continue;
      }
      next += 1;
      if (passes(record)) await send(call, eventOf(record, false, structured));
    }
  }
}

/** Where no record begins. */
class InvalidPosition extends Error {}

async function send(call: Call, response: messages.ReadResp): Promise<void> {
  if (call.write(response) || call.cancelled) return;
  const heard = new AbortController();
  const { signal } = heard;
  const events = ['drain', 'cancelled', 'close'].map((event) => once(call, event, { signal }));
  await Promise.race(events).catch(() => undefined);
  heard.abort();
  await Promise.allSettled(events);
}

function isForwards(options: Options): boolean {
  return options.getReadDirection() === messages.ReadReq.Options.ReadDirection.FORWARDS;
}

function streamOf(options: Options): string {
  return Buffer.from(options.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8');
}

function filterOf(options: Options): (record: KeptRecord) => boolean {
  const filter = options.getFilter();
  const byStream = filter?.getStreamIdentifier();
  const expression = byStream ?? filter?.getEventType();
  if (expression === undefined) return () => true;
  const regex = expression.getRegex() === '' ? undefined : new RegExp(expression.getRegex());
  const prefixes = expression.getPrefixList();
  return ({ stream, type }) => {
    const text = byStream === undefined ? type : stream;
    return regex === undefined ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
}
