import { LIMITS, STREAM_NAME } from '../../../libs/engine/ports/event-store.js';
import { usageError } from '../invocation/invocation.js';

/** The name of a stream as a user typed it. @throws {CliError} */
export function checkStreamName(stream: string): string {
  if (stream.length > LIMITS.streamNameLength || !STREAM_NAME.test(stream))
    throw usageError('stream.badName', { stream });
  return stream;
}
