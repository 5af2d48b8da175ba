import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const profiles = ['postgres', 'redis', 'kurrent', 'mail'];

/** Validates a compose file as Debian's docker-compose does, which needs no engine. Yields the exit code and what was said. */
function validate(text: string, profile: string, environment: NodeJS.ProcessEnv = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-compose-'));
  try {
    writeFileSync(join(folder, 'docker-compose.yml'), text);
    const run = spawnSync('docker-compose', ['--profile', profile, 'config', '-q'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: folder, ...environment },
    });
    return { status: run.status, said: run.stderr };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('docker-compose.yml', () => {
  test.each(profiles)('profile %s is valid with nothing in the environment', (profile) => {
    expect(validate(file, profile)).toEqual({ status: 0, said: '' });
  });

  test('the profiles are these four, one for each service', () => {
    expect([...file.matchAll(/profiles: \[(.*)\]/g)].map((found) => found[1])).toEqual(profiles);
  });

  test('a misspelt key is refused', () => {
    expect(validate(file.replace('healthcheck:', 'heathcheck:'), 'postgres').status).not.toBe(0);
  });

  test('every port is published on the loopback interface only', () => {
    const ports = [...file.matchAll(/ports: \[(.*)\]/g)].flatMap((found) => found[1]!.split(', '));
    expect(ports).toHaveLength(5);
    expect(ports.filter((port) => !port.startsWith("'127.0.0.1:"))).toEqual([]);
  });

  test('Redis neither evicts what it is given nor forgets it at a restart', () => {
    expect(file).toMatch(/exec redis-server --appendonly yes --maxmemory-policy noeviction\n/);
  });

  test('no secret has a value in the file', () => {
    expect([...file.matchAll(/^ +- (\w*(?:PASSWORD|SECRET|TOKEN)\w*)(=.*)?$/gm)].map((found) => found[2])).toEqual([
      undefined,
      undefined,
    ]);
  });
});
