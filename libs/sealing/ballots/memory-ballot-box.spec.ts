import { expect, test } from '@jest/globals';
import { ballotBoxContract } from '../../../tests/contract/ballot-box.contract.js';
import { sealChoice } from './ballot-box.js';
import { MemoryBallotBox } from './memory-ballot-box.js';
import { MemoryKeys } from '../keys/memory-keys.js';
import { systemRandom } from '../crypto/random.js';

ballotBoxContract('memory', async () => {
  const keys = new MemoryKeys(systemRandom());
  return { keys, box: new MemoryBallotBox(keys, systemRandom()), close: async () => {} };
});

test('all sealed choices have one length, also with quotation marks and Chinese in them', () => {
  const vote = { ballot: 'ballot-r.1', account: 'a', command: 'c' };
  const key = Buffer.alloc(32, 1);
  const lengths = ['y', 'a much longer choice', { a: [1, 2, '"'] }, '不同意', null].map(
    (choice) => sealChoice({ ...vote, choice }, key, systemRandom()).$sealed.bytes.length,
  );
  expect(new Set(lengths).size).toBe(1);
});
