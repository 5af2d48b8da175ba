/**
 * Programmes are values: what runs is the same from its exported JSON, in a scratch copy of the software that has no
 * programmes of its own. With `HEARTH_VALUES_APPLICATIONS=200` the whole cycle is played (`npm run test:values`).
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportProgramme } from '../../apps/cli/programmes/sources.js';
import type { Definition } from '../../libs/lifecycle/definition/definition.js';
import { platformDefinition } from '../../libs/lifecycle/platform/platform-definition.js';
import { hashesOf } from '../../libs/lifecycle/definition/compile-programme.js';
import { beijingDemonstrationHomeNext } from '../../workflows/beijing-demonstration-home/programme-next.js';
import { playable, programmes } from '../../workflows/index.js';
import { PLAYED, played } from '../simulation/guards.js';
import { toy, toyNext } from '../toy/programme.js';

const ROOT = join(import.meta.dirname, '..', '..');
const APPLICATIONS = process.env['HEARTH_VALUES_APPLICATIONS'] ?? '30';
const named = (definition: Definition): [string, Definition] => [
  `${definition.slug} ${definition.edition}`,
  definition,
];
const others = [beijingDemonstrationHomeNext, toy, toyNext].map(named);
const registered = programmes.map(named);

test.each([...registered, ...others, named(platformDefinition)])(
  '%s strictly equals its JSON round trip',
  (_name, definition) => {
    expect(JSON.parse(JSON.stringify(definition))).toStrictEqual(definition);
  },
);

test('so do the values that they are played with', () => {
  expect(JSON.parse(JSON.stringify(playable))).toStrictEqual(playable);
});

describe('in a copy without programmes', () => {
  let scratch: string;

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'hearth-values-'));
    for (const path of ['dist/apps', 'dist/libs', 'package.json'])
      await cp(join(ROOT, path), join(scratch, path), { recursive: true });
    await symlink(join(ROOT, 'node_modules'), join(scratch, 'node_modules'));
  });
  afterAll(() => rm(scratch, { recursive: true, force: true }));

  test('there are none', async () => {
    expect(await readdir(join(scratch, 'dist'))).toEqual(['apps', 'libs']);
    expect(await service(scratch, 'programme', 'list')).toEqual({ programmes: [] });
  });

  test.each(registered)('%s, exported, has the same hashes and is sound', async (_name, definition) => {
    const file = join(scratch, `${definition.slug}.json`);
    await service(ROOT, 'programme', 'export', definition.slug, '--out', file);
    expect(await service(scratch, 'programme', 'check', file)).toMatchObject(soundAndThe(definition));
  });

  test.each(others)('%s, which is not registered, too', async (name, definition) => {
    const file = join(scratch, `${name.replace(' ', '-')}.json`);
    await writeFile(file, exportProgramme({ definition }));
    expect(await service(scratch, 'programme', 'check', file)).toMatchObject(soundAndThe(definition));
  });

  test('the play from the exported file gives the same digest', async () => {
    const file = join(scratch, 'played.json');
    await service(ROOT, 'programme', 'export', PLAYED, '--with-simulation', '--out', file);
    const from = ['--seed', '7', '--applications', APPLICATIONS, '--store', 'memory'];
    const { digest } = await service(scratch, 'simulate', file, ...from);
    expect(digest).toBe((await played({ seed: '7', applications: Number(APPLICATIONS) })).digest);
  });
});

/** What `programme check` answers of a definition that is the same. */
function soundAndThe(definition: Definition): object {
  const { slug, edition } = definition;
  return { sound: true, programmes: [{ slug, edition, hashes: hashesOf(definition) }] };
}

/** The command line of the software that is built in a folder: the last line of its answer. */
function service(folder: string, ...args: string[]): Promise<Record<string, unknown>> {
  const told = ['dist/apps/cli/main.js', ...args, '--json'];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, told, { cwd: folder, maxBuffer: 2 ** 25 }, (error, stdout, stderr) => {
      if (error) reject(new Error(`${args.join(' ')}: ${stdout}${stderr}`, { cause: error }));
      else resolve(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>);
    });
  });
}
