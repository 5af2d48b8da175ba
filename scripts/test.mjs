// Runs the test suite: `npm test`. Arguments go to Jest. With HEARTH_REQUIRE_ALL set, nothing may be left out.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { unmet } from './needs.mjs';

const root = new URL('..', import.meta.url).pathname;
const missing = unmet();
for (const { suites, program, debian } of missing) {
  console.log(`Left out: ${suites} needs ${program} (Debian package ${debian}).`);
}
if (missing.length > 0 && process.env.HEARTH_REQUIRE_ALL) {
  console.error('HEARTH_REQUIRE_ALL is set: install what is missing.');
  process.exit(1);
}

const result = spawnSync(
  join(root, 'node_modules/.bin/node'),
  [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    ...process.argv.slice(2),
    ...['/node_modules/', ...missing.map(({ suites }) => suites)].map((path) => `--testPathIgnorePatterns=${path}`),
    '--reporters=default',
    '--reporters=./scripts/test-summary.mjs',
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exit(result.status ?? 1);
