import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('opinions complete', () => {
  const asked = (order: string, ...given: string[]) =>
    rejectionBy(
      'opinionsComplete@1',
      { deliverable: 'form', known: 'self.opinions' },
      {
        scope: { self: { opinions: Object.fromEntries(given.map((body) => [body, '2024-07-01'])) } },
        definition: { deliverables: { form: { opinions: { of: ['party', 'district'], order } } } },
      },
    );

  test.each(['inOrder', 'together'])('%s: all of them', (order) => {
    expect(asked(order, 'party', 'district')).toBeUndefined();
    expect(asked(order, 'party')).toMatchObject({ reason: 'opinionMissing', params: { body: 'district' } });
    expect(asked(order)?.params).toEqual({ body: 'party, district' });
  });

  test('any one: at least one', () => {
    expect(asked('anyOne', 'district')).toBeUndefined();
    expect(asked('anyOne')?.reason).toBe('opinionMissing');
  });
});
