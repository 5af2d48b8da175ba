import { expect, test } from '@jest/globals';
import { KeyCache } from './key-cache.js';

const KEY = Buffer.alloc(32, 1);

test('holds no more keys than it may, the oldest out first', () => {
  const cache = new KeyCache(2, 1_000, () => 0);
  for (const id of ['a', 'b', 'a', 'c']) cache.put(id, KEY);
  expect(['a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([true, false, true]);
});

test('forgets a key after its time, and at once when told', () => {
  let now = 0;
  const cache = new KeyCache(2, 1_000, () => now);
  cache.put('a', KEY);
  now = 999;
  expect(cache.get('a')).toBe(KEY);
  now = 1_000;
  expect(cache.get('a')).toBeUndefined();
  cache.put('a', KEY);
  cache.drop(['a']);
  expect(cache.get('a')).toBeUndefined();
});
