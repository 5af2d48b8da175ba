import { LIMITS, STREAM_NAME } from '../../../libs/engine/ports/event-store.js';
import { misused } from './invocation.js';

/** The name of a stream as a user typed it. @throws {Stopped} */
export function streamName(stream: string): string {
  if (stream.length > LIMITS.streamNameLength || !STREAM_NAME.test(stream)) throw misused('stream.badName', { stream });
  return stream;
}
