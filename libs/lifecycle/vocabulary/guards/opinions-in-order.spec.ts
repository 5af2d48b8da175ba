import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('opinions in order', () => {
  // As on the form of the 2.0 homes: party organisation, superior organisation, district.
  const of = ['party', 'superior', 'district'];
  const asked = (
    known: Record<string, string>,
    given: { body: string; on: string }[],
    { order = 'inOrder', signed }: { order?: string; signed?: string } = {},
  ) =>
    rejectionBy(
      'opinionsInOrder@1',
      { deliverable: 'form', known: 'self.opinions', given: 'input.opinions', after: 'input.signed' },
      {
        scope: { self: { opinions: known }, input: { opinions: given, signed } },
        definition: { deliverables: { form: { opinions: { of, order } } } },
      },
    );

  test('one after the other, also on one day', () => {
    expect(asked({}, [{ body: 'party', on: '2024-07-01' }])).toBeUndefined();
    expect(asked({ party: '2024-07-01' }, [{ body: 'superior', on: '2024-07-01' }])).toBeUndefined();
    expect(
      asked({}, [
        { body: 'party', on: '2024-07-01' },
        { body: 'superior', on: '2024-07-02' },
      ]),
    ).toBeUndefined();
  });

  test('none before the one before it is there, and none dated before it', () => {
    expect(asked({}, [{ body: 'superior', on: '2024-07-02' }])).toMatchObject({
      reason: 'opinionOutOfOrder',
      params: { body: 'superior', before: 'party' },
      problems: [{ pointer: '/opinions/0/body', reason: 'opinionOutOfOrder' }],
    });
    expect(asked({ party: '2024-07-02' }, [{ body: 'superior', on: '2024-07-01' }])?.reason).toBe('opinionOutOfOrder');
  });

  test('one given anew is not dated after the next', () => {
    const known = { party: '2024-07-01', superior: '2024-07-03' };
    expect(asked(known, [{ body: 'party', on: '2024-07-03' }])).toBeUndefined();
    expect(asked(known, [{ body: 'party', on: '2024-07-04' }])?.params).toEqual({ body: 'party', before: 'superior' });
  });

  test('none before the date beside the signature', () => {
    expect(asked({}, [{ body: 'party', on: '2024-07-01' }], { signed: '2024-07-02' })?.reason).toBe(
      'opinionOutOfOrder',
    );
    expect(asked({}, [{ body: 'party', on: '2024-07-02' }], { signed: '2024-07-02' })).toBeUndefined();
  });

  test('a body that the form does not ask for', () => {
    expect(asked({}, [{ body: 'city', on: '2024-07-01' }])?.reason).toBe('opinionNotOnForm');
  });

  test('together: in any order', () => {
    expect(asked({}, [{ body: 'district', on: '2024-07-01' }], { order: 'together' })).toBeUndefined();
  });
});
