/** A process that writes to KurrentDB until it is killed, and says what was acknowledged. */
import { writeSync } from 'node:fs';
import { kurrentStore } from '../../../../libs/store/kurrent/kurrent-store.js';
import { accepted } from '../given.js';
import { appendOf } from '../ledger.js';

export interface Said {
  readonly caller: number;
  /** Where its streams stand now. */
  readonly rev: number;
  /** `stream@rev` of what was acknowledged. */
  readonly facts: readonly string[];
}

const [url = '', root = '', from = '[]'] = process.argv.slice(2);
const store = await kurrentStore({ url, roots: [root] });

await Promise.all(
  (JSON.parse(from) as number[]).map(async (stands, caller) => {
    for (let rev = stands; ; rev += 1) {
      const writes = appendOf(root, caller, rev);
      await accepted(store.append(writes));
      const facts = writes.map(({ stream }) => `${stream}@${rev + 1}`);
      // In one piece, so that a line is whole or not there.
      writeSync(1, `${JSON.stringify({ caller, rev: rev + 1, facts } satisfies Said)}\n`);
    }
  }),
);
