import { describe, expect, test } from '@jest/globals';
import { BadConfiguration, readConfiguration, requireKeys, type Mistake } from './configuration.js';

const KEY = 'ab'.repeat(32);
const nowhere = () => '/var/lib/somewhere/data';

function mistakes(read: () => unknown): readonly Mistake[] {
  try {
    read();
  } catch (error) {
    if (error instanceof BadConfiguration) return error.mistakes;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  test('with nothing set, everything is embedded in the default folder', () => {
    expect(readConfiguration({ PATH: '/bin' }, nowhere)).toEqual({
      data: '/var/lib/somewhere/data',
      databaseUrl: undefined,
      sealing: {},
      zone: 'UTC',
      serving: {
        host: '127.0.0.1',
        port: 4327,
        publicUrl: undefined,
        redisUrl: undefined,
        outbox: '/var/lib/somewhere/data/outbox',
        logLevel: 'info',
      },
    });
  });

  test('every mistake is named at once, and no key is shown', () => {
    const environment = {
      HEARTH_DATA: 'relative/data',
      DATABASE_URL: 'mysql://localhost/hearth',
      HEARTH_MASTER_KEY: 'secretsecret',
      HEARTH_MASTER_KEY_OLD: `${KEY},short`,
      HEARTH_ERASURE_LIST: '',
      HEARTH_HOST: 'not a host',
      HEARTH_PORT: '65536',
      HEARTH_PUBLIC_URL: 'https://hearth.example.org/below',
      REDIS_URL: 'http://127.0.0.1:6379',
      HEARTH_OUTBOX: 'outbox',
      HEARTH_LOG_LEVEL: 'loud',
      HEARTH_ZONE: 'Moon/Sea',
    };
    expect(mistakes(() => readConfiguration(environment, nowhere))).toEqual([
      { variable: 'HEARTH_DATA', kind: 'notAbsolute' },
      { variable: 'DATABASE_URL', kind: 'notPostgres' },
      { variable: 'HEARTH_MASTER_KEY', kind: 'notKey' },
      { variable: 'HEARTH_MASTER_KEY_OLD', kind: 'notKey' },
      { variable: 'HEARTH_ERASURE_LIST', kind: 'empty' },
      { variable: 'HEARTH_HOST', kind: 'notHost' },
      { variable: 'HEARTH_PORT', kind: 'notPort' },
      { variable: 'HEARTH_PUBLIC_URL', kind: 'notUrl' },
      { variable: 'REDIS_URL', kind: 'notRedis' },
      { variable: 'HEARTH_OUTBOX', kind: 'notAbsolute' },
      { variable: 'HEARTH_LOG_LEVEL', kind: 'notLevel' },
      { variable: 'HEARTH_ZONE', kind: 'notZone' },
    ]);
    expect(() => readConfiguration(environment, nowhere)).not.toThrow(/secretsecret|abab/);
  });

  test('the zone in which is told what has none of its own', () => {
    expect(readConfiguration({ HEARTH_ZONE: 'Europe/Berlin' }, nowhere).zone).toBe('Europe/Berlin');
    expect(mistakes(() => readConfiguration({ HEARTH_ZONE: '+08:00' }, nowhere))).toEqual([
      { variable: 'HEARTH_ZONE', kind: 'notZone' },
    ]);
  });

  test('what a serving process is told', () => {
    const told = {
      HEARTH_HOST: '0.0.0.0',
      HEARTH_PORT: '0',
      HEARTH_PUBLIC_URL: 'https://hearth.example.org/',
      REDIS_URL: 'rediss://:word@redis.example.org:6380/2',
      HEARTH_OUTBOX: '/srv/outbox',
      HEARTH_LOG_LEVEL: 'silent',
    };
    expect(readConfiguration(told, nowhere).serving).toEqual({
      host: '0.0.0.0',
      port: 0,
      publicUrl: 'https://hearth.example.org',
      redisUrl: 'rediss://:word@redis.example.org:6380/2',
      outbox: '/srv/outbox',
      logLevel: 'silent',
    });
  });

  test('older master keys need the one that wraps', () => {
    expect(mistakes(() => readConfiguration({ HEARTH_MASTER_KEY_OLD: KEY }, nowhere))).toEqual([
      { variable: 'HEARTH_MASTER_KEY_OLD', kind: 'olderAlone' },
    ]);
    const both = readConfiguration({ HEARTH_MASTER_KEY: KEY, HEARTH_MASTER_KEY_OLD: `${KEY},${KEY}` }, nowhere);
    expect(both.sealing['HEARTH_MASTER_KEY']).toBe(KEY);
  });

  test.each([
    ['/srv/data/postgres', ['insideDatabase']],
    ['/srv/data/postgres/data/erasures', ['insideDatabase']],
    ['/srv/data/erasures', []],
    ['/srv/data/postgres.erasures', []],
  ])('a list of erasures at %s', (list, kinds) => {
    const found = mistakes(() => readConfiguration({ HEARTH_DATA: '/srv/data', HEARTH_ERASURE_LIST: list }, nowhere));
    expect(found.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('on a server of one’s own, what needs keys asks for both; reading does not', () => {
    const configuration = readConfiguration({ DATABASE_URL: 'postgres://localhost/hearth' }, nowhere);
    expect(mistakes(() => requireKeys(configuration))).toEqual([
      { variable: 'HEARTH_MASTER_KEY', kind: 'missing' },
      { variable: 'HEARTH_ERASURE_LIST', kind: 'missing' },
    ]);
    expect(mistakes(() => requireKeys(readConfiguration({}, nowhere)))).toEqual([]);
  });
});
