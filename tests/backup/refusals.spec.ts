/** What is no whole back-up, or lacks what belongs to it, is refused, and nothing of it is put back. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSealing } from '../../libs/sealing/open-sealing.js';
import { seededChance } from '../../libs/simulation/chance.js';
import { hearth, makeLetters } from '../e2e/hearth.js';
import { describeWithPostgres } from '../postgres.js';
import {
  backedUp,
  bringList,
  contents,
  filesIn,
  restoredInto,
  Workshop,
  type Archives,
  type Installation,
} from './installation.js';

describeWithPostgres('a restore is refused, and changes nothing:', () => {
  let workshop: Workshop;
  let here: Installation;
  let there: Installation;
  let archives: Archives;
  let later: Archives;
  let writer: string;
  /** The list of erasures as it was when the back-up was made. */
  let list: Buffer;

  beforeAll(async () => {
    workshop = await Workshop.open();
    [here, there] = [await workshop.installation(), await workshop.installation()];
    ({ writer } = await makeLetters(here.connectionString, here.environment));
    list = await readFile(here.list);
    await hearth(here.environment, 'person', 'erase', writer, '--yes');
    archives = await backedUp(here, workshop.folder);
    later = await backedUp(here, workshop.folder);
  });
  afterAll(() => workshop.close());
  beforeEach(() => bringList(here, there));

  const refuses = async (given: Archives, message: RegExp | string, at = there): Promise<void> => {
    const { code, err, json } = await restoredInto(at, given);
    expect(json).toMatchObject({ error: { kind: expect.stringMatching(/refused|usage/) as unknown } });
    expect(err).toMatch(message);
    expect([1, 2]).toContain(code);
    expect(await contents(at)).toEqual({});
  };
  const restore = { refuses };
  const written = async (text: string | Buffer): Promise<string> => {
    const file = join(await mkdtemp(join(workshop.folder, 'spoilt-')), 'archive');
    await writeFile(file, text);
    return file;
  };

  test('without the list of erasures', async () => {
    await rm(there.list);
    await restore.refuses(archives, `There is no list of erasures at ${there.list}`);
  });

  test('with a list that is older than the back-up', async () => {
    await writeFile(there.list, list);
    await restore.refuses(archives, /older than the back-up: it lacks 1 keys/);
  });

  test('with the list of another installation', async () => {
    const other = await workshop.installation();
    await openSealing({ pool: other.pool, environment: other.environment });
    await copyFile(other.list, there.list);
    await restore.refuses(archives, /belongs to another installation/);
  });

  test('with a list that was damaged', async () => {
    await writeFile(there.list, (await readFile(there.list, 'utf8')).replace('person:', 'persom:'));
    await restore.refuses(archives, /damaged in line 2/);
  });

  test('with another master key', async () => {
    const other = await workshop.installation('PostgreSQL', '6b'.repeat(32));
    await bringList(here, other);
    await restore.refuses(archives, /another master key/, other);
  });

  test('without a master key', async () => {
    const { HEARTH_MASTER_KEY: _key, ...environment } = there.environment;
    const { code, err } = await hearth(environment, 'restore', archives.log, archives.keys, '--lang', 'en');
    expect([code, err]).toEqual([2, expect.stringContaining('HEARTH_MASTER_KEY')]);
    expect(await contents(there)).toEqual({});
  });

  test('without the archive of the keys', async () => {
    await restore.refuses({ ...archives, keys: join(workshop.folder, 'nowhere') }, /nowhere/);
  });

  test('with the keys of another back-up, though of the same log', async () => {
    await restore.refuses({ log: archives.log, keys: later.keys }, /no two archives of one back-up/);
  });

  test('with the archives in the wrong order, or one of them twice', async () => {
    await restore.refuses({ log: archives.keys, keys: archives.log }, /log is something else/);
    await restore.refuses({ log: archives.log, keys: archives.log }, /keys is something else/);
  });

  test('with something that is no archive, or of a format of the future', async () => {
    await restore.refuses({ ...archives, keys: await written('{"facts":0}\n') }, /not written by hearth backup/);
    await restore.refuses({ ...archives, log: await written('') }, /not whole/);
    const text = await readFile(archives.log, 'utf8');
    const newer = await written(text.replace('"format":1', '"format":2'));
    await restore.refuses({ ...archives, log: newer }, /newer program \(format 2\)/);
  });

  describe.each(['log', 'keys'] as const)('the archive of the %s', (part) => {
    test('cut short, after every line and in the middle of some', async () => {
      const text = await readFile(archives[part], 'utf8');
      const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1).slice(0, -1);
      for (const end of [...ends, 1, 50, text.length - 2]) {
        const spoilt = await written(text.slice(0, end));
        await restore.refuses({ ...archives, [part]: spoilt }, /not whole|damaged|not written by hearth/);
      }
    });

    test('with one byte changed, wherever it is', async () => {
      const bytes = await readFile(archives[part]);
      const chance = seededChance(`spoilt ${part}`);
      for (let turn = 0; turn < 40; turn += 1) {
        const at = chance.below(bytes.byteLength - 1, `where ${turn}`);
        const spoilt = Buffer.from(bytes);
        spoilt[at] = (spoilt[at] ?? 0) ^ (1 << chance.below(7, `which ${turn}`));
        await restore.refuses({ ...archives, [part]: await written(spoilt) }, /./);
      }
    });

    test('with a line more, a line less, or two lines in another order', async () => {
      const lines = (await readFile(archives[part], 'utf8')).trimEnd().split('\n');
      const [first = '', second = '', third = '', ...rest] = lines;
      for (const spoilt of [
        [first, second, second, third, ...rest],
        [first, third, ...rest],
        [first, third, second, ...rest],
        [...lines, third],
      ])
        await restore.refuses({ ...archives, [part]: await written(`${spoilt.join('\n')}\n`) }, /damaged/);
    });
  });

  test('into a database that holds anything', async () => {
    const full = await workshop.installation();
    await makeLetters(full.connectionString, full.environment);
    const before = await contents(full);
    const { code, err } = await restoredInto(full, archives);
    expect([code, err]).toEqual([1, expect.stringContaining('There is data here')]);
    expect(await contents(full)).toEqual(before);
  });

  test('after all of which the untouched one is put back', async () => {
    const { code, err } = await restoredInto(there, archives);
    expect([code, err]).toEqual([0, '']);
  });

  test('one that was broken off is opened by nobody, and goes into no second database either', async () => {
    const half = await workshop.installation();
    await bringList(here, half);
    // Something else takes the place of a fact while it is put back: the log cannot be written to its end.
    await half.pool.query(`create function hearth.refuse() returns trigger language plpgsql as
      $$ begin raise exception 'the disk is full' using errcode = '53100'; end $$`);
    await half.pool.query(`create trigger refuse before insert on hearth.facts
      for each row when (new.type = 'letterAnswered') execute function hearth.refuse()`);
    const { code, err } = await restoredInto(half, archives);
    expect([code, err]).toEqual([3, expect.stringContaining('the disk is full')]);
    const erase = await hearth(half.environment, 'person', 'erase', writer, '--yes', '--lang', 'en');
    expect([erase.code, erase.err]).toEqual([2, expect.stringContaining('was not finished')]);
    expect((await restoredInto(half, archives)).err).toContain('There is data here');
  });
});

describeWithPostgres('a back-up', () => {
  test('never writes over a file, and leaves none when it fails', async () => {
    const workshop = await Workshop.open();
    try {
      const here = await workshop.installation();
      await makeLetters(here.connectionString, here.environment);
      const folder = join(workshop.folder, 'archives');
      expect((await hearth(here.environment, 'backup', folder)).code).toBe(0);
      const kept = await filesIn(folder);
      expect(kept).toHaveLength(2);
      // The log can no longer be read to its end: the keys are written by then, and taken away again.
      await here.pool.query(`update hearth.facts set bytes = '\\xff' where position = 5`);
      const { code } = await hearth(here.environment, 'backup', folder);
      expect(code).not.toBe(0);
      expect(await filesIn(folder)).toEqual(kept);
    } finally {
      await workshop.close();
    }
  });
});
