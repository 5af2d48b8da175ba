import { expect, test } from '@jest/globals';
import { keysContract } from '../../../tests/contract/keys.contract.js';
import { MemoryKeys } from './memory-keys.js';
import { seededRandom, systemRandom } from '../crypto/random.js';

keysContract('memory', async () => ({ keys: new MemoryKeys(systemRandom()), close: async () => {} }));

test('under one seed, keys do not depend on the order in which they are made', async () => {
  const one = new MemoryKeys(seededRandom('7'));
  const other = new MemoryKeys(seededRandom('7'));
  await other.ensure('person:b', 'person');
  expect(await other.ensure('person:a', 'person')).toEqual(await one.ensure('person:a', 'person'));
});
