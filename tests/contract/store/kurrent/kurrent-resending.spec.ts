/** Our own process is killed while it writes to KurrentDB; whoever comes after it asks again for what was not answered. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { kurrentStore } from '../../../../libs/store/kurrent/kurrent-store.js';
import { openTestKurrent, type TestKurrent } from '../../../kurrent/stand-in.js';
import { accepted } from '../given.js';
import type { Said } from './kurrent-writer.js';
import { appendOf, audit, STREAMS } from '../ledger.js';

const KILLS = 3;
const FOLDER = import.meta.dirname;

describe('killed and asked again', () => {
  let server: TestKurrent;
  beforeAll(async () => {
    server = await openTestKurrent();
  });
  afterAll(() => server.stop());

  test('nothing acknowledged is lost, and nothing is written twice', async () => {
    const root = `k${randomBytes(6).toString('hex')}`;
    const acknowledged: string[] = [];
    const reached = new Map<number, number>();
    for (let kill = 0; kill < KILLS; kill += 1) {
      const child = started(server.url, root, reached);
      let count = 0;
      for await (const line of createInterface(child.stdout!)) {
        const { caller, rev, facts } = JSON.parse(line) as Said;
        acknowledged.push(...facts);
        reached.set(caller, rev);
        count += 1;
        if (count === 60) child.kill('SIGKILL');
      }
      if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      expect(child.signalCode).toBe('SIGKILL');
    }
    const store = await kurrentStore({ url: server.url, roots: [root] });
    // Each caller's next append: its answer was not heard, whether it was written or not.
    await Promise.all(
      Array.from({ length: STREAMS }, (_, caller) =>
        accepted(store.append(appendOf(root, caller, reached.get(caller) ?? -1))),
      ),
    );
    expect(acknowledged.length).toBeGreaterThan(100);
    expect(await audit(store, { acknowledged, inDoubt: [], unavailable: 0 })).toEqual({
      lost: [],
      doubled: [],
      torn: 0,
    });
    await store.close();
  });
});

function started(url: string, root: string, reached: ReadonlyMap<number, number>): ChildProcess {
  const from = JSON.stringify(Array.from({ length: STREAMS }, (_, caller) => reached.get(caller) ?? -1));
  const script = join(FOLDER, 'kurrent-writer.ts');
  return spawn(process.execPath, ['--import', join(FOLDER, '../../../typescript.mjs'), script, url, root, from], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
