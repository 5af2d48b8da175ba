/** The log's epoch: a random name, drawn when the log is created, in a stream of its own that holds no facts. */
import { AppendConsistencyViolationError, binaryEvent } from '@kurrent/kurrentdb-client';
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Connection } from './client.js';
import { withTimeout } from './failures.js';
import { ForeignEvent, decodeRecord } from './records.js';
import { streamRequest } from './read-requests.js';

/** Without a full stop, so that no stream of facts can have this name and no reader of facts meets it. */
const STREAM = 'hearth-log';
const Marker = z.looseObject({ epoch: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });

/**
 * The epoch of this log; the first process to open the log creates it. This is the first read from the server, and no
 * traffic is taken before it was answered. @throws {ForeignEvent}
 */
export async function readOrCreateEpoch(connection: Connection, ms: number): Promise<string> {
  for (;;) {
    const epoch = await readEpoch(connection, ms);
    if (epoch !== undefined) return epoch;
    const metadata = { epoch: randomBytes(8).toString('hex') };
    const record = binaryEvent({ type: 'logBegun', data: new Uint8Array(), metadata });
    const checks = [{ type: 'stream_state', streamName: STREAM, expectedState: 'no_stream' }] as const;
    try {
      const appending = connection.client.appendRecords([{ streamName: STREAM, record }], [...checks]);
      await withTimeout(ms, 'the first append', appending);
    } catch (error) {
      // Another process was first.
      if (!(error instanceof AppendConsistencyViolationError)) throw error;
    }
  }
}

/** Undefined where no log was created yet. @throws {ForeignEvent} */
async function readEpoch(connection: Connection, ms: number): Promise<string | undefined> {
  const request = streamRequest(STREAM, 0, { count: 1, backwards: false });
  for (const response of await connection.read(request, ms, 'the first read')) {
    const event = response.getEvent()?.getEvent();
    if (event === undefined) continue;
    const marker = Marker.safeParse(decodeRecord(event).metadata);
    if (!marker.success) throw new ForeignEvent(`the stream ${STREAM} is not Hearth's`);
    return marker.data.epoch;
  }
  return undefined;
}
