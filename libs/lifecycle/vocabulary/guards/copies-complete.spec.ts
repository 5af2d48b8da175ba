import { describe, expect, test } from '@jest/globals';
import { rejectionBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('copies complete', () => {
  // The roster of the Shanghai notice: three sealed copies.
  const definition = { deliverables: { roster: { legs: { paper: { kind: 'paper', copies: 3, sealed: true } } } } };
  const asked = (copies: unknown, sealed: unknown) =>
    rejectionBy(
      'copiesComplete@1',
      { deliverable: 'roster', leg: 'paper', copies: 'input.copies', sealed: 'input.sealed' },
      { scope: { input: { copies, sealed } }, definition },
    );

  test('three sealed copies, or more', () => {
    expect(asked(3, true)).toBeUndefined();
    expect(asked(4, true)).toBeUndefined();
  });

  test('a copy too few, or none counted', () => {
    expect(asked(2, true)).toMatchObject({ reason: 'copiesMissing', params: { asked: 3, brought: 2 } });
    expect(asked(undefined, true)).toMatchObject({ reason: 'copiesMissing', params: { asked: 3, brought: 0 } });
  });

  test('not sealed', () => {
    expect(asked(3, false)?.reason).toBe('sealMissing');
    expect(asked(3, undefined)?.reason).toBe('sealMissing');
  });

  test('a leg that asks for no number of copies and no seal takes what comes', () => {
    const open = { deliverables: { roster: { legs: { paper: { kind: 'paper', sealed: false } } } } };
    const parameters = { deliverable: 'roster', leg: 'paper', copies: 'input.copies', sealed: 'input.sealed' };
    expect(rejectionBy('copiesComplete@1', parameters, { scope: { input: {} }, definition: open })).toBeUndefined();
  });
});
