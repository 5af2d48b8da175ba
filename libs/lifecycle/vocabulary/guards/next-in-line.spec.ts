import { describe, expect, test } from '@jest/globals';
import { reasonBy } from '../../../../tests/vocabulary/guard-verdict.js';

describe('next in line', () => {
  const line = { ash: 1, birch: 2, cedar: 3, elm: 4 };
  const districts = { ash: 'north', birch: 'south', cedar: 'south', elm: 'north' };
  const parameters = { places: 'line.places', out: 'line.out', chosen: 'input.home' };
  const offered = (home: string, out: string[], more: object = {}) =>
    reasonBy(
      'nextInLine@1',
      { ...parameters, ...more },
      {
        scope: { line: { places: line, out, districts }, input: { home }, self: { district: 'south' } },
      },
    );

  test('the first is, the second is not', () => {
    expect(offered('ash', [])).toBeUndefined();
    expect(offered('birch', [])).toBe('notNextInLine');
  });

  test('once the first had its turn the second is, and the first is not again', () => {
    expect(offered('birch', ['ash'])).toBeUndefined();
    expect(offered('ash', ['ash'])).toBe('notNextInLine');
  });

  test('nobody outside the line, nobody when it is exhausted', () => {
    expect(offered('oak', [])).toBe('notNextInLine');
    expect(offered('elm', ['ash', 'birch', 'cedar', 'elm'])).toBe('notNextInLine');
  });

  test('from the last', () => {
    expect(offered('elm', [], { from: 'last' })).toBeUndefined();
    expect(offered('cedar', [], { from: 'last' })).toBe('notNextInLine');
    expect(offered('cedar', ['elm'], { from: 'last' })).toBeUndefined();
  });

  test('among those of one district only', () => {
    const among = { among: { of: 'line.districts', is: 'self.district' } };
    expect(offered('birch', [], among)).toBeUndefined();
    expect(offered('ash', [], among)).toBe('notNextInLine');
    expect(offered('cedar', [], among)).toBe('notNextInLine');
    expect(offered('cedar', ['birch'], among)).toBeUndefined();
    expect(offered('birch', [], { among: { of: 'line.districts', is: 'self.nowhere' } })).toBe('notNextInLine');
  });
});
