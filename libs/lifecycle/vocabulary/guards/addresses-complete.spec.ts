import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('addresses complete', () => {
  // The plans of the Shanghai notice go to two mailboxes.
  const addresses = ['one@example.org', 'two@example.org'];
  const asked = (...sentTo: string[]) =>
    rejectionBy(
      'addressesComplete@1',
      { deliverable: 'plan', leg: 'mail', sentTo: 'input.sentTo' },
      {
        scope: { input: { sentTo } },
        definition: { deliverables: { plan: { legs: { mail: { kind: 'electronic', addresses } } } } },
      },
    );

  test('both, in any order', () => {
    expect(asked(...addresses)).toBeUndefined();
    expect(asked('two@example.org', 'one@example.org', 'three@example.org')).toBeUndefined();
  });

  test('one of them', () => {
    expect(asked('one@example.org')).toMatchObject({
      reason: 'addressMissing',
      params: { address: 'two@example.org' },
    });
    expect(asked()?.params).toEqual({ address: 'one@example.org, two@example.org' });
  });
});
