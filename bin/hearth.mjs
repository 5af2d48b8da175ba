#!/usr/bin/env node
// The `hearth` command. Whatever Node the machine has, the work is done by the one that the lock file pins; a checkout
// that has sources is built first, and only what changed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const pinned = join(root, 'node_modules/.bin/node');
const main = join(root, 'dist/apps/cli/main.js');

function refuse(reason) {
  console.error(`hearth: ${reason}`);
  process.exit(1);
}

if (!existsSync(pinned)) refuse(`the pinned Node is not there; run "npm ci" in ${root} first`);

if (existsSync(join(root, 'apps/cli/main.ts'))) {
  const built = spawnSync(pinned, [join(root, 'scripts/build.mjs')], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (built.status !== 0) refuse('the build failed');
}
if (!existsSync(main)) refuse(`${main} is not there`);

const command = spawn(pinned, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
// A terminal sends its signals to both processes; SIGTERM comes to this one alone. Neither ends this process: the one
// that does the work decides how to end.
process.on('SIGTERM', () => command.kill('SIGTERM'));
for (const signal of ['SIGINT', 'SIGHUP']) process.on(signal, () => {});
command.on('error', (error) => refuse(error.message));
command.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
