import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { BadMasterKey, masterFromEnvironment, masterFromFile, masterOf, WrongMasterKey } from './master-key.js';
import { systemRandom } from './random.js';

const OLD = Buffer.alloc(32, 1);
const NEW = Buffer.alloc(32, 2);
const KEY = Buffer.alloc(32, 9);

describe('the master key', () => {
  test('comes from the environment in hex or base64url, and both are the same key', () => {
    const hex = masterFromEnvironment({ HEARTH_MASTER_KEY: OLD.toString('hex') });
    const base64url = masterFromEnvironment({ HEARTH_MASTER_KEY: OLD.toString('base64url') });
    const wrapped = hex?.wrap('person:a', KEY, systemRandom()) ?? { master: '', bytes: KEY };
    expect(Buffer.from(base64url?.unwrap('person:a', wrapped) ?? [])).toEqual(KEY);
    expect(masterFromEnvironment({})).toBeUndefined();
  });

  test.each([['short'], ['0'.repeat(63)], ['g'.repeat(64)], [''], ['a'.repeat(44)]])(
    'refuses %j without repeating it',
    (text) => {
      const message = 'HEARTH_MASTER_KEY: 32 bytes wanted, as 64 hexadecimal digits or 43 characters of base64url';
      expect(() => masterFromEnvironment({ HEARTH_MASTER_KEY: text })).toThrow(new BadMasterKey(message));
    },
  );

  test('a wrapped key opens under its own id and master key only', () => {
    const wrapped = masterOf(OLD).wrap('person:a', KEY, systemRandom());
    expect(() => masterOf(OLD).unwrap('person:b', wrapped)).toThrow(WrongMasterKey);
    expect(() => masterOf(NEW).unwrap('person:a', wrapped)).toThrow(WrongMasterKey);
    expect(() => masterOf(NEW).unwrap('person:a', { ...wrapped, master: masterOf(NEW).current })).toThrow(
      WrongMasterKey,
    );
    expect(Buffer.from(wrapped.bytes).includes(KEY)).toBe(false);
  });

  test('after a rotation the old one still opens, and the new one wraps', () => {
    const wrapped = masterOf(OLD).wrap('person:a', KEY, systemRandom());
    const rotated = masterFromEnvironment({
      HEARTH_MASTER_KEY: NEW.toString('hex'),
      HEARTH_MASTER_KEY_OLD: OLD.toString('hex'),
    });
    expect(Buffer.from(rotated?.unwrap('person:a', wrapped) ?? [])).toEqual(KEY);
    expect(rotated?.wrap('person:a', KEY, systemRandom()).master).toBe(masterOf(NEW).current);
    expect(() => masterFromEnvironment({ HEARTH_MASTER_KEY_OLD: OLD.toString('hex') })).toThrow(
      'without HEARTH_MASTER_KEY',
    );
  });

  test('of a file is made once, for its owner alone, and a file of something else is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-master-'));
    try {
      const path = join(folder, 'master.key');
      const made = await masterFromFile(path, systemRandom());
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      expect((await masterFromFile(path, systemRandom())).current).toBe(made.current);
      await writeFile(path, 'nothing of the kind');
      await expect(masterFromFile(path, systemRandom())).rejects.toThrow('does not hold a master key');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
