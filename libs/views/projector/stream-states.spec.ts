import { expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { initialState } from '../../engine/fold/fold.js';
import { StreamStates, type StreamStatesParts } from './stream-states.js';

/** Room for two streams; `asked`: which streams were read from their rows, of which there are none. */
function roomForTwo(): { states: StreamStates; asked: string[][] } {
  const asked: string[][] = [];
  const query = (_text: string, [streams]: [string[]]): Promise<{ rows: [] }> => {
    asked.push([...streams]);
    return Promise.resolve({ rows: [] });
  };
  const parts = { pool: { query } as unknown as Pool, schema: 'views_1', remembered: 2 } as StreamStatesParts;
  return { states: new StreamStates(parts), asked };
}

test('over its bound the stream that was not used for longest goes, and is read again', async () => {
  const { states, asked } = roomForTwo();
  await states.load(['a', 'b']);
  await states.load(['a']);
  await states.load(['c']);
  expect(asked).toEqual([['a', 'b'], ['c']]);
  states.settle();
  expect(() => states.get('b')).toThrow('b has not been loaded');
  expect(['a', 'c'].map((stream) => states.get(stream).stream)).toEqual(['a', 'c']);
  await states.load(['a', 'b', 'c']);
  expect(asked.at(-1)).toEqual(['b']);
});

test('nothing goes within a batch, and what facts moved is kept until it is written', async () => {
  const { states } = roomForTwo();
  await states.load(['a', 'b', 'c', 'd']);
  const moved = { ...initialState('a'), rev: 7 };
  states.move(states.entry('a'), moved);
  await states.load(['e']);
  expect(states.get('a')).toBe(moved);
  expect(states.unwritten()).toEqual([{ written: initialState('a'), current: moved }]);
  states.settle();
  expect(states.waiting).toBe(0);
  expect(() => states.get('a')).toThrow('not been loaded');
  expect(['d', 'e'].map((stream) => states.get(stream).rev)).toEqual([-1, -1]);
});
