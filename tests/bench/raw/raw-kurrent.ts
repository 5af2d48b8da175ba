/**
 * What the store on KurrentDB is measured against: the client's own appends with checks, concurrent callers in one call,
 * and nothing else. No time or id of a fact beside its bytes, no ids made from what is written, no answer that names a
 * conflict, no call that is made again.
 */
import { binaryEvent } from '@kurrent/kurrentdb-client';
import { ABSENT, type AppendResult, type Check, type Write } from '../../../libs/engine/ports/event-store.js';
import { Connection } from '../../../libs/store/kurrent/client.js';
import { flat, RawGrouping, type Appender, type RawAppend } from './raw-grouping.js';

export class RawKurrent implements Appender {
  private readonly connection: Connection;
  private readonly grouping: RawGrouping;

  constructor(url: string, most = 256) {
    this.connection = new Connection(url);
    this.grouping = new RawGrouping((group) => this.send(group), most);
  }

  append(writes: readonly Write[], checks: readonly Check[] = []): Promise<AppendResult> {
    return this.grouping.append(writes, checks);
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  /** All of a group or nothing: where a stream stands elsewhere, none of it is written. */
  private async send(group: readonly RawAppend[]): Promise<readonly AppendResult[]> {
    const call = flat(group);
    if (call === undefined) throw new Error('two appends expect one stream at different places');
    const records = call.facts.map(({ stream, fact: { type, bytes } }) => ({
      streamName: rawName(stream),
      record: binaryEvent({ type, data: bytes }),
    }));
    const checks = [...call.targets].map(([stream, expected]) => ({
      type: 'stream_state' as const,
      streamName: rawName(stream),
      expectedState: expected === ABSENT ? ('no_stream' as const) : BigInt(expected),
    }));
    const { position } = await this.connection.client.appendRecords(records, checks);
    return group.map(() => ({ ok: true, cursor: String(position) }));
  }
}

/** A name that no reader of facts comes upon: on the server stands the log as well. */
export function rawName(stream: string): string {
  return `raw_${stream}`;
}
