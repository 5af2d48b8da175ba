import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('texts within', () => {
  const asked = (one: string, other: string) =>
    rejectionBy(
      'textsWithin@1',
      { texts: ['input.one', 'input.other'], most: 5 },
      { scope: { input: { one, other } } },
    );

  test('characters of all texts together, line breaks not counted', () => {
    expect(asked('妇女之', '家𠮷')).toBeUndefined();
    expect(asked('妇女\n之家', '好')).toBeUndefined();
    expect(asked('妇女之家', '好的')).toMatchObject({
      reason: 'malformed',
      problems: [{ pointer: '/one', reason: 'textTooLong', params: { limit: 5, length: 6 } }],
    });
  });
});
