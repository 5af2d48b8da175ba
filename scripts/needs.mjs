// What some test files need of the system beyond what `npm ci` brings. Each file that needs something stands here, so
// that what is left out on a machine is said and not silently missing.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** `suites`: a regular expression over paths. `program`: must be on the PATH. `debian`: the package that brings it. */
export const needs = [
  { suites: 'tests/house/compose\\.spec\\.ts$', program: 'docker-compose', debian: 'docker-compose' },
  { suites: 'tests/contract/queue/redis-trouble\\.spec\\.ts$', program: 'redis-server', debian: 'redis-server' },
];

function onPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The needs that this machine does not meet. */
export function unmet() {
  return needs.filter(({ program }) => !onPath(program));
}

// Run by itself, it prints the Debian packages to install.
if (import.meta.filename === process.argv[1]) {
  for (const { debian } of unmet()) console.log(debian);
}
