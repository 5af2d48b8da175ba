import { expect, test } from '@jest/globals';
import { KeyCache } from './key-cache.js';

const KEY = Buffer.alloc(32, 1);

test('holds no more keys than it may, the one not used for longest out first', () => {
  const cache = new KeyCache(2, 1_000, () => 1);
  for (const id of ['a', 'b', 'a', 'c']) cache.put(id, KEY);
  expect(['a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([true, false, true]);
});

test('forgets a key after its time, and at once when told', () => {
  let now = 1;
  const cache = new KeyCache(2, 1_000, () => now);
  cache.put('a', KEY);
  now = 1_000;
  expect(cache.get('a')).toBe(KEY);
  now = 1_002;
  expect(cache.get('a')).toBeUndefined();
  cache.put('a', KEY);
  cache.drop(['a']);
  expect(cache.get('a')).toBeUndefined();
});

test('a key that is used stays, and reading it does not make it younger', () => {
  let now = 1;
  const cache = new KeyCache(2, 1_000, () => now);
  for (const id of ['a', 'b']) cache.put(id, KEY);
  now = 900;
  expect(cache.get('a')).toBe(KEY);
  cache.put('c', KEY);
  expect(['a', 'b', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([true, false, true]);
  now = 1_002;
  expect(['a', 'c'].map((id) => cache.get(id) !== undefined)).toEqual([false, true]);
});

test('without time to keep them it keeps none', () => {
  const cache = new KeyCache(2, 0, () => 1);
  cache.put('a', KEY);
  expect(cache.get('a')).toBeUndefined();
});
