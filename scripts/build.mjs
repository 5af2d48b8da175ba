// Transpiles the TypeScript of apps, libs and workflows into dist/ and copies their JSON, file by file, and only what
// changed since the last time: `npm start` should not wait for a type check, which `npm run types` does.
import { transformFile } from '@swc/core';
import { copyFile, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const root = new URL('..', import.meta.url).pathname;
const folders = ['apps', 'libs', 'workflows', 'tests/bench', 'tests/kurrent'];
const wanted = new Set();

async function modified(path) {
  return stat(path).then(
    (found) => found.mtimeMs,
    () => 0,
  );
}

async function sources(folder) {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && /(?<!\.spec)\.ts$|\.json$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

const configured = await modified(join(root, '.swcrc'));
for (const folder of folders) {
  for (const source of await sources(folder)) {
    const target = join(root, 'dist', source.slice(root.length)).replace(/\.ts$/, '.js');
    wanted.add(target);
    const built = await modified(target);
    if (built > (await modified(source)) && built > configured) continue;
    await mkdir(dirname(target), { recursive: true });
    if (source.endsWith('.json')) await copyFile(source, target);
    else await writeFile(target, (await transformFile(source, { cwd: root })).code);
  }
}

// `npm run dev` builds there by itself.
const dev = join(root, 'dist/dev/');
// What no longer has a source must not go on answering imports.
const left = await readdir(join(root, 'dist'), { recursive: true, withFileTypes: true }).catch(() => []);
for (const entry of left) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && /\.js(on)?$/.test(entry.name) && !wanted.has(path) && !path.startsWith(dev)) await rm(path);
}
