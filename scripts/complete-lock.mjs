// Completes package-lock.json: `node scripts/complete-lock.mjs`, after an `npm install` against a registry that does not
// carry the binaries of every platform. npm then leaves those optional packages out of the lock file, and `npm ci`
// refuses its own work ("Missing: … from lock file", npm/cli#9846). What is added here says for which platform a package
// is, so that no Linux machine ever fetches it; it has no integrity hash, because nobody here has seen its bytes.
import { readFile, writeFile } from 'node:fs/promises';

const path = new URL('../package-lock.json', import.meta.url);

const PLATFORM =
  /-(android|darwin|freebsd|linux|openharmony|win32)-(arm64|arm|ia32|loong64|ppc64|riscv64|s390x|x64)(?:-(\w+))?$/;

/** What can be told about a package from the name that its makers gave it, in npm's order of members. */
function entry(name, version, dev) {
  const found = PLATFORM.exec(name);
  if (!found) throw new Error(`no platform can be read from the name ${name}`);
  const [, os, cpu, abi = ''] = found;
  const libc = abi.startsWith('musl') ? 'musl' : 'glibc';
  return {
    version,
    cpu: [cpu],
    ...(dev ? { dev } : {}),
    ...(os === 'linux' && abi !== '' ? { libc: [libc] } : {}),
    optional: true,
    os: [os],
  };
}

/** The entries that are missing, by their place in the lock file. */
function missingEntries(lock) {
  const missing = {};
  for (const [place, parent] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const places = [`${place}/node_modules/${name}`, `node_modules/${name}`];
      if (places.some((at) => lock.packages[at.replace(/^\//, '')])) continue;
      missing[`node_modules/${name}`] = entry(name, version, parent.dev);
    }
  }
  return missing;
}

const lock = JSON.parse(await readFile(path, 'utf8'));
const missing = missingEntries(lock);
const [root, ...others] = Object.entries({ ...lock.packages, ...missing });
others.sort(([one], [other]) => one.localeCompare(other, 'en')); // as npm sorts them
lock.packages = Object.fromEntries([root, ...others]);
await writeFile(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${Object.keys(missing).length} entries added`);
