/** Which log this is: a name drawn when the log is made, in a stream of its own that is no stream of facts. */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { AppendConsistencyViolationError, binaryEvent, withTimeout, type Connection } from './client.js';
import { ForeignEvent, recorded } from './records.js';
import { streamRequest } from './read-requests.js';

/** Without a full stop, so that no fact's stream can have this name, and no reader of facts comes upon it. */
const STREAM = 'hearth-log';
const Marker = z.looseObject({ epoch: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });

/**
 * The log's epoch, put there by whoever comes first. What it reads is the first that is read from this server: no traffic
 * is taken before that was answered. @throws {ForeignEvent}
 */
export async function readOrCreateEpoch(connection: Connection, ms: number): Promise<string> {
  for (;;) {
    const epoch = await markerIn(connection, ms);
    if (epoch !== undefined) return epoch;
    const metadata = { epoch: randomBytes(8).toString('hex') };
    const record = binaryEvent({ type: 'logBegun', data: new Uint8Array(), metadata });
    const checks = [{ type: 'stream_state', streamName: STREAM, expectedState: 'no_stream' }] as const;
    try {
      const appending = connection.client.appendRecords([{ streamName: STREAM, record }], [...checks]);
      await withTimeout(ms, 'the first append', appending);
    } catch (error) {
      // Somebody else was first.
      if (!(error instanceof AppendConsistencyViolationError)) throw error;
    }
  }
}

/** Undefined where no log was made yet. @throws {ForeignEvent} */
async function markerIn(connection: Connection, ms: number): Promise<string | undefined> {
  const request = streamRequest(STREAM, 0, { count: 1, backwards: false });
  for (const response of await connection.read(request, ms, 'the first read')) {
    const event = response.getEvent()?.getEvent();
    if (event === undefined) continue;
    const marker = Marker.safeParse(recorded(event).metadata);
    if (!marker.success) throw new ForeignEvent(`the stream ${STREAM} is not Hearth's`);
    return marker.data.epoch;
  }
  return undefined;
}
