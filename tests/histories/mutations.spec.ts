/**
 * What the recorded histories are worth: in a scratch copy, something that must never change is changed, and the replay
 * names the fact or the verdict.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logFile } from './history.js';

const ROOT = join(import.meta.dirname, '..', '..');
let scratch: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'hearth-histories-'));
  await mkdir(join(scratch, 'tests'));
  for (const path of ['package.json', '.swcrc', 'tests/typescript.mjs'])
    await cp(join(ROOT, path), join(scratch, path));
  await symlink(join(ROOT, 'node_modules'), join(scratch, 'node_modules'));
});

beforeEach(async () => {
  for (const path of ['libs', 'tests/histories']) {
    await rm(join(scratch, path), { recursive: true, force: true });
    await cp(join(ROOT, path), join(scratch, path), { recursive: true });
  }
});

afterAll(() => rm(scratch, { recursive: true, force: true }));

/** The lines that the replay prints: none when everything comes out again. Only what `libs` and the recordings say counts. */
function replayed(name: string): Promise<string[]> {
  const args = ['--import', './tests/typescript.mjs', 'tests/histories/replay-main.ts', name];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: scratch, maxBuffer: 2 ** 25 }, (_error, stdout, stderr) => {
      if (stderr === '') resolve(stdout.split('\n').filter((line) => line !== ''));
      else reject(new Error(stderr));
    });
  });
}

/** Changes the one place where a file says this. */
async function change(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(scratch, path), 'utf8');
  if (text.split(from).length !== 2) throw new Error(`${path} does not say once: ${from}`);
  await writeFile(join(scratch, path), text.replace(from, to));
}

test('the copy as it is replays', async () => {
  expect(await replayed('shanghai')).toEqual([]);
});

describe('the fact is named', () => {
  test('of a changed fold operation: what is added', async () => {
    await change('libs/engine/fold/control-fields.ts', '?? 0) + amount', '?? 0) - amount');
    const faults = await replayed('shanghai');
    // The first late leg, and so on through every stream that counts something.
    expect(faults[0]).toMatch(/^shanghai: roster-test\.2024\.pudong@11: state: recorded [0-9a-f]{64}, replayed/);
    expect(faults).toContainEqual(expect.stringMatching(/^shanghai: application-test\.2024\.h1@\d+: state: recorded/));
  });

  test('of a changed fold operation: where a member of a set stands', async () => {
    await change(
      'libs/engine/fold/control-fields.ts',
      '(held[middle] as string) < member',
      '(held[middle] as string) > member',
    );
    const faults = await replayed('shanghai');
    expect(faults[0]).toMatch(/^shanghai: \S+@\d+: state: recorded [0-9a-f]{64}, replayed/);
  });

  test('of a changed chart adapter: history forgotten', async () => {
    await change('libs/engine/chart/chart-adapter.ts', 'context: {}, historyValue })', 'context: {} })');
    const faults = await replayed('shanghai');
    expect(faults).toContainEqual(
      expect.stringMatching(/^shanghai: application-test\.2024\.h5@\d+: sta(?:g|t)e: recorded/),
    );
  });

  test('of one flipped byte of a recorded definition', async () => {
    const at = await flip('programmePublished', false);
    expect(await replayed('shanghai')).toEqual([
      expect.stringMatching(new RegExp(`^shanghai: line \\d+: ${at} is damaged: its SHA-256 differs$`)),
    ]);
  });

  test('of one flipped byte of a recorded definition, and the hash beside it made to fit', async () => {
    await flip('programmePublished', true);
    const faults = await replayed('shanghai');
    expect(faults[0]).toMatch(/^shanghai: recorded digest/);
    // The hash under which it was published, and every fact that names its rules.
    expect(faults).toContainEqual(expect.stringMatching(/^shanghai: application-test\.2024\.h1@0: unknownRules: /));
  });
});

describe('the verdict is named', () => {
  test('of a guard that asks for more', async () => {
    await change(
      'libs/lifecycle/vocabulary/guards/copies-complete.ts',
      'brought < leg.copies',
      'brought <= leg.copies',
    );
    const faults = await replayed('shanghai');
    expect(faults).toContainEqual(
      expect.stringMatching(
        /^shanghai: verdict \d+, receiveRosterPaper on pudong after \d+ facts: recorded accepted roster-test\.2024\.pudong rosterPaperReceived received \([0-9a-f]+\), now refused copiesMissing/,
      ),
    );
    expect(faults.filter((fault) => !fault.includes('copiesMissing'))).toEqual([]);
  });

  test('of a guard that lets pass', async () => {
    await change(
      'libs/lifecycle/vocabulary/guards/within-quota.ts',
      'if (count + more > places)',
      'if (count > places)',
    );
    const faults = await replayed('shanghai');
    expect(faults).toEqual([
      expect.stringMatching(
        /verdict \d+, putForward on h6 after \d+ facts: recorded refused quotaExceeded .*, now accepted/,
      ),
      expect.stringMatching(/verdict \d+, undoWithdrawal on h4 .*recorded refused quotaExceeded .*, now accepted/),
    ]);
  });

  test('of reads in another order', async () => {
    await change(
      'libs/lifecycle/definition/compile-programme.ts',
      'readsInOrder(command.reads',
      'Object.entries(command.reads',
    );
    expect(await replayed('shanghai')).toContainEqual(expect.stringMatching(/verdict \d+, fixRanking on 2024 after/));
  });
});

/** Turns one letter of a fact's data into another, in the file of the log. Returns the fact's place, as `stream@rev`. */
async function flip(type: string, fitting: boolean): Promise<string> {
  const path = logFile(join(scratch, 'tests/histories'), 'shanghai');
  const lines = (await readFile(path, 'utf8')).split('\n');
  const index = lines.findIndex((line) => line.includes(`"type":"${type}"`));
  const line = JSON.parse(lines[index] ?? '') as { stream: string; rev: number; sha256: string; fact: string };
  // A limit of characters: still a definition, and another one.
  const fact = line.fact.replace('"max":2000', '"max":3000');
  const sha256 = fitting ? createHash('sha256').update(fact).digest('hex') : line.sha256;
  lines[index] = JSON.stringify({ ...line, sha256, fact });
  await writeFile(path, lines.join('\n'));
  return `${line.stream}@${line.rev}`;
}
