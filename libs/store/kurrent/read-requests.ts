/** Requests for pages, in the messages of the published protocol. */
import messages from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';

const WINDOW = 1_000;

export interface PageRequest {
  readonly count: number;
  readonly backwards: boolean;
}

/** A page of a stream, from a revision on (undefined: from its beginning, or its end when read backwards). */
export function streamRequest(stream: string, from: number | undefined, page: PageRequest): messages.ReadReq {
  const of = new messages.ReadReq.Options.StreamOptions();
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(stream, 'utf8'));
  of.setStreamIdentifier(name);
  if (from !== undefined) of.setRevision(String(from));
  else if (page.backwards) of.setEnd(new shared.Empty());
  else of.setStart(new shared.Empty());
  const options = optionsFor(page);
  options.setStream(of);
  options.setNoFilter(new shared.Empty());
  return requestWith(options);
}

/** A page of the log: streams whose names match, from a position on, which is included (undefined: as for a stream). */
export function logRequest(from: number | undefined, streams: string, page: PageRequest): messages.ReadReq {
  const of = new messages.ReadReq.Options.AllOptions();
  if (from !== undefined) {
    const position = new messages.ReadReq.Options.Position();
    position.setCommitPosition(String(from));
    position.setPreparePosition(String(from));
    of.setPosition(position);
  } else if (page.backwards) of.setEnd(new shared.Empty());
  else of.setStart(new shared.Empty());
  const names = new messages.ReadReq.Options.FilterOptions.Expression();
  names.setRegex(streams);
  const filter = new messages.ReadReq.Options.FilterOptions();
  filter.setStreamIdentifier(names);
  // The server ends a page after it has looked at this many records, however few of them match.
  filter.setMax(WINDOW);
  const options = optionsFor(page);
  options.setAll(of);
  options.setFilter(filter);
  return requestWith(options);
}

function optionsFor({ count, backwards }: PageRequest): messages.ReadReq.Options {
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

function requestWith(options: messages.ReadReq.Options): messages.ReadReq {
  const request = new messages.ReadReq();
  request.setOptions(options);
  return request;
}

/** Matches the streams of these roots (undefined: of all), and no stream of the server's or of the log itself. */
export function streamNamePattern(roots: readonly string[] | undefined, category = '[a-z][a-z0-9]*'): string {
  return `^${category}-${roots === undefined ? '[a-z0-9][a-z0-9-]*' : `(${roots.join('|')})`}\\.`;
}
