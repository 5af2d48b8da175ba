import { describe, expect, test } from '@jest/globals';
import { Unavailable } from '../engine/ports/event-store.js';
import {
  isLost,
  isLockTimeout,
  isUnavailable,
  isUndefinedTable,
  translateErrors,
  troubleOf,
  type Trouble,
} from './errors.js';

const withCode = (code: string): Error => Object.assign(new Error('of the server'), { code });

/** Every code and message that counts, and of what does not count those that are easily taken for one that does. */
const CODES: readonly (readonly [string, Trouble | undefined])[] = [
  ['08000', 'lost'],
  ['08001', 'lost'],
  ['08003', 'lost'],
  ['08006', 'lost'],
  ['08P01', 'lost'],
  ['57P01', 'lost'],
  ['57P02', 'lost'],
  ['57P03', 'lost'],
  ['57P04', 'lost'],
  ['57P05', 'lost'],
  ['40001', 'transient'],
  ['40P01', 'transient'],
  ['53000', 'transient'],
  ['53100', 'transient'],
  ['53200', 'transient'],
  ['53300', 'transient'],
  ['55P03', 'transient'],
  ['57014', 'transient'],
  ['ECONNREFUSED', 'lost'],
  ['ECONNRESET', 'lost'],
  ['ETIMEDOUT', 'lost'],
  ['EHOSTUNREACH', 'lost'],
  ['EAI_AGAIN', 'lost'],
  // Five letters, as a SQLSTATE has them.
  ['EPIPE', 'lost'],
  ['57000', undefined],
  ['57P06', undefined],
  ['55000', undefined],
  ['55006', undefined],
  ['25P02', undefined],
  ['23505', undefined],
  ['22P02', undefined],
  ['42P01', undefined],
  ['3F000', undefined],
  ['42501', undefined],
  ['28P01', undefined],
  ['3D000', undefined],
  ['XX000', undefined],
  ['HE001', undefined],
  ['P0001', undefined],
  ['ERR_INVALID_ARG_TYPE', undefined],
  ['', undefined],
];

const MESSAGES: readonly (readonly [string, Trouble | undefined])[] = [
  ['Connection terminated', 'lost'],
  ['Connection terminated unexpectedly', 'lost'],
  ['Connection terminated due to connection timeout', 'lost'],
  ['Connection ended', 'lost'],
  ['Client has encountered a connection error and is not queryable', 'lost'],
  ['Client was closed and is not queryable', 'lost'],
  ['Query read timeout', 'lost'],
  ['timeout exceeded when trying to connect', 'lost'],
  ['the view says: Connection terminated', undefined],
  ['views.generation has lost its row', undefined],
];

describe('what an error of PostgreSQL means', () => {
  test.each(CODES)('code %s: %s', (code, trouble) => {
    expect(troubleOf(withCode(code))).toBe(trouble);
    expect(isLost(withCode(code))).toBe(trouble === 'lost');
    expect(isUnavailable(withCode(code))).toBe(trouble !== undefined);
  });

  test.each(MESSAGES)('"%s": %s', (message, trouble) => {
    expect(troubleOf(new Error(message))).toBe(trouble);
  });

  test('what is no error has no meaning, and a code goes before the message', () => {
    for (const thrown of [undefined, null, 'Connection terminated', { message: 'Connection terminated' }])
      expect(troubleOf(thrown)).toBeUndefined();
    expect(troubleOf(Object.assign(new Error('Connection terminated'), { code: '23505' }))).toBeUndefined();
  });

  test('what is no longer there, and what was locked by somebody else', () => {
    expect(['42P01', '3F000', '42883', '57P01'].map((code) => isUndefinedTable(withCode(code)))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(['55P03', '57014'].map((code) => isLockTimeout(withCode(code)))).toEqual([true, false]);
  });
});

describe('errors that the engine understands', () => {
  test('a server out of reach is unavailable, and its error is the cause', async () => {
    const cause = withCode('57P01');
    const thrown = await translateErrors(() => Promise.reject(cause)).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Unavailable);
    expect(thrown).toMatchObject({ outcome: 'nothingWritten', cause });
  });

  test('what is unavailable already keeps what it says, and a mistake stays what it is', async () => {
    const known = new Unavailable('known', 'unknown');
    await expect(translateErrors(() => Promise.reject(known))).rejects.toBe(known);
    const mistake = withCode('23505');
    await expect(translateErrors(() => Promise.reject(mistake))).rejects.toBe(mistake);
    await expect(translateErrors(() => Promise.resolve(1))).resolves.toBe(1);
  });
});
