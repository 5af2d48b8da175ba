/** Keeps the stand-in's log on disk: a line for each change, synced before it is acknowledged or seen by anyone. */
import { closeSync, fdatasync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { Records, type NewRecord, type Outcome, type Removal, type StreamCheck } from './records.js';

const sync = promisify(fdatasync);

interface KeptLine {
  readonly records?: readonly (Omit<NewRecord, 'data'> & { readonly data: string })[];
  readonly at?: number;
  readonly removal?: Removal;
}

interface Waiting {
  readonly records: readonly NewRecord[];
  readonly checks: readonly StreamCheck[];
  readonly resolve: (outcome: Outcome) => void;
}

export class Journal {
  readonly records = new Records();
  readonly #file: number;
  readonly #grown: () => void;
  #waiting: Waiting[] = [];
  #writing = false;

  /** `grown` hears when there is more to read. */
  constructor(path: string, grown: () => void) {
    this.#file = openSync(path, 'a+');
    this.#grown = grown;
    const kept = readFileSync(path);
    // A line that was cut short was never acknowledged.
    const whole = kept.lastIndexOf(0x0a) + 1;
    ftruncateSync(this.#file, whole);
    for (const text of kept.subarray(0, whole).toString('utf8').split('\n')) if (text !== '') this.#replay(text);
    this.records.publish();
  }

  append(records: readonly NewRecord[], checks: readonly StreamCheck[]): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#waiting.push({ records, checks, resolve });
      if (!this.#writing) void this.#write();
    });
  }

  async remove(removal: Removal): Promise<void> {
    this.records.remove(removal);
    writeSync(this.#file, `${JSON.stringify({ removal } satisfies KeptLine)}\n`);
    await sync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  async #write(): Promise<void> {
    this.#writing = true;
    // Those who come in together share one flush to disk.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      const now = Date.now();
      const lines: string[] = [];
      const before = this.records.length;
      const outcomes = batch.map(({ records, checks }) => {
        const { length } = this.records;
        const outcome = this.records.append(records, checks, now);
        if (this.records.length > length) lines.push(line(records, now));
        return outcome;
      });
      if (lines.length > 0) {
        writeSync(this.#file, lines.join(''));
        await sync(this.#file);
      }
      this.records.publish();
      for (const [index, { resolve }] of batch.entries()) resolve(outcomes[index] as Outcome);
      if (this.records.length > before) this.#grown();
    }
    this.#writing = false;
  }

  #replay(text: string): void {
    const { records, at = 0, removal } = JSON.parse(text) as KeptLine;
    if (removal !== undefined) this.records.remove(removal);
    if (records !== undefined)
      this.records.append(
        records.map((each) => ({ ...each, data: Buffer.from(each.data, 'base64') })),
        [],
        at,
      );
  }
}

function line(records: readonly NewRecord[], at: number): string {
  const kept = records.map((each) => ({ ...each, data: each.data.toString('base64') }));
  return `${JSON.stringify({ records: kept, at } satisfies KeptLine)}\n`;
}
