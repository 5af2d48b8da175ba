/** A back-up of an installation that serves, on the embedded database, and serving from what was put back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { chmod, copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '../../libs/runtime/configuration.js';
import { openMetrics, silentLogger } from '../../libs/runtime/logger.js';
import { openServiceOn } from '../../libs/runtime/open-log.js';
import { startService, type Service } from '../../apps/serve/service.js';
import { keepRefused, refusedCommands } from '../../libs/runtime/refused-commands.js';
import { rejection } from '../../libs/engine/decide/rejection.js';
import { digestLog } from '../../libs/store/transfer/transfer.js';
import { hearth } from '../e2e/hearth.js';
import { accepted } from '../given.js';
import { describeWithPostgres } from '../postgres.js';
import type { Archives } from './installation.js';

const AT = Date.parse('2024-04-08T09:00:00+08:00');

/** What a back-up takes along. */
const TAKEN = [
  'hearth.facts',
  // As the last fact that each follower took.
  'hearth.checkpoints',
  'sealing.installation',
  'sealing.keys',
  'sealing.votes',
  'service.clock',
  'service.seed',
  'service.tokens',
  'worker.refused_commands',
];

/** What is made anew: from the facts, or by whoever opens the database. */
const MADE_ANEW = [
  // With which log on a KurrentDB it goes: the one that is restored into.
  'hearth.log_elsewhere',
  'hearth.log_head',
  'hearth.log_versions',
  'sealing.versions',
  'service.versions',
  'worker.versions',
  'hearth.streams',
  /^views(_\d+)?\./,
  // The queue is a hint: what is missing is put back.
  /^bullmq\w*\./,
];

describeWithPostgres('an installation that serves', () => {
  let folder: string;
  let here: string;
  let there: string;
  let service: Service | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-serving-'));
    // Also the user that PostgreSQL runs as may enter.
    await chmod(folder, 0o755);
    [here, there] = [join(folder, 'here'), join(folder, 'there')];
  });
  afterAll(async () => {
    await service?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const serve = async (data: string): Promise<Service> => {
    const configuration = readConfiguration({ HEARTH_DATA: data, HEARTH_PORT: '0' });
    service = await startService(configuration, {
      observing: { log: silentLogger, metrics: openMetrics({ process: false }) },
      prepare: async (log) => {
        if ((await log.store.head()) !== undefined) return;
        const { service: founding } = await openServiceOn(log, configuration, { play: { clock: AT } });
        accepted(await founding.found('town', 'test'));
        accepted(await founding.setUp('town', 'registerUnit', { unit: 'town' }, { sort: 'city', name: 'Town' }));
        const grant = { grant: 'g1', role: 'office', unit: 'town' };
        accepted(await founding.setUp('town', 'grantRole', { account: 'ada' }, grant));
      },
    });
    return service;
  };
  const asked = async ({ url }: Service, path: string, token: string): Promise<{ status: number; body: unknown }> => {
    const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: await answer.json() };
  };

  test('is backed up beside the serving process, and serves the same from an empty folder', async () => {
    const first = await serve(here);
    const stands = { root: 'town', account: 'ada', role: 'office', unit: 'town', grant: 'g1' } as const;
    const { text } = await first.tokens.create({ ...stands, kind: 'bearer', label: '' });
    await first.worker?.advance(AT + 60_000);
    const units = await asked(first, '/v1/units', text);
    expect(units).toMatchObject({ status: 200, body: { rows: [{ unit: 'town' }] } });
    const refused = {
      root: 'town',
      name: 'beginProject',
      target: { stream: 'home-town.h1' },
      by: { system: 'reactions' },
    };
    await keepRefused(first.opened.pool, { ...refused, input: {}, key: 'k' }, rejection('notFound', { stage: 'x' }));
    const refusals = await refusedCommands(first.opened.pool);
    expect(refusals).toMatchObject([{ command: 'beginProject', reason: 'notFound' }]);
    const digest = await digestLog(first.opened.store);

    const archives = join(folder, 'archives');
    const backup = await hearth({ HEARTH_DATA: here }, 'backup', archives, '--keys', join(folder, 'keys'), '--json');
    expect([backup.code, backup.err]).toEqual([0, '']);
    const { log, keys } = backup.json['files'] as Archives;
    expect([log.startsWith(archives), keys.startsWith(join(folder, 'keys'))]).toEqual([true, true]);
    // It serves on.
    expect((await asked(first, '/v1/me', text)).status).toBe(200);
    await first.stop();

    await mkdir(there);
    for (const file of ['erasures', 'master.key']) await copyFile(join(here, file), join(there, file));
    const restore = await hearth({ HEARTH_DATA: there }, 'restore', log, keys, '--json');
    expect([restore.code, restore.err, restore.json['digest']]).toEqual([0, '', digest]);
    const second = await serve(there);
    expect([second.opened.clock.kind, second.opened.clock.now()]).toEqual(['virtual', AT + 60_000]);
    expect((await asked(second, '/v1/me', text)).status).toBe(200);
    await second.worker?.waitUntilIdle();
    expect((await asked(second, '/v1/units', text)).body).toEqual(units.body);
    expect(await refusedCommands(second.opened.pool)).toEqual(refusals);
  }, 60_000);

  test('has no table that a back-up neither takes along nor can leave', async () => {
    const serving = service ?? (await serve(here));
    const { rows } = await serving.opened.pool.query<{ name: string }>(
      `select table_schema || '.' || table_name as name from information_schema.tables
        where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE' order by 1`,
    );
    const names = rows.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(TAKEN));
    const known = [...TAKEN, ...MADE_ANEW];
    expect(
      names.filter((name) => !known.some((each) => (typeof each === 'string' ? each === name : each.test(name)))),
    ).toEqual([]);
  });
});
