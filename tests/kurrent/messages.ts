/** The published protocol's messages, made from and into what the stand-in keeps. */
import messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import statuses from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import appending from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb.js';
import errors from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb.js';
import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import anyMessage from 'google-protobuf/google/protobuf/any_pb.js';
import type { KeptRecord, NewRecord, Outcome, StreamCheck, Violation } from './records.js';

/** 100 nanoseconds, in which the protocol counts from 1970. */
const TICKS = 10_000n;

/** A record as readers get it. Reads cut the time of creation to seconds, as seen; subscriptions don't. */
export function eventOf(record: KeptRecord, toSeconds: boolean, structured: boolean): messages.ReadResp {
  const { stream, revision, position, id, type, json, properties, data, created } = record;
  const recorded = new messages.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(uuidOf(id, structured));
  recorded.setStreamIdentifier(identifierOf(stream));
  recorded.setStreamRevision(String(revision));
  recorded.setCommitPosition(String(position));
  recorded.setPreparePosition(String(position));
  const ms = toSeconds ? Math.floor(created / 1000) * 1000 : created;
  recorded.getMetadataMap().set('type', type);
  recorded.getMetadataMap().set('content-type', json ? 'application/json' : 'application/octet-stream');
  recorded.getMetadataMap().set('created', String(BigInt(ms) * TICKS));
  recorded.setCustomMetadata(Buffer.from(JSON.stringify(properties)));
  recorded.setData(data);
  const event = new messages.ReadResp.ReadEvent();
  event.setEvent(recorded);
  event.setCommitPosition(String(position));
  const response = new messages.ReadResp();
  response.setEvent(event);
  return response;
}

export function notFound(stream: string): messages.ReadResp {
  const missing = new messages.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(identifierOf(stream));
  const response = new messages.ReadResp();
  response.setStreamNotFound(missing);
  return response;
}

function identifierOf(stream: string): shared.StreamIdentifier {
  const identifier = new shared.StreamIdentifier();
  identifier.setStreamName(Buffer.from(stream, 'utf8'));
  return identifier;
}

function uuidOf(text: string, structured: boolean): shared.UUID {
  const uuid = new shared.UUID();
  if (structured) {
    const hex = text.replaceAll('-', '');
    const bits = new shared.UUID.Structured();
    bits.setMostSignificantBits(BigInt.asIntN(64, BigInt(`0x${hex.slice(0, 16)}`)).toString());
    bits.setLeastSignificantBits(BigInt.asIntN(64, BigInt(`0x${hex.slice(16)}`)).toString());
    uuid.setStructured(bits);
  } else {
    uuid.setString(text);
  }
  return uuid;
}

/** What a call asks to append. Properties that are not texts are none that Hearth writes. */
export function appendOf(request: appending.AppendRecordsRequest): { records: NewRecord[]; checks: StreamCheck[] } {
  const records = request.getRecordsList().map((record): NewRecord => {
    const json = record.getSchema()?.getFormat() === appending.SchemaFormat.SCHEMA_FORMAT_JSON;
    const properties: Record<string, string> = json ? {} : { '$schema.format': 'Bytes' };
    for (const [name, value] of record.getPropertiesMap().entries()) properties[name] = value.getStringValue();
    return {
      stream: record.getStream(),
      id: record.getRecordId() ?? '',
      type: record.getSchema()?.getName() ?? '',
      json,
      properties,
      data: Buffer.from(record.getData_asU8()),
    };
  });
  const checks = request.getChecksList().map((each) => {
    const state = each.getStreamState();
    return { stream: state?.getStream() ?? '', expected: Number(state?.getExpectedState()) };
  });
  return { records, checks };
}

/** Refused by the server before it looks at the log. */
export function invalid({ records, checks }: ReturnType<typeof appendOf>): string | undefined {
  if (records.length === 0) return 'Append records request must contain at least one record.';
  if (new Set(checks.map(({ stream }) => stream.toLowerCase())).size < checks.length)
    return 'Each stream can only appear once in consistency checks.';
  if (checks.some(({ expected }) => expected < -1 && ![-4, -5, -6].includes(expected)))
    return 'Expected state must be positive or one of the allowed constants.';
  if (records.some(({ id }) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)))
    return 'Record ID must be a valid and non-empty UUID.';
  if (records.some(({ type }) => !/^[\p{L}\p{N}_.$:-]+$/u.test(type)))
    return 'Schema name has characters that it cannot have.';
  return undefined;
}

export function appendedOf({
  position,
  revisions,
}: Exclude<Outcome, { violations: unknown }>): appending.AppendRecordsResponse {
  const response = new appending.AppendRecordsResponse();
  response.setPosition(String(position));
  for (const [stream, revision] of revisions) {
    const each = new appending.StreamRevision();
    each.setStream(stream);
    each.setRevision(String(revision));
    response.addRevisions(each);
  }
  return response;
}

/** An error as the server's second protocol tells it: a status, with details in a trailer. */
export function violatedOf(violations: readonly Violation[]): Partial<StatusObject> {
  const details = new errors.AppendConsistencyViolationErrorDetails();
  for (const { index, stream, expected, actual } of violations) {
    const state = new errors.ConsistencyViolation.StreamStateViolation();
    state.setStream(stream);
    state.setExpectedState(String(expected));
    state.setActualState(String(actual));
    const violation = new errors.ConsistencyViolation();
    violation.setCheckIndex(index);
    violation.setStreamState(state);
    details.addViolations(violation);
  }
  return detailed(
    status.FAILED_PRECONDITION,
    `Append failed due to consistency violations: ${violations.map(({ stream }) => stream).join(', ')}`,
    'type.googleapis.com/kurrentdb.protocol.v2.streams.errors.AppendConsistencyViolationErrorDetails',
    details.serializeBinary(),
  );
}

export function detailed(code: status, message: string, typeUrl: string, value: Uint8Array): Partial<StatusObject> {
  const any = new anyMessage.Any();
  any.setTypeUrl(typeUrl);
  any.setValue(value);
  const told = new statuses.Status();
  told.setCode(code as number as Parameters<statuses.Status['setCode']>[0]);
  told.setMessage(message);
  told.setDetails(any);
  const metadata = new Metadata();
  metadata.set('grpc-status-details-bin', Buffer.from(told.serializeBinary()));
  return { code, details: message, metadata };
}

/** An error as the server's first protocol tells it: by name, in trailers. */
export function named(
  code: status,
  message: string,
  exception: string,
  more: Record<string, string> = {},
): Partial<StatusObject> {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries({ exception, ...more })) metadata.set(name, value);
  return { code, details: message, metadata };
}
