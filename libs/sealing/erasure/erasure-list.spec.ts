import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { erasureFile } from './erasure-list.js';

const IDENTITY = `list:${'0f'.repeat(16)}`;

describe('the list of erasures', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-erasures-'));
    path = join(folder, 'erasures');
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is read as it was written, by another reader', async () => {
    const list = erasureFile(path);
    expect(await list.identity()).toBeUndefined();
    await list.begin(IDENTITY);
    await list.add(['person:a', 'person:b']);
    await list.add(['ballot:ballot-r.1']);
    expect(await erasureFile(path).identity()).toBe(IDENTITY);
    expect([...(await erasureFile(path).read())]).toEqual(['person:a', 'person:b', 'ballot:ballot-r.1']);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('holds key ids and nothing else', async () => {
    await erasureFile(path).begin(IDENTITY);
    await erasureFile(path).add(['person:a']);
    // printf person:a | sha256sum
    expect((await readFile(path, 'utf8')).split('\n')[1]).toMatch(/^person:a [0-9a-f]{8}$/);
  });

  test('a line cut short by a crash is no key, and the next one replaces it', async () => {
    await erasureFile(path).begin(IDENTITY);
    await erasureFile(path).add(['person:a']);
    await appendFile(path, 'person:b 1');
    expect([...(await erasureFile(path).read())]).toEqual(['person:a']);
    await erasureFile(path).add(['person:c']);
    expect([...(await erasureFile(path).read())]).toEqual(['person:a', 'person:c']);
  });

  test('a changed line is refused and named', async () => {
    await erasureFile(path).begin(IDENTITY);
    await erasureFile(path).add(['person:a', 'person:b']);
    await writeFile(path, (await readFile(path, 'utf8')).replace('person:a', 'person:x'));
    await expect(erasureFile(path).read()).rejects.toThrow('damaged in line 2');
  });

  test('is never begun over another, and never added to where there is none', async () => {
    await expect(erasureFile(path).add(['person:a'])).rejects.toThrow('ENOENT');
    await erasureFile(path).begin(IDENTITY);
    await expect(erasureFile(path).begin(IDENTITY)).rejects.toThrow('already');
  });

  test('another file is not taken for a list', async () => {
    await writeFile(path, 'something else\n');
    await expect(erasureFile(path).identity()).rejects.toThrow('damaged in line 1');
  });
});
