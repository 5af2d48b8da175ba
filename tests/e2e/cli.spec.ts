import { createHash } from 'node:crypto';
import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Pool } from 'pg';
import { poolOf } from '../pool.js';
import { freshDatabase, describeWithPostgres, type FreshDatabase } from '../postgres.js';
import { hearth, LETTER, makeLetters, spawned, WRITER, type Environment } from './hearth.js';

const EMPTY_DIGEST = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describeWithPostgres('hearth', () => {
  let folder: string;
  let database: FreshDatabase;
  let pool: Pool;
  let environment: Environment;
  let made: Awaited<ReturnType<typeof makeLetters>>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-cli-'));
    database = await freshDatabase('cli');
    pool = poolOf(database.connectionString);
    environment = {
      DATABASE_URL: database.connectionString,
      HEARTH_MASTER_KEY: '07'.repeat(32),
      HEARTH_ERASURE_LIST: join(folder, 'erasures'),
    };
    made = await makeLetters(database.connectionString, environment);
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });

  describe('history', () => {
    test('tells each fact, who entered it and where it led, and withholds what is personal', async () => {
      const { code, out, json } = await hearth(environment, 'history', LETTER, '--json');
      expect(code).toBe(0);
      expect(json['facts']).toMatchObject([
        { rev: 0, at: '2024-04-02T02:00:00.000Z', type: 'letterWritten', stage: 'received', data: { copies: 3 } },
        { rev: 1, at: '2024-04-03T02:00:00.000Z', on: '2024-04-01', type: 'letterAnswered', stage: 'answered' },
      ]);
      const [first] = json['facts'] as { data: object }[];
      expect(first?.data).toMatchObject({
        writer: { $withheld: { key: `person:${made.writer}` } },
        lines: { $withheld: { key: `subject:${LETTER}` } },
      });
      expect(out).not.toContain(WRITER);
      expect(out).not.toContain('$sealed');
    });

    test('in Chinese first, with the names that the programme gives', async () => {
      const { out } = await hearth(environment, 'history', LETTER);
      expect(out.trimEnd().split('\n')).toEqual([
        `${LETTER} 共 2 条事实，时间按 Asia/Shanghai`,
        '0  2024-04-02 10:00  letterWritten 来信   clerk@mill  → received 待答复',
        '1  2024-04-03 10:00  letterAnswered 答复  clerk@mill  → answered 已答复  纸面日期 2024-04-01',
        '现在：第 1 版，阶段 answered 已答复',
      ]);
    });

    test('as of an instant: the facts till then, and the state they left', async () => {
      const at = ['--at', '2024-04-03T09:59:59.999+08:00'];
      const { json } = await spawned(environment, 'history', LETTER, ...at, '--json');
      expect(json['facts']).toMatchObject([{ rev: 0 }]);
      expect(json['state']).toMatchObject({ rev: 0, stage: 'received', fields: { copies: 3, unit: 'mill' } });
      const second = await hearth(environment, 'history', LETTER, '--at', '2024-04-03T02:00:00Z', '--lang', 'en');
      expect(second.out).toContain('as of 2024-04-03 10:00 (Asia/Shanghai): revision 1, stage answered Answered');
    });

    test.each([
      [1, ['letter-post.2024.l9'], 'there is no stream letter-post.2024.l9'],
      [
        1,
        [LETTER, '--at', '2024-04-02T01:59:59Z'],
        `at 2024-04-02 09:59:59 (Asia/Shanghai) there was no stream ${LETTER} yet`,
      ],
      [2, ['letter'], 'letter is not the name of a stream'],
      [2, [LETTER, '--at', '2024-04-02'], '2024-04-02 is not an instant'],
    ])('ends with %i for %j', async (code, args, message) => {
      const ended = await hearth(environment, 'history', ...args, '--lang', 'en', '--json');
      expect(ended.code).toBe(code);
      expect(ended.err).toMatch(/^hearth: .*\n$/);
      expect(ended.err).toContain(message);
      expect(ended.json['error']).toMatchObject({ message: expect.stringContaining(message) });
    });
  });

  describe('verify', () => {
    test('proves every fact and prints the digest', async () => {
      const { code, json } = await spawned(environment, 'verify', '--json');
      expect(code).toBe(0);
      expect(json).toMatchObject({ facts: made.facts, faults: [], digest: made.digest });
      const one = await hearth(environment, 'verify', LETTER);
      expect(one.out).toBe(`核对无误：1 条流，2 条事实\n日志摘要 ${made.digest}\n`);
    });

    // Each changes the log behind its back, in what stands at these bytes of the fact, and is put back afterwards.
    test.each([
      ['"copies":3', '"copies":4', 0, 'state'],
      ['"stage":"received"', '"stage":"rejected"', 0, 'stage'],
      ['"stage":"answered"', '"stage":"received"', 1, 'stage'],
      ['"type":"letterAnswered"', '"type":"letterAnswerex"', 1, 'envelope'],
      ['"v":1', '"v":2', 1, 'envelope'],
      ['"rev":1', '"rev":7', 1, 'revision'],
      ['"at":"2024-04-03T02', '"at":"2024-04-03T03', 1, 'envelope'],
      ['"command":"', '"commanf":"', 0, 'envelope'],
    ])('%s turned into %s is found at revision %i: %s', async (from, to, rev, why) => {
      const where = 'where stream = $1 and rev = $2';
      const { rows } = await pool.query(`select bytes from hearth.facts ${where}`, [LETTER, rev]);
      const before = rows[0].bytes as Buffer;
      const after = Buffer.from(before.toString('utf8').replace(from, to));
      expect(after.equals(before)).toBe(false);
      await pool.query(`update hearth.facts set bytes = $3 ${where}`, [LETTER, rev, after]);
      try {
        const { code, json } = await hearth(environment, 'verify', '--json');
        expect(code).toBe(1);
        expect(json['faults']).toMatchObject([{ stream: LETTER, rev, why }]);
        expect(json['digest']).not.toBe(made.digest);
      } finally {
        await pool.query(`update hearth.facts set bytes = $3 ${where}`, [LETTER, rev, before]);
      }
    });

    test('a changed definition is found at the first fact that it rules', async () => {
      const where = `where type = 'programmePublished'`;
      const { rows } = await pool.query(`select bytes from hearth.facts ${where}`);
      const before = rows[0].bytes as Buffer;
      const after = before.toString('utf8').replace('"max":300', '"max":301');
      await pool.query(`update hearth.facts set bytes = $1 ${where}`, [Buffer.from(after)]);
      const { json } = await hearth(environment, 'verify', '--json');
      await pool.query(`update hearth.facts set bytes = $1 ${where}`, [before]);
      expect(json['faults']).toContainEqual(expect.objectContaining({ stream: LETTER, rev: 0, why: 'unknownRules' }));
    });

    test('facts taken off the end are missed', async () => {
      await pool.query(`update hearth.streams set rev = rev + 1 where stream = $1`, [LETTER]);
      const { code, out } = await hearth(environment, 'verify', LETTER);
      await pool.query(`update hearth.streams set rev = rev - 1 where stream = $1`, [LETTER]);
      expect([code, out.split('\n')[0]]).toEqual([1, `${LETTER}@2：之后的事实缺失（${LETTER}@2）`]);
    });
  });

  describe('log', () => {
    let other: FreshDatabase;
    let elsewhere: Environment;
    let file: string;
    beforeAll(async () => {
      other = await freshDatabase('clicopy');
      elsewhere = { ...environment, DATABASE_URL: other.connectionString };
      file = join(folder, 'log.ndjson');
    });
    afterAll(() => other.drop());

    test('goes out, and does not write over a file', async () => {
      expect((await spawned(environment, 'log', 'export', '--out', file, '--json')).json).toEqual({
        file,
        facts: made.facts,
      });
      const { out } = await hearth(environment, 'log', 'export');
      expect(out).toBe(await readFile(file, 'utf8'));
      const again = await hearth(environment, 'log', 'export', '--out', file);
      expect([again.code, again.err]).toEqual([1, `hearth：${file} 已经存在，不覆盖\n`]);
    });

    /** The exported log with one fact's text changed, its line whole again, as a forger would leave it. */
    const forged = async (name: string, type: string, change: (fact: string) => string): Promise<string> => {
      const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
      const changed = lines.map((text) => {
        const line = JSON.parse(text) as { type: string; fact: string };
        if (line.type !== type) return text;
        const fact = change(line.fact);
        expect(fact).not.toBe(line.fact);
        const { type: of } = JSON.parse(fact) as { type: string };
        return JSON.stringify({ ...line, type: of, fact, sha256: createHash('sha256').update(fact).digest('hex') });
      });
      const path = join(folder, name);
      await writeFile(path, `${changed.join('\n')}\n`);
      return path;
    };

    test.each([
      [
        'a member too many',
        'letterWritten',
        (fact: string) => `${fact.slice(0, -1)},"extra":1}`,
        /the fact itself is damaged/,
      ],
      [
        'a guard that does not exist',
        'programmePublished',
        (fact: string) => fact.replace('holds@1', 'holds@9'),
        /what it publishes is unsound .*holds@9/,
      ],
      [
        'a fact type of the chart machine',
        'letterAnswered',
        (fact: string) => fact.replace('letterAnswered', 'xstate.after.1000.x'),
        /line 1[0-9]: .*type/,
      ],
      [
        'a fact type that is none here',
        'letterAnswered',
        (fact: string) => fact.replace('letterAnswered', 'always'),
        /no such fact can happen/,
      ],
      [
        'a stage that was not reached',
        'letterWritten',
        (fact: string) => fact.replace('"received"', '"answered"'),
        /the stage recorded/,
      ],
    ])('%s is refused, and nothing is written', async (name, type, change, message) => {
      const path = await forged(`${name}.ndjson`, type, change);
      const { code, err } = await hearth(elsewhere, 'log', 'import', path, '--lang', 'en');
      expect(code).toBe(1);
      expect(err).toMatch(/nothing was written/);
      expect(err).toMatch(message);
      expect((await hearth(elsewhere, 'log', 'digest', '--json')).json).toEqual({ digest: EMPTY_DIGEST, facts: 0 });
    });

    test('a damaged line is named, and nothing is written', async () => {
      const path = join(folder, 'damaged.ndjson');
      await writeFile(path, (await readFile(file, 'utf8')).replace('\\"copies\\":3', '\\"copies\\":4'));
      const { code, err } = await hearth(elsewhere, 'log', 'import', path, '--lang', 'en');
      expect(code).toBe(1);
      expect(err).toMatch(/^hearth: the file is not right, nothing was written: line \d+: .*damaged.*\n$/);
      const short = join(folder, 'short.ndjson');
      await writeFile(short, (await readFile(file, 'utf8')).split('\n').slice(0, -2).join('\n'));
      expect((await hearth(elsewhere, 'log', 'import', short, '--lang', 'en')).err).toContain('cut short');
    });

    test('comes back into an empty log with the same digest and bytes, and into no other', async () => {
      const { json } = await spawned(elsewhere, 'log', 'import', file, '--json');
      expect(json).toMatchObject({ facts: made.facts, digest: made.digest });
      const { out } = await hearth(elsewhere, 'log', 'export');
      expect(out).toBe(await readFile(file, 'utf8'));
      const again = await hearth(elsewhere, 'log', 'import', file, '--lang', 'en');
      expect([again.code, again.err]).toEqual([
        1,
        'hearth: the log to import into is not empty, nothing was written\n',
      ]);
    });
  });

  describe('person erase', () => {
    test('nobody, and nobody without a yes', async () => {
      const nobody = await hearth(environment, 'person', 'erase', '0'.repeat(24), '--yes', '--lang', 'en');
      expect([nobody.code, nobody.err]).toEqual([1, `hearth: the log holds no person ${'0'.repeat(24)}\n`]);
      const asked = await hearth(environment, 'person', 'erase', made.writer, '--lang', 'en');
      expect([asked.code, asked.err]).toEqual([
        2,
        `hearth: would erase ${made.writer}, in 1 facts (post). This cannot be undone; confirm with --yes\n`,
      ]);
      expect((await hearth(environment, 'log', 'digest', '--json')).json['digest']).toBe(made.digest);
    });

    test('puts it on record, destroys the key, and tells what was done', async () => {
      const { code, json } = await spawned(environment, 'person', 'erase', made.writer, '--yes', '--json');
      expect(json).toMatchObject({ erased: [`person:${made.writer}`], erasedBefore: false, roots: ['post'] });
      expect(code).toBe(json['complete'] === true ? 0 : 1);
      expect(json['steps']).toContainEqual({ step: 'rows', done: true });
      const { rows } = await pool.query('select wrapped from sealing.keys where id = $1', [`person:${made.writer}`]);
      expect(rows).toEqual([{ wrapped: null }]);
      expect(await readFile(join(folder, 'erasures'), 'utf8')).toContain(`person:${made.writer} `);
      const past = await hearth(environment, 'history', `person-post.${made.writer}`, '--json');
      expect(past.json['facts']).toMatchObject([{ type: 'personErased', data: { ground: 'asked' } }]);
      expect((await hearth(environment, 'verify', '--json')).json).toMatchObject({ facts: made.facts + 1, faults: [] });
    });

    test('again changes nothing', async () => {
      const { digest } = (await hearth(environment, 'log', 'digest', '--json')).json;
      const again = await hearth(environment, 'person', 'erase', made.writer, '--yes', '--json', '--ground', 'order');
      expect(again.json).toMatchObject({ erased: [], erasedBefore: true });
      expect((await hearth(environment, 'log', 'digest', '--json')).json['digest']).toBe(digest);
    });
  });

  describe('what is wrong is said once, in one line', () => {
    test.each([
      [2, {}, ['histori'], 'there is no command histori'],
      [2, {}, ['history'], 'the argument stream is missing'],
      [2, {}, ['log', 'import', 'a', 'b'], 'too many arguments'],
      [2, {}, ['calendar', '2024-04-15', '--nope'], 'there is no option --nope'],
      [2, { DATABASE_URL: 'x', HEARTH_DATA: 'y' }, ['verify'], 'DATABASE_URL must begin with postgres://'],
      [2, { DATABASE_URL: 'x', HEARTH_DATA: 'y' }, ['verify'], 'HEARTH_DATA must be an absolute path'],
      [3, { DATABASE_URL: 'postgres://127.0.0.1:1/none' }, ['verify'], 'unavailable: PostgreSQL cannot be reached'],
    ])('%i: %j %j', async (code, variables: Environment, args, message) => {
      const ended = await hearth(variables, ...args, '--lang', 'en');
      expect([ended.code, ended.out]).toEqual([code, '']);
      expect(ended.err).toMatch(/^hearth: [^\n]*\n$/);
      expect(ended.err).toContain(message);
    });

    test('keys that a server of one’s own needs are asked for together', async () => {
      const { DATABASE_URL } = environment;
      const { code, err } = await hearth({ DATABASE_URL: DATABASE_URL ?? '' }, 'person', 'erase', 'p1', '--yes');
      expect(code).toBe(2);
      expect(err).toContain('须设 HEARTH_MASTER_KEY；用 DATABASE_URL 时须设 HEARTH_ERASURE_LIST');
    });
  });

  test('with nothing set up, a log of its own is made in the data folder, and nothing is left running', async () => {
    const data = await mkdtemp(join(tmpdir(), 'hearth-cli-data-'));
    // Started by root the server runs as another user, who must be able to enter.
    await chmod(data, 0o711);
    const { code, json } = await spawned({ HEARTH_DATA: data }, 'log', 'digest', '--json');
    const left = await readdir(join(data, 'postgres/data'));
    await rm(data, { recursive: true });
    expect([code, json]).toEqual([0, { digest: EMPTY_DIGEST, facts: 0 }]);
    expect(left).toContain('PG_VERSION');
    expect(left).not.toContain('postmaster.pid');
  });
});

