/** What reads ask of KurrentDB, in the messages of the published protocol. */
import messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';

const WINDOW = 1_000;

export interface PageRequest {
  readonly count: number;
  readonly backwards: boolean;
}

/** A page of a stream, from a revision on (undefined: from its end, or its beginning). */
export function streamRequest(stream: string, from: number | undefined, asking: PageRequest): messages.ReadReq {
  const of = new messages.ReadReq.Options.StreamOptions();
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(stream, 'utf8'));
  of.setStreamIdentifier(name);
  if (from !== undefined) of.setRevision(String(from));
  else if (asking.backwards) of.setEnd(new shared.Empty());
  else of.setStart(new shared.Empty());
  const options = optionsOf(asking);
  options.setStream(of);
  options.setNoFilter(new shared.Empty());
  return requestOf(options);
}

/** A page of the log, of streams whose names match, from a position on, which is included (undefined: from its end, or its beginning). */
export function logRequest(from: number | undefined, streams: string, asking: PageRequest): messages.ReadReq {
  const of = new messages.ReadReq.Options.AllOptions();
  if (from !== undefined) {
    const position = new messages.ReadReq.Options.Position();
    position.setCommitPosition(String(from));
    position.setPreparePosition(String(from));
    of.setPosition(position);
  } else if (asking.backwards) of.setEnd(new shared.Empty());
  else of.setStart(new shared.Empty());
  const names = new messages.ReadReq.Options.FilterOptions.Expression();
  names.setRegex(streams);
  const filter = new messages.ReadReq.Options.FilterOptions();
  filter.setStreamIdentifier(names);
  // A page of the server's ends at so many records that it has looked at, of which few may pass.
  filter.setMax(WINDOW);
  const options = optionsOf(asking);
  options.setAll(of);
  options.setFilter(filter);
  return requestOf(options);
}

function optionsOf({ count, backwards }: PageRequest): messages.ReadReq.Options {
  const options = new messages.ReadReq.Options();
  const { FORWARDS, BACKWARDS } = messages.ReadReq.Options.ReadDirection;
  options.setReadDirection(backwards ? BACKWARDS : FORWARDS);
  options.setResolveLinks(false);
  options.setCount(String(count));
  const uuid = new messages.ReadReq.Options.UUIDOption();
  uuid.setString(new shared.Empty());
  options.setUuidOption(uuid);
  return options;
}

function requestOf(options: messages.ReadReq.Options): messages.ReadReq {
  const request = new messages.ReadReq();
  request.setOptions(options);
  return request;
}

/** The streams of these roots (without any: of all), and none of the server's or the log's own. */
export function streamNamePattern(roots: readonly string[] | undefined, category = '[a-z][a-z0-9]*'): string {
  return `^${category}-${roots === undefined ? '[a-z0-9][a-z0-9-]*' : `(${roots.join('|')})`}\\.`;
}
