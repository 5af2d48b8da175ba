/** Archives of an earlier time, unpacked as the user of this process may have them. */
import { randomBytes } from 'node:crypto';
import { chmod, chown, cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { zstdDecompressSync } from 'node:zlib';

const BLOCK = 512;

/** Unpacks a compressed tar archive (ustar: files and folders alone) into a folder, with the permissions in it. */
export async function unpack(archive: string, into: string): Promise<void> {
  const tar = zstdDecompressSync(await readFile(archive));
  const folders: [path: string, mode: number][] = [];
  for (let at = 0; tar[at] !== 0;) {
    const header = tar.subarray(at, at + BLOCK);
    const text = (from: number, length: number): string =>
      header.toString('utf8', from, from + length).replace(/\0.*$/s, '');
    const [name, mode, size] = [text(0, 100), Number.parseInt(text(100, 8), 8), Number.parseInt(text(124, 12), 8)];
    const path = join(into, text(345, 155), name);
    if (text(156, 1) === '5') {
      await mkdir(path, { recursive: true });
      folders.push([path, mode]);
    } else {
      await writeFile(path, tar.subarray(at + BLOCK, at + BLOCK + size), { mode });
    }
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  for (const [path, mode] of folders) await chmod(path, mode);
}

/**
 * Root's database runs as `nobody`, to whom its files must belong; where `nobody` cannot come to the data folder they lie
 * in a folder of the system, which the data folder names.
 */
export async function handOver(data: string): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const here = join(data, 'postgres');
  const home = (await allMayEnter(data)) ? here : join('/var/lib/hearth', `data-${randomBytes(8).toString('hex')}`);
  if (home !== here) {
    await mkdir(dirname(home), { recursive: true, mode: 0o755 });
    await cp(here, home, { recursive: true });
    await rm(here, { recursive: true });
    const file = join(data, 'postgres.json');
    const place = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, `${JSON.stringify({ ...place, home })}\n`);
  }
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'));
  const [, , uid, gid] = users.find(([name]) => name === 'nobody') ?? [];
  await chown(home, Number(uid), Number(gid));
  for (const name of await readdir(home, { recursive: true })) await chown(join(home, name), Number(uid), Number(gid));
}

async function allMayEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) return false;
  return folder === dirname(folder) || allMayEnter(dirname(folder));
}
