import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { letters } from './letters.js';
import { hearth } from './hearth.js';
import { programmes } from '../../workflows/index.js';

const SHANGHAI = 'shanghai-advanced-home';

describe('hearth programme', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'hearth-programme-'))));
  afterAll(() => rm(folder, { recursive: true }));

  const fileOf = async (name: string, value: unknown): Promise<string> => {
    const path = join(folder, name);
    await writeFile(path, JSON.stringify(value));
    return path;
  };

  test('list: what is registered, with its title', async () => {
    const { code, out, json } = await hearth({}, 'programme', 'list', '--json');
    expect(code).toBe(0);
    expect((json['programmes'] as { slug: string }[]).map(({ slug }) => slug)).toEqual(
      programmes.map(({ slug }) => slug),
    );
    expect(out).toContain(programmes[0]?.texts.zh['title']);
  });

  test('check: every registered programme is sound, and those of a name that is none are not found', async () => {
    const { code, json } = await hearth({}, 'programme', 'check', '--json');
    expect([code, json['sound'], (json['programmes'] as object[]).length]).toEqual([0, true, programmes.length]);
    const unknown = await hearth({}, 'programme', 'check', 'nobody', '--lang', 'en');
    expect(unknown.code).toBe(1);
    expect(unknown.err).toContain(`there is no programme nobody; there are: ${programmes[0]?.slug}`);
  });

  test('check: a planted fault is told in words, with where it is', async () => {
    const faulty = structuredClone(letters);
    const command = faulty.commands['answerLetter'];
    if (command) command.stages = ['lost'];
    const path = await fileOf('faulty.json', faulty);
    const { code, out } = await hearth({}, 'programme', 'check', path);
    expect(code).toBe(1);
    expect(out).toMatch(/letter-round y1：[1-9]\d* 处问题/);
    expect(out).toMatch(/ {2}\/commands\/answerLetter\/stages\/0：.*lost/);
    const json = (await hearth({}, 'programme', 'check', path, '--json')).json as {
      programmes: { problems: object[] }[];
    };
    expect(json.programmes[0]?.problems).toContainEqual(
      expect.objectContaining({ pointer: '/commands/answerLetter/stages/0' }),
    );
    const drawn = await hearth({}, 'programme', 'diagram', path);
    expect([drawn.code, drawn.out]).toEqual([1, '']);
  });

  test.each(['null', '[]', '"text"', '{"texts":{}}', '{"definition":{}}', '{'])(
    'check: %s is refused, not stumbled over',
    async (content) => {
      const path = join(folder, 'odd.json');
      await writeFile(path, content);
      const { code, err, out } = await hearth({}, 'programme', 'check', path);
      expect(code).toBe(1);
      expect(err + out).not.toContain('TypeError');
    },
  );

  test('export: a programme equals what comes back from its file, hashes and all', async () => {
    const path = join(folder, 'shanghai.json');
    const { json } = await hearth({}, 'programme', 'export', SHANGHAI, '--out', path, '--json');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(programmes.find(({ slug }) => slug === SHANGHAI));
    const [fromFile] = (await hearth({}, 'programme', 'check', path, '--json')).json['programmes'] as {
      hashes: object;
    }[];
    const [registered] = (await hearth({}, 'programme', 'check', SHANGHAI, '--json')).json['programmes'] as {
      hashes: object;
    }[];
    expect(fromFile?.hashes).toEqual(registered?.hashes);
    expect(json).toMatchObject({ ...registered?.hashes });
  });

  test('export: with what it is played with, where there is something', async () => {
    const { json } = await hearth({}, 'programme', 'export', SHANGHAI, '--with-simulation', '--json');
    expect(Object.keys(json).toSorted()).toEqual(['definition', 'demonstration', 'simulation']);
    const path = await fileOf('played.json', json);
    expect((await hearth({}, 'programme', 'check', path)).code).toBe(0);
    const none = await hearth({}, 'programme', 'export', await fileOf('letters.json', letters), '--with-simulation');
    expect(none.code).toBe(1);
  });

  test('diagram: one chart or all, in the language asked for', async () => {
    const path = await fileOf('letters.json', letters);
    const { out, code } = await hearth({}, 'programme', 'diagram', path, '--subject', 'letter');
    expect([code, out.split('\n').slice(0, 2)]).toEqual([0, ['%% letter', 'stateDiagram-v2']]);
    expect(out).toContain('来信');
    const all = await hearth({}, 'programme', 'diagram', SHANGHAI, '--json', '--lang', 'en');
    const subjects = programmes.find(({ slug }) => slug === SHANGHAI)?.subjects.map(({ category }) => category);
    expect((all.json['charts'] as { subject: string }[]).map(({ subject }) => subject)).toEqual(subjects);
    const none = await hearth({}, 'programme', 'diagram', path, '--subject', 'parcel', '--lang', 'en');
    expect([none.code, none.err]).toEqual([1, `hearth: ${path} has no subject parcel; it has: letter\n`]);
  });
});
