import { describe, expect, test } from '@jest/globals';
import { type CommandContext } from './command-context.js';
import { Refused } from '../definition/refuse.js';
import { GUARDS } from './guards.js';

/** The reason a guard gives for refusing, or undefined when it lets pass. */
function refusal(
  name: string,
  parameters: unknown,
  scope: Record<string, unknown>,
  cycle?: object,
): string | undefined {
  const programme = { definition: { quotas: { places: { to: 'award', strength: 'hard' } } } };
  const context = { scope, cycle: cycle && { fields: cycle }, programme } as unknown as CommandContext;
  const guard = GUARDS[name];
  if (!guard) throw new Error(`no guard ${name}`);
  try {
    guard.judge(guard.parameters.parse(parameters) as never, context);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.rejection.reason;
    throw error;
  }
}

describe('next in line', () => {
  const line = { ash: 1, birch: 2, cedar: 3, elm: 4 };
  const districts = { ash: 'north', birch: 'south', cedar: 'south', elm: 'north' };
  const parameters = { places: 'line.places', out: 'line.out', chosen: 'input.home' };
  const offered = (home: string, out: string[], more: object = {}) =>
    refusal(
      'nextInLine@1',
      { ...parameters, ...more },
      { line: { places: line, out, districts }, input: { home }, self: { district: 'south' } },
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

describe('each once', () => {
  const named = (first: string[], second: string[]) =>
    refusal(
      'eachOnce@1',
      { of: 'self.all', lists: ['input.first', 'input.second'] },
      { self: { all: ['ash', 'birch'] }, input: { first, second } },
    );

  test('all in one list or spread over both', () => {
    expect(named(['ash', 'birch'], [])).toBeUndefined();
    expect(named(['birch'], ['ash'])).toBeUndefined();
  });

  test('one left out, one named twice, one who does not belong', () => {
    expect(named(['ash'], [])).toBe('notComplete');
    expect(named(['ash', 'birch'], ['ash'])).toBe('notComplete');
    expect(named(['ash', 'birch'], ['oak'])).toBe('notComplete');
  });
});

describe('within quota, several at once', () => {
  const parameters = { quota: 'places', unit: 'key.unit', counted: 'self.taken', adding: 'input.more' };
  const added = (taken: string[], more: string[]) =>
    refusal(
      'withinQuota@1',
      parameters,
      { key: { unit: 'north' }, self: { taken }, input: { more } },
      { quotas: { 'places/north': 3 } },
    );

  test('as many as there are places, and not one more', () => {
    expect(added([], ['a', 'b', 'c'])).toBeUndefined();
    expect(added(['a'], ['b', 'c'])).toBeUndefined();
    expect(added(['a'], ['b', 'c', 'd'])).toBe('quotaExceeded');
    expect(added(['a', 'b', 'c'], [])).toBeUndefined();
  });
});
