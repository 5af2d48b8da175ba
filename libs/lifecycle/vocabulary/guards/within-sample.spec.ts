import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('within sample', () => {
  const asked = (home: string) =>
    reasonBy(
      'withinSample@1',
      { sample: 'self.drawn', member: 'key.home' },
      {
        scope: { self: { drawn: ['ash', 'birch'] }, key: { home } },
      },
    );

  test('only what was drawn', () => {
    expect(asked('birch')).toBeUndefined();
    expect(asked('cedar')).toBe('notSampled');
  });
});