describe('hearth calendar', () => {
  // Hand-counted from the State Council's calendar: 4 to 6 April 2024 are holidays, Sunday 7 April is worked.
  test.each([
    ['-6', '之前第 6 个工作日：2024-04-07 星期日（调休上班）'],
    ['-10', '之前第 10 个工作日：2024-03-29 星期五（工作日）'],
    ['1', '之后第 1 个工作日：2024-04-16 星期二（工作日）'],
    ['0', '第 0 个工作日就是当天：2024-04-15 星期一（工作日）'],
  ])('%s working days from 15 April 2024', async (n, line) => {
    const { code, out } = await spawned({}, 'calendar', '2024-04-15', `--working-days=${n}`);
    expect([code, out]).toEqual([0, `2024-04-15 星期一：工作日\n${line}\n`]);
  });

  test.each([
    [1, ['2031-04-15'], 'has no data for 2031'],
    [1, ['2023-01-02', '--working-days=-3'], 'has no data for 2022'],
    [2, ['2024-02-30'], '2024-02-30 is not a date'],
    [2, ['2024-04-15', '--working-days=2.5'], 'a whole number, at most 2500: 2.5'],
    [2, ['2024-04-15', '--working-days=2501'], 'a whole number, at most 2500: 2501'],
  ])('ends with %i for %j', async (code, args, message) => {
    const ended = await hearth({}, 'calendar', ...args, '--lang', 'en');
    expect([ended.code, ended.out]).toEqual([code, '']);
    expect(ended.err).toContain(message);
  });
});
