import { expect, test } from '@jest/globals';
import { initialState, type StreamState } from '../fold/fold.js';
import { StreamCache } from './stream-cache.js';

function state(name: string, rev = 0): StreamState {
  return { ...initialState(`kite-sky.${name}`), rev };
}

function held(cache: StreamCache, ...names: string[]): (number | undefined)[] {
  return names.map((name) => cache.get(`kite-sky.${name}`)?.rev);
}

test('above its bound, the state that was not used for longest goes, and no other', () => {
  const cache = new StreamCache(3);
  for (const name of ['a', 'b', 'c']) cache.put(state(name));
  expect(held(cache, 'a')).toEqual([0]);
  cache.put(state('d'));
  expect(held(cache, 'b', 'a', 'c', 'd')).toEqual([undefined, 0, 0, 0]);
  cache.put(state('c', 1));
  cache.put(state('e'));
  expect(held(cache, 'a', 'c', 'd', 'e')).toEqual([undefined, 1, 0, 0]);
});

test('a later state replaces an earlier one, and an earlier one replaces nothing', () => {
  const cache = new StreamCache(3);
  cache.put(state('a', 2));
  cache.put(state('a', 1));
  expect(held(cache, 'a')).toEqual([2]);
  cache.put(state('a', 3));
  expect(held(cache, 'a')).toEqual([3]);
});

test('a stream that is not held is as it was before its first fact', () => {
  expect(new StreamCache(1).getOrInitial('kite-sky.a')).toEqual(initialState('kite-sky.a'));
});
