/** Which clock a log is served by: never a virtual one where something is real. */
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { virtualTime } from '../../libs/runtime/clock.js';
import { seedOf } from '../../libs/runtime/roots.js';
import { hearth } from '../e2e/hearth.js';
import { describeWithPostgres } from '../postgres.js';
import { founded, get, place, ROOT, type Place } from './house.js';
import { endServed, served } from './served.js';

const MONDAY = '2024-04-08T09:00+08:00';
const MONDAY_UTC = '2024-04-08T01:00:00.000Z';

describeWithPostgres('the clock of a serving process', () => {
  let at: Place;
  beforeEach(async () => {
    at = await place();
  });
  afterEach(async () => {
    await endServed();
    await at.leave();
  });

  const refused = async (...args: string[]): Promise<string> => {
    const { code, err } = await hearth(at.environment, 'serve', '--lang', 'en', ...args);
    expect([code, err.split('\n').length]).toEqual([2, 2]);
    return err;
  };

  test('is not virtual where a root is real, and no seed is taken; nothing is changed', async () => {
    await founded(at.environment, 'real');
    expect(await refused('--clock', MONDAY)).toBe(
      `hearth: ${ROOT} is a real log: no virtual clock and no seed for it\n`,
    );
    expect(await refused('--seed', '7')).toContain('is a real log');
    expect([await virtualTime(at.pool), await seedOf(at.pool)]).toEqual([undefined, undefined]);
    const server = await served(at.environment, 'serve');
    const answer = await get(`${server.url}/health/live`);
    expect([server.told.clock, answer.headers.get('hearth-clock')]).toEqual(['real', 'real']);
    expect(Math.abs(Date.parse(answer.headers.get('hearth-time') ?? '') - Date.now())).toBeLessThan(5_000);
    expect(await server.stop()).toBe(0);
  });

  test('does not begin before what stands in the log', async () => {
    await founded(at.environment, 'test');
    expect(await refused('--clock', MONDAY)).toMatch(
      /the log was last written at \d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? \(UTC\); a virtual clock cannot begin before that/,
    );
    expect(await virtualTime(at.pool)).toBeUndefined();
  });

  test('runs only where there is one, and is not shared by two processes', async () => {
    expect(await refused('--clock-runs')).toContain('--clock-runs needs --clock');
    expect(await refused('--clock', MONDAY, '--only', 'api')).toContain('one process alone');
  });

  test('says what time it is on every answer, and is found again where it stood, whatever is asked', async () => {
    const first = await served(at.environment, 'serve', '--clock', MONDAY, '--seed', '7');
    const token = await founded(at.environment, 'test');
    expect(await refused('--clock', MONDAY, '--port', '0')).toContain('not beside another');
    const me = await get(`${first.url}/v1/me`, token);
    expect([me.status, me.headers.get('hearth-clock'), me.headers.get('hearth-time')]).toEqual([
      200,
      'virtual',
      MONDAY_UTC,
    ]);
    // What commands that attach write bears its time too.
    const { json } = await hearth(at.environment, 'history', `unit-${ROOT}.city`, '--json');
    expect(json['facts']).toMatchObject([{ at: MONDAY_UTC }]);
    const real = await hearth(at.environment, 'root', 'found', 'other', '--nature', 'real', '--lang', 'en');
    expect([real.code, real.err]).toEqual([
      1,
      'hearth: a virtual clock or a seed is in use here: other cannot be founded as real\n',
    ]);
    // No programme tells a zone yet: it is configured, or UTC.
    const shown = async (zone: object): Promise<string> =>
      (await hearth({ ...at.environment, ...zone }, 'clock', 'show', '--lang', 'en')).out;
    expect(await shown({})).toBe('virtual clock: 2024-04-08 01:00 (UTC)\n');
    expect(await shown({ HEARTH_ZONE: 'Europe/Berlin' })).toBe('virtual clock: 2024-04-08 03:00 (Europe/Berlin)\n');
    const back = await hearth(at.environment, 'clock', 'advance', '2024-04-07T09:00+08:00', '--lang', 'en');
    expect([back.code, back.err]).toEqual([1, 'hearth: the clock does not go back; it is at 2024-04-08 01:00 (UTC)\n']);
    const advanced = await hearth(at.environment, 'clock', 'advance', '+3d', '--json');
    expect(advanced.json).toMatchObject({ now: '2024-04-11T01:00:00.000Z' });
    await first.stop();

    const again = await served(at.environment, 'serve');
    expect(again.told).toMatchObject({ clock: 'virtual', now: '2024-04-11T01:00:00.000Z' });
    await again.stop();
    const earlier = await served(at.environment, 'serve', '--clock', MONDAY, '--seed', '7');
    expect(earlier.told.now).toBe('2024-04-11T01:00:00.000Z');
    await earlier.stop();
    const later = await served(at.environment, 'serve', '--clock', '2024-04-12T09:00+08:00');
    expect(later.told.now).toBe('2024-04-12T01:00:00.000Z');
    await later.stop();
    expect(await refused('--seed', '8')).toContain('another seed');
  });

  test('a seed comes before the first fact', async () => {
    await founded(at.environment, 'test');
    expect(await refused('--seed', '7')).toContain('too late for a seed');
  });
});
