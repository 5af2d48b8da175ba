/** The digest of a log, as docs/envelope.md prints it: computed apart from the code, with Python's hashlib. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { encodeEnvelope, parseEnvelope, type Envelope } from '../../libs/engine/envelope/envelope.js';
import { digestLog } from '../../libs/store/transfer/transfer.js';
import { onEachStore } from './federation.js';

const published = readFileSync(new URL('../../docs/envelope.md', import.meta.url), 'utf8');
const kite = parseEnvelope(Buffer.from(/^\{"alg".*\}$/m.exec(published)?.[0] ?? ''));
const meadow: Envelope = {
  ...kite,
  id: '3e297bdb-5fd1-8f52-8138-71d2e0bc5020',
  stream: 'meadow-sky.y31.east',
  type: 'kiteCounted',
  data: { home: 'h1' },
  stage: 'open',
  state: '76eb8cb96fa0a8426cbe8f04d57cf31b86976db9d40112f2d4f87f31a6782f6a',
};

onEachStore('the digest of a log', (log) => {
  test('is as published, in whatever order the facts came', async () => {
    for (const each of [meadow, kite]) {
      const { id, type, at, stream } = each;
      const facts = [{ id, type, at, bytes: encodeEnvelope(each) }];
      expect((await log().store.append([{ stream, expected: -1, facts }])).ok).toBe(true);
    }
    const digest = '3632ff32a47660e0e76218ca11d4cbc972cedf6ac141a5b74520ee5a00ed0a31';
    expect(await digestLog(log().store)).toBe(digest);
    expect(published).toContain(digest);
  });
});
