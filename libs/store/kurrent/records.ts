/** Facts as KurrentDB stores them: the bytes are a binary event, the columns beside them its metadata. */
import type messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { binaryEvent, type ResolvedEvent } from '@kurrent/kurrentdb-client';
import { createHash } from 'node:crypto';
import * as z from 'zod';
import { INSTANT, STREAM_NAME, type StoredFact } from '../../engine/ports/event-store.js';
import { formatCursor } from '../common/cursor.js';
import type { PendingAppend } from '../common/group-appends.js';
import type { AppendRecordEvent } from './client.js';

/**
 * The metadata of a fact's event. The event's own id is a digest of the whole append (see {@link recordsOf}), and its time is
 * the server's, cut to seconds when read: neither is the fact's.
 */
const Metadata = z.looseObject({
  id: z.string().min(1),
  at: z.string().regex(INSTANT),
  /** `stream@rev` of the first fact of its append: unique, because a revision is written once. */
  append: z.string().min(1),
});

/** An event on one of Hearth's streams that Hearth did not write. */
export class ForeignEvent extends Error {}

/**
 * The records of one append. Their ids are derived from all of it, because KurrentDB compares ids and revisions alone when
 * it decides whether an append was written before: with these ids, only the identical append was. (With the facts' own ids,
 * an append with some of the same facts, or with the same ids and other bytes, would be acknowledged and not written.)
 */
export function recordsOf({ facts, bytes, targets, written }: PendingAppend): AppendRecordEvent[] {
  const [first] = facts;
  const append = `${first?.stream ?? ''}@${first?.rev ?? 0}`;
  const digest = createHash('sha256')
    .update(
      JSON.stringify([
        targets.slice(0, written),
        facts.map(({ stream, rev, id, type, at, size }) => [stream, rev, id, type, at, size]),
      ]),
    )
    .update(bytes)
    .digest();
  let offset = 0;
  return facts.map(({ stream, id, type, at, size }, index) => {
    const data = bytes.subarray(offset, offset + size);
    offset += size;
    const record = binaryEvent({ id: recordId(digest, index), type, data, metadata: { id, at, append } });
    return { streamName: stream, record };
  });
}

/** A UUIDv8 from the append's digest and the index in it. */
function recordId(digest: Buffer, index: number): string {
  const id = Buffer.from(digest.subarray(0, 16));
  id.writeUInt8((id.readUInt8(6) & 0x0f) | 0x80, 6);
  id.writeUInt8((id.readUInt8(8) & 0x3f) | 0x80, 8);
  id.writeUInt32BE((id.readUInt32BE(12) ^ index) >>> 0, 12);
  const hex = id.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The fact in an event of a subscription. @throws {ForeignEvent} */
export function factOf(epoch: string, { event }: Pick<ResolvedEvent, 'event'>): StoredFact {
  const position = event?.position?.commit;
  if (event === undefined || position === undefined) throw new ForeignEvent('an event without a position');
  const { streamId, revision, type, data, metadata } = event;
  const bytes = data instanceof Uint8Array ? data : undefined;
  return toFact(epoch, { stream: streamId, rev: Number(revision), type, position: Number(position), bytes, metadata });
}

/** The facts in the responses to a read, in order. @throws {ForeignEvent} */
export function factsOf(epoch: string, responses: readonly messages.ReadResp[]): StoredFact[] {
  return responses.flatMap((response) => {
    const event = response.getEvent()?.getEvent();
    return event === undefined ? [] : toFact(epoch, decodeRecord(event));
  });
}

interface RawRecord {
  readonly stream: string;
  readonly rev: number;
  readonly type: string;
  readonly position: number;
  /** Undefined if it is not a binary event. */
  readonly bytes: Uint8Array | undefined;
  readonly metadata: unknown;
}

export function decodeRecord(event: messages.ReadResp.ReadEvent.RecordedEvent): RawRecord {
  const system = event.getMetadataMap();
  return {
    stream: Buffer.from(event.getStreamIdentifier()?.getStreamName_asU8() ?? []).toString('utf8'),
    rev: Number(event.getStreamRevision()),
    type: system.get('type') ?? '',
    position: Number(event.getCommitPosition()),
    bytes: system.get('content-type') === 'application/json' ? undefined : event.getData_asU8(),
    metadata: parseMetadata(event.getCustomMetadata_asU8()),
  };
}

function parseMetadata(metadata: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(metadata).toString('utf8'));
  } catch {
    return undefined;
  }
}

function toFact(epoch: string, { stream, rev, type, position, bytes, metadata }: RawRecord): StoredFact {
  const parsed = Metadata.safeParse(metadata);
  if (!parsed.success || bytes === undefined || !STREAM_NAME.test(stream))
    throw new ForeignEvent(
      `${stream}@${rev} (${type}) was not written by Hearth: no other program may write to the streams of a log`,
    );
  const { id, at, append } = parsed.data;
  return { stream, rev, id, type, at, bytes, cursor: formatCursor(epoch, position), append };
}
