import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openMailSpool, type MailMessage, type MailSpool } from '../../libs/outside/mail/mail-spool.js';

const letter: MailMessage = {
  format: 1,
  fact: '0e4a1c52-95a1-8d11-a111-9e2a6d1f0b11',
  at: '2024-04-12T01:00:00.000Z',
  root: 'test',
  to: 'clerk-pudong',
  kind: 'reminder',
  stream: 'roster-test.2024.pudong',
  subject: { zh: '提醒', en: 'Reminder' },
  text: { zh: '名册', en: 'Roster' },
};

describe('the outbox', () => {
  let folder: string;
  let outbox: MailSpool;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outbox-'));
    outbox = openMailSpool(join(folder, 'out'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const path = (): string =>
    join(folder, 'out', 'test', 'clerk-pudong', '2024-04-12T01-00-00-000Z-0e4a1c52-95a1-8d11-a111-9e2a6d1f0b11.json');

  test('a letter is one file, for its owner only, named by account, instant and fact', async () => {
    expect(await outbox.put([letter])).toBe(1);
    expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual(letter);
    expect((await stat(path())).mode & 0o077).toBe(0);
    expect((await stat(join(folder, 'out', 'test', 'clerk-pudong'))).mode & 0o077).toBe(0);
  });

  test('the same fact told again changes nothing, and leaves nothing half-written behind', async () => {
    await outbox.put([letter]);
    expect(
      await outbox.put([
        { ...letter, text: { zh: '另', en: 'another' } },
        { ...letter, to: 'other' },
      ]),
    ).toBe(1);
    expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual(letter);
    expect(await readdir(join(folder, 'out', 'test', 'clerk-pudong'))).toHaveLength(1);
    expect((await readdir(join(folder, 'out', 'test'))).toSorted()).toEqual(['clerk-pudong', 'other']);
  });

  test.each(['../../etc', 'a/b', '.', '', 'A', 'x'.repeat(81), 'a\0b'])(
    'an account or root named %j is refused, and of a bad bundle nothing is written',
    async (name) => {
      await expect(outbox.put([letter, { ...letter, to: name }])).rejects.toThrow(/"to"/);
      await expect(outbox.put([letter, { ...letter, root: name }])).rejects.toThrow(/"root"/);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  test('where the folder cannot be made it fails, and the same letters go out later', async () => {
    await writeFile(join(folder, 'out'), 'in the way');
    await expect(outbox.put([letter])).rejects.toThrow(/ENOTDIR|EEXIST/);
    await rm(join(folder, 'out'));
    expect(await outbox.put([letter])).toBe(1);
  });
});
