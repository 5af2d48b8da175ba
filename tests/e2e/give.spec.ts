/** `give` on the command line: what is refused is told by the words of the programme. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { describeWithPostgres, freshDatabase, type FreshDatabase } from '../postgres.js';
import { hearth, makeLetters, type Environment } from './hearth.js';

describeWithPostgres('hearth give', () => {
  let folder: string;
  let database: FreshDatabase;
  let environment: Environment;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearth-give-'));
    database = await freshDatabase('give');
    environment = {
      DATABASE_URL: database.connectionString,
      HEARTH_MASTER_KEY: '07'.repeat(32),
      HEARTH_ERASURE_LIST: join(folder, 'erasures'),
    };
    await makeLetters(database.connectionString, environment);
  });
  afterAll(async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  });

  test.each([
    ['zh', 'answerLetter', 'l1', 'hearth：被拒绝：当前环节（已答复）不能进行此操作。请查看进度，确认轮到哪一步。\n'],
    [
      'en',
      'answerLetter',
      'l1',
      'hearth: refused: This cannot be done at the present stage (Answered). Please look at the progress to see whose turn it is.\n',
    ],
    // The programme has no word for its letters.
    ['zh', 'writeLetter', 'l2', 'hearth：被拒绝：已经存在（letter），不能重复提交。请查看已有的记录。\n'],
  ])('in %s, %s: refused by the words of the programme', async (language, command, letter, told) => {
    const input = join(folder, `${command}.json`);
    const answers = {
      answerLetter: { answer: 'again' },
      writeLetter: { unit: 'mill', copies: 1, writer: 'a', lines: 'b' },
    };
    await writeFile(input, JSON.stringify(answers[command as keyof typeof answers]));
    const by = ['--root', 'post', '--cycle', '2024', '--as', 'clerk-mill', '--input', input];
    const to = ['--to', `letter=${letter}`, '--lang', language];
    const { code, err } = await hearth(environment, 'give', command, ...by, ...to);
    expect([code, err]).toEqual([1, told]);
  });

  test('what is wrong with a field is told at its name', async () => {
    const input = join(folder, 'wrong.json');
    await writeFile(input, JSON.stringify({ unit: 'mill', copies: 10, writer: 'a', lines: 'b' }));
    const to = ['--root', 'post', '--cycle', '2024', '--as', 'clerk-mill', '--to', 'letter=l3', '--input', input];
    const { code, err } = await hearth(environment, 'give', 'writeLetter', ...to);
    expect([code, err.split('\n')[1]]).toEqual([1, '  份数 /copies: 数值太大或内容太多，不得超过 9。']);
  });
});
