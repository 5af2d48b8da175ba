import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const file = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8');
const profiles = ['postgres', 'redis', 'kurrent', 'kurrent-cluster', 'mail'];
const nodes = ['kurrent-1', 'kurrent-2', 'kurrent-3'];

/** One service's part of the file; what a node takes over from the first by an anchor is not in it. */
function service(name: string): string {
  const found = new RegExp(`^  ${name}:.*\\n((?:    .*\\n|\\n)+)`, 'm').exec(file);
  if (!found) throw new Error(`no service ${name}`);
  return found[1]!;
}

/** The script in a part of the file, as the container's shell gets it. */
function script(part: string): string {
  const [, style, lines] = /- (>-|\|)\n((?: {8}.*\n)+)/.exec(part)!;
  return lines!
    .replaceAll(/^ {8}/gm, '')
    .replaceAll('\n', style === '|' ? '\n' : ' ')
    .replaceAll('$$', '$');
}

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

  test('the profiles are these five', () => {
    const named = [...file.matchAll(/profiles: \[(.*)\]/g)].map((found) => found[1]);
    expect([...new Set(named)]).toEqual(profiles);
  });

  test('CI validates each of them', () => {
    const ci = readFileSync(new URL('../../.ci/run', import.meta.url), 'utf8');
    expect(ci).toContain(`for profile in ${profiles.join(' ')}; do`);
  });

  test('a misspelt key is refused', () => {
    expect(validate(file.replace('healthcheck:', 'heathcheck:'), 'postgres').status).not.toBe(0);
  });

  test('every port is published on the loopback interface only', () => {
    const ports = [...file.matchAll(/ports: \[(.*)\]/g)].flatMap((found) => found[1]!.split(', '));
    expect(ports).toHaveLength(8);
    expect(ports.filter((port) => !port.startsWith("'127.0.0.1:"))).toEqual([]);
  });

  test('Redis neither evicts what it is given nor forgets it at a restart', () => {
    expect(file).toMatch(/exec redis-server --appendonly yes --maxmemory-policy noeviction\n/);
  });

  test('no secret has a value in the file', () => {
    const secrets = /^ +(?:- )?(\w*(?:PASSWORD|SECRET|TOKEN)\w*)(?:$|([=:].*)$)/gm;
    expect([...file.matchAll(secrets)].map(([, name, value]) => [name, value])).toEqual([
      ['POSTGRES_PASSWORD', undefined],
      ['REDIS_PASSWORD', undefined],
      ['KURRENTDB_DEFAULT_ADMIN_PASSWORD', ':'],
      ['KURRENTDB_DEFAULT_OPS_PASSWORD', ':'],
    ]);
  });

  test.each([{}, { KURRENTDB_DEFAULT_ADMIN_PASSWORD: 'a' }, { KURRENTDB_DEFAULT_OPS_PASSWORD: 'b' }])(
    'a node of the cluster does not start with %j: its users would have a password that everybody knows',
    (environment) => {
      const run = spawnSync('sh', ['-c', script(service('kurrent-1'))], { env: environment, encoding: 'utf8' });
      expect(run.status).not.toBe(0);
      expect(run.stderr).toMatch(/PASSWORD: set it in the environment\n$/);
    },
  );

  test('with both passwords, a node goes on to its program', () => {
    const environment = { KURRENTDB_DEFAULT_ADMIN_PASSWORD: 'a', KURRENTDB_DEFAULT_OPS_PASSWORD: 'b' };
    const run = spawnSync('sh', ['-c', script(service('kurrent-1'))], { env: environment, encoding: 'utf8' });
    expect(run.stderr.trim().split('\n')).toEqual([expect.stringContaining('/opt/kurrentdb/KurrentDB')]);
  });

  test('each node of the cluster goes by its own name, port and certificate, and asks the two others', () => {
    const said = nodes.map((node) => {
      const part = service(node);
      const value = (name: string): string | undefined => new RegExp(`${name}: '?([^'\n]*)`).exec(part)?.[1];
      return {
        name: value('KURRENTDB_NODE_HOST_ADVERTISE_AS'),
        replication: value('KURRENTDB_REPLICATION_HOST_ADVERTISE_AS'),
        seeds: value('KURRENTDB_GOSSIP_SEED'),
        port: value('KURRENTDB_ADVERTISE_NODE_PORT_TO_CLIENT_AS'),
        published: /ports: \['127\.0\.0\.1:(.*):2113'\]/.exec(part)?.[1],
        certificate: value('KURRENTDB_CERTIFICATE_FILE'),
        key: value('KURRENTDB_CERTIFICATE_PRIVATE_KEY_FILE'),
        data: /- (\S+):\/var\/lib\/kurrentdb\n/.exec(part)?.[1],
      };
    });
    expect(said).toEqual(
      [1, 2, 3].map((number) => ({
        name: `kurrent-${number}`,
        replication: `kurrent-${number}`,
        seeds: [1, 2, 3]
          .filter((other) => other !== number)
          .map((other) => `kurrent-${other}:2113`)
          .join(','),
        port: `\${KURRENTDB_${number}_PORT:-212${number}}`,
        published: `\${KURRENTDB_${number}_PORT:-212${number}}`,
        certificate: `/certificates/node${number}/node.crt`,
        key: `/certificates/node${number}/node.key`,
        data: `kurrent-${number}`,
      })),
    );
  });

  test('certificates are made once: what is there is left alone', () => {
    const folder = mkdtempSync(join(tmpdir(), 'hearth-certificates-'));
    try {
      // In the place of Kurrent's tool, one that says what it was asked, and refuses a folder that is there, as that does.
      const tool = '#!/bin/sh\nmkdir "$3" && touch "$3/ca.key" "$3/node.key" && echo "$@"\n';
      writeFileSync(join(folder, 'es-gencert-cli'), tool, { mode: 0o755 });
      writeFileSync(join(folder, 'chown'), '#!/bin/sh\n', { mode: 0o755 });
      const text = script(service('kurrent-certificates')).replace('cd /certificates', `cd ${folder}`);
      const make = () =>
        spawnSync('bash', ['-euc', text], { env: { PATH: `${folder}:${process.env['PATH']}` }, encoding: 'utf8' });
      const made = make();
      expect([made.status, made.stdout.trim().split('\n')]).toEqual([
        0,
        [
          'create-ca -out ./ca',
          ...[1, 2, 3].map(
            (node) => `create-node -out ./node${node} -ip-addresses 127.0.0.1 -dns-names localhost,kurrent-${node}`,
          ),
        ],
      ]);
      expect(make()).toMatchObject({ status: 0, stdout: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
