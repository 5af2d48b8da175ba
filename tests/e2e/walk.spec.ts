/** The walk that README tells, as it stands there: its commands in order, against a served demonstration. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { served, type Served } from '../serve/served.js';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const END_OF_STEP = '\u001e';
/** `npm run hearth` is walked once, by `give`; the other times what it runs after the build is enough. */
const BUILT_ALREADY = `npm() {
  if [ "$4" = give ]; then command npm "$@"; else shift 3; node_modules/.bin/node dist/apps/cli/main.js "$@"; fi
}
`;

interface Step {
  readonly commands: string;
  /** Lines that must come in this order; an ellipsis stands for anything. */
  readonly told: readonly string[];
}

/** The commands between the two marks, each block with the output that the text shows for it. */
async function walkIn(file: string): Promise<Step[]> {
  const text = await readFile(join(ROOT, file), 'utf8');
  const walk = /<!-- walk -->(.*)<!-- \/walk -->/s.exec(text)?.[1] ?? '';
  const steps: { commands: string; told: string[] }[] = [];
  for (const [, language, body = ''] of walk.matchAll(/^```(sh|text)\n(.*?)^```$/gms)) {
    if (language === 'sh') steps.push({ commands: body, told: [] });
    else steps.at(-1)?.told.push(...body.trimEnd().split('\n'));
  }
  return steps;
}

function asTold(line: string): RegExp {
  const parts = line.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'm');
}

/** Where the lines are found one after another; what is left of them otherwise. */
function notTold(output: string, lines: readonly string[]): string[] {
  let rest = output;
  for (const [index, line] of lines.entries()) {
    const found = asTold(line).exec(rest);
    if (!found) return lines.slice(index);
    rest = rest.slice(found.index + found[0].length);
  }
  return [];
}

describe('the walk in README', () => {
  let data: string;
  let server: Served | undefined;
  let steps: readonly Step[];
  let outputs: readonly string[];
  let bash: ChildProcess | undefined;

  beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'hearth-walk-'));
    await chmod(data, 0o711);
    steps = await walkIn('README.md');
    server = await served({ HEARTH_DATA: data, HEARTH_PORT: '0' }, ...(await startArguments()));
    const script = steps.map(({ commands }) => `${commands}\nprintf '\\036'\n`).join('');
    const here = script.replaceAll('.hearth/data/', `${data}/`);
    outputs = (await run(here)).split(END_OF_STEP);
  }, 480_000);

  afterAll(async () => {
    bash?.kill();
    await server?.stop();
    await rm(data, { recursive: true, force: true });
  });

  /** What `npm start` runs, without the build. */
  async function startArguments(): Promise<string[]> {
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    return scripts['start']?.split('main.js ')[1]?.split(' ') ?? [];
  }

  function run(script: string): Promise<string> {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', `${BUILT_ALREADY}${script}`], {
      cwd: ROOT,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], HEARTH_DATA: data },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    bash = child;
    let out = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => (code === 0 ? resolve(out) : reject(new Error(`bash ended with ${code}:\n${out}`))));
    });
  }

  test('goes through to its end, and each step tells what the text shows', () => {
    expect(steps.length).toBeGreaterThan(8);
    expect(outputs).toHaveLength(steps.length + 1);
    const missing = steps.map(({ told }, index) => ({
      told: notTold(outputs[index] ?? '', told),
      output: outputs[index],
    }));
    expect(missing.filter(({ told }) => told.length > 0)).toEqual([]);
  });

  test('was walked with no account of the home: everything was typed for it, or is the reactions’', async () => {
    const response = await fetch(`${server?.url}/v1/streams/application-demonstration.2024.pudong-h08/history`, {
      headers: { authorization: `Bearer ${server?.tokens['office']}` },
    });
    const { facts } = (await response.json()) as { facts: { type: string; by: { role?: string; system?: string } }[] };
    expect(new Set(facts.map(({ by }) => by.role ?? by.system))).toEqual(
      new Set(['clerk', 'office', 'evaluator', 'reactions']),
    );
  });

  test('is the same in Chinese', async () => {
    const commands = async (file: string) => (await walkIn(file)).map((step) => step.commands);
    const chinese = (text: string): string => text.replaceAll(' --lang en', '').replaceAll('"en"', '"zh"');
    const plain = (text: string): string =>
      text.replaceAll(/"reason": "[^"]*"/g, '"reason": ""').replaceAll(/#.*$/gm, '#');
    const [english, inChinese] = [await commands('README.md'), await commands('README.zh.md')];
    expect(inChinese.map(plain)).toEqual(english.map(chinese).map(plain));
  });
});
