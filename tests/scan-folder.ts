/** Looks for secrets in every byte of every file of a folder, as an intruder with the disk would. */
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

export interface Found {
  readonly file: string;
  readonly secret: string;
  readonly form: string;
}

/**
 * Where `secrets` (name → bytes or text, 12 bytes at least) stand under `folder`: as they are, in UTF-16, in
 * hexadecimal, and in base64 at any offset. Files that go away meanwhile are passed over.
 */
export async function scanFolder(
  folder: string,
  secrets: Readonly<Record<string, string | Uint8Array>>,
): Promise<Found[]> {
  const needles = Object.entries(secrets).flatMap(([secret, value]) =>
    forms(value).map(([form, bytes]) => ({ secret, form, bytes })),
  );
  const found: Found[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const content = await readFile(path).catch(unlessGone);
    if (content === undefined) continue;
    for (const { secret, form, bytes } of needles)
      if (content.includes(bytes)) found.push({ file: relative(folder, path), secret, form });
  }
  return found;
}

/** What `value` may look like in a file, by name. */
export function forms(value: string | Uint8Array): [string, Buffer][] {
  const bytes = Buffer.from(value);
  if (bytes.byteLength < 12) throw new Error('too short to be found by itself');
  const hex = bytes.toString('hex');
  const out: [string, Buffer][] = [
    ['as it is', bytes],
    ['hexadecimal', Buffer.from(hex)],
    ['hexadecimal', Buffer.from(hex.toUpperCase())],
  ];
  if (typeof value === 'string') out.push(['UTF-16', Buffer.from(value, 'utf16le')]);
  for (const offset of [0, 1, 2]) {
    const whole = bytes.subarray(offset, offset + 3 * Math.floor((bytes.byteLength - offset) / 3));
    for (const encoding of ['base64', 'base64url'] as const)
      out.push(['base64', Buffer.from(whole.toString(encoding).replaceAll('=', ''))]);
  }
  return out;
}

function unlessGone(error: unknown): undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
