/** KurrentDB's own client, for what Hearth would never send. */
import { KurrentDBClient, binaryEvent } from '@kurrent/kurrentdb-client';

export function rawClient(url: string): KurrentDBClient {
  return KurrentDBClient.connectionString(url);
}

export function rawRecord(streamName: string) {
  return { streamName, record: binaryEvent({ type: 'ordered', data: Buffer.from('1') }) };
}
