import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { linesOf, readJson, writeNew } from './files.js';

describe('files that a user names', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'hearth-files-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const lines = async (content: string | Buffer): Promise<string[]> => {
    const path = join(folder, 'lines');
    await writeFile(path, content);
    const found: string[] = [];
    for await (const line of linesOf(path)) found.push(line);
    return found;
  };

  test('lines end in LF and in nothing else that Unicode calls a line’s end', async () => {
    expect(await lines('a\u2028b\u2029c\u0085d\re\nf\r\n')).toEqual(['a\u2028b\u2029c\u0085d\re', 'f\r']);
    expect(await lines('a\n\nb')).toEqual(['a', '', 'b']);
  });

  test('a character may lie across two pieces of the file', async () => {
    const long = '村'.repeat(50_000);
    expect(await lines(`x${long}\n${long}\n`)).toEqual([`x${long}`, long]);
  });

  test('what is not UTF-8, and a line without end, are refused', async () => {
    await expect(lines(Buffer.from([0x61, 0xff, 0x0a]))).rejects.toMatchObject({ key: 'log.badLine' });
    await expect(lines('x'.repeat(3 * 1024 * 1024))).rejects.toMatchObject({ key: 'log.badLine' });
  });

  test('a file is written whole or not at all, and never over another', async () => {
    const path = join(folder, 'new');
    const broken = async function* () {
      yield 'first\n';
      throw new Error('gone');
    };
    await expect(writeNew(path, broken())).rejects.toThrow('gone');
    const text = async function* () {
      yield 'whole\n';
    };
    await writeNew(path, text());
    await expect(writeNew(path, text())).rejects.toMatchObject({ key: 'log.fileExists' });
    expect(await readFile(path, 'utf8')).toBe('whole\n');
  });

  test('what cannot be read as JSON is said, with the file', async () => {
    const path = join(folder, 'json');
    await expect(readJson(path)).rejects.toMatchObject({ key: 'log.fileMissing', parameters: { file: path } });
    await writeFile(path, '{');
    await expect(readJson(path)).rejects.toMatchObject({ key: 'programme.notJson', parameters: { file: path } });
  });
});
