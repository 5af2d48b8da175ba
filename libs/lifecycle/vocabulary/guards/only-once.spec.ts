import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('only once', () => {
  const asked = (value: unknown) =>
    reasonBy('onlyOnce@1', { field: 'self.done' }, { scope: { self: { done: value } } });

  test.each([[undefined], [false], [0], [[]], [{}]])('%j: it has not happened', (value) => {
    expect(asked(value)).toBeUndefined();
  });

  test.each([[true], [1], ['2024-04-08'], [['a']], [{ a: 1 }]])('%j: it has', (value) => {
    expect(asked(value)).toBe('onlyOnce');
  });
});
