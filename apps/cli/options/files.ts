/** Files that a user names: read within a limit, written only where none is. */
import { open, readFile, rm, stat } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { refusal } from '../invocation/invocation.js';

const JSON_LIMIT = 8 * 1024 * 1024;
/** Characters in a line: more than any fact takes (a fact's limit, each byte escaped as six). */
const LINE_LIMIT = 2 * 1024 * 1024;

/** The JSON value in a file. @throws {CliError} */
export async function readJson(file: string): Promise<unknown> {
  const text = await opening(file, async () => {
    const { size } = await stat(file);
    if (size > JSON_LIMIT) throw refusal('programme.tooLarge', { file, limit: JSON_LIMIT });
    return readFile(file, 'utf8');
  });
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw refusal('programme.notJson', { file, detail: (error as Error).message });
  }
}

/**
 * Lines that end in LF and in nothing else: inside JSON stand other characters that line readers take for ends.
 * @throws {CliError}
 */
export async function* linesOf(file: string): AsyncIterable<string> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const damaged = (detail: string): Error => refusal('log.badLine', { detail });
  let rest = '';
  const handle = await opening(file, () => open(file, 'r'));
  try {
    for await (const chunk of createReadStream('', { fd: handle, autoClose: false })) {
      rest += decode(utf8, chunk as Buffer, damaged);
      const lines = rest.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > LINE_LIMIT) throw damaged(`a line is longer than ${LINE_LIMIT} characters`);
      yield* lines;
    }
  } finally {
    await handle.close();
  }
  if (rest !== '') yield rest;
}

function decode(
  utf8: { decode(bytes: Buffer, options: { stream: boolean }): string },
  chunk: Buffer,
  damaged: (detail: string) => Error,
): string {
  try {
    return utf8.decode(chunk, { stream: true });
  } catch {
    throw damaged('not UTF-8');
  }
}

/** Writes a file that is not there yet, whole and on the disk when this returns. @throws {CliError} */
export async function writeNew(file: string, text: AsyncIterable<string>): Promise<void> {
  const handle = await opening(file, () => open(file, 'wx', 0o600));
  try {
    for await (const part of text) await handle.writeFile(part);
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function opening<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw refusal('log.fileExists', { file });
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
      throw refusal('log.fileMissing', { file, detail: (error as Error).message });
    throw error;
  }
}
