import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

// Every arrow that is forbidden is drawn once in a scratch folder under the project's own linter configuration, which
// must object, by the rule that is meant to. Then the same folder is linted without that rule, and must be clean: what
// was seen is the rule's doing and nothing else's.

const root = new URL('../..', import.meta.url).pathname;
const configuration = readFileSync(join(root, '.oxlintrc.json'), 'utf8');

const LIBRARIES = [
  'engine',
  'lifecycle',
  'postgres',
  'store',
  'sealing',
  'audit',
  'outside',
  'views',
  'documents',
  'runtime',
  'backup',
  'simulation',
].map((name) => `libs/${name}`);

/** Which folders each folder may import from. */
const arrows: Record<string, readonly string[]> = {
  'libs/engine': [],
  'libs/lifecycle': ['libs/engine'],
  'libs/postgres': ['libs/engine'],
  'libs/store': ['libs/engine', 'libs/postgres'],
  'libs/sealing': ['libs/engine', 'libs/postgres'],
  'libs/audit': ['libs/engine'],
  'libs/outside': ['libs/engine'],
  'libs/views': ['libs/lifecycle', 'libs/engine', 'libs/postgres'],
  'libs/documents': ['libs/lifecycle'],
  'libs/runtime': ['libs/engine', 'libs/lifecycle', 'libs/postgres', 'libs/store', 'libs/sealing'],
  'libs/backup': ['libs/engine', 'libs/lifecycle', 'libs/postgres', 'libs/store', 'libs/sealing', 'libs/runtime'],
  'libs/simulation': ['libs/engine', 'libs/lifecycle', 'libs/store', 'libs/sealing', 'libs/runtime'],
  'workflows/one': ['libs/lifecycle'],
  'workflows/one/commands': ['libs/lifecycle'],
  'apps/worker': LIBRARIES,
  'apps/api': [...LIBRARIES, 'apps/worker'],
  'apps/serve': [...LIBRARIES, 'apps/worker', 'apps/api'],
  'apps/cli': ['*'],
};
const folders = Object.keys(arrows);
const outsideApps = folders.filter((folder) => !folder.startsWith('apps/'));
const pure = ['libs/engine', 'libs/lifecycle', 'workflows/one', 'workflows/one/commands'];

interface Plant {
  readonly path: string;
  readonly code: string;
  readonly rule: string;
}

const IMPORTS = 'eslint(no-restricted-imports)';
const GLOBALS = 'eslint(no-restricted-globals)';
const PROPERTIES = 'eslint(no-restricted-properties)';

/** A path from the top of the checkout, as a file in this folder has to write it. */
function up(from: string, path: string): string {
  return `${'../'.repeat(from.split('/').length)}${path}`;
}

function imports(from: string, source: string, rule = IMPORTS): Plant {
  const name = source.replaceAll(/[^a-z]+/gi, '-').replaceAll(/^-|-$/g, '');
  return {
    path: `${from}/${from === 'libs/engine' && source === 'xstate' ? 'fold' : name}.ts`,
    code: `import { thing } from '${source}';\nexport const made = thing;\n`,
    rule,
  };
}

function says(folder: string, name: string, code: string, rule: string): Plant {
  return { path: `${folder}/${name}.ts`, code: `export const made = ${code};\n`, rule };
}

const forbiddenArrows = folders.flatMap((from) =>
  [...folders, 'tests/contract', 'workflows/two']
    .filter((to) => to !== from && !arrows[from]?.includes(to))
    .filter((to) => !arrows[from]?.includes('*') || to.startsWith('tests/'))
    .map((to) => imports(from, up(from, `${to}/thing.js`))),
);

const forbiddenPackages = [
  ...outsideApps.map((folder) => imports(folder, '@nestjs/common')),
  ...folders.map((folder) => imports(folder, 'xstate')),
  ...[...folders, 'tests/engine']
    .filter((folder) => folder !== 'libs/outside')
    .flatMap((folder) => ['bullmq', 'ioredis'].map((queue) => imports(folder, queue))),
  ...LIBRARIES.filter((folder) => folder !== 'libs/lifecycle').map((folder) => imports(folder, 'temporal-polyfill')),
  ...pure.flatMap((folder) =>
    [
      'node:fs',
      'node:net',
      'node:http',
      'node:child_process',
      'node:timers',
      'fs',
      'timers/promises',
      'pg',
      'rxjs',
    ].map((module) => imports(folder, module)),
  ),
  imports('libs/lifecycle', 'node:crypto'),
  imports('libs/lifecycle', 'lru-cache'),
  imports('workflows/one', 'zod'),
  { ...imports('workflows/one', '../two/forms.js'), path: 'workflows/one/neighbour.ts' },
  { ...imports('workflows/one', '../index.js'), path: 'workflows/one/registry.ts' },
  { ...imports('workflows/one/commands', '../../two/forms.js'), path: 'workflows/one/commands/neighbour.ts' },
  { ...imports('workflows/one/commands', '../../index.js'), path: 'workflows/one/commands/registry.ts' },
  { ...imports('workflows', '../libs/engine/fold.js'), path: 'workflows/index.ts' },
  {
    path: 'libs/engine/chance.ts',
    code: "import { randomBytes } from 'node:crypto';\nexport const made = randomBytes(1);\n",
    rule: IMPORTS,
  },
  { path: 'libs/engine/late.ts', code: "export const made = await import('node:fs');\n", rule: IMPORTS },
  { path: 'libs/engine/passing.ts', code: "export * from '../store/memory.js';\n", rule: IMPORTS },
  {
    path: 'libs/engine/typed.ts',
    code: "import type { Thing } from '../store/memory.js';\nexport type Made = Thing;\n",
    rule: IMPORTS,
  },
];

const forbiddenInputs = pure.flatMap((folder) => [
  says(folder, 'dateNow', 'Date.now()', PROPERTIES),
  says(folder, 'random', 'Math.random()', PROPERTIES),
  says(folder, 'temporalNow', 'Temporal.Now.instant()', PROPERTIES),
  says(folder, 'performance', 'performance.now()', GLOBALS),
  says(folder, 'timeout', 'setTimeout(String, 1)', GLOBALS),
  says(folder, 'interval', 'setInterval(String, 1)', GLOBALS),
  says(folder, 'immediate', 'setImmediate(String)', GLOBALS),
  says(folder, 'roundabout', 'globalThis.setTimeout(String, 1)', GLOBALS),
  says(folder, 'uuid', 'crypto.randomUUID()', GLOBALS),
  says(folder, 'environment', 'process.env.HOME', GLOBALS),
  says(folder, 'network', "fetch('http://localhost')", GLOBALS),
]);

const long = (lines: number) => Array.from({ length: lines }, (_, line) => `  numbers.push(${line});`).join('\n');
const rulesOfStyle: Plant[] = [
  {
    path: 'libs/store/long.ts',
    code: `export function long(numbers: number[]): void {\n${long(70)}\n}\n`,
    rule: 'eslint(max-lines-per-function)',
  },
  {
    path: 'libs/store/file.ts',
    code: 'export const one = 1;\n'.repeat(1) + '// a line\n'.repeat(400),
    rule: 'eslint(max-lines)',
  },
  { path: 'libs/store/any.ts', code: 'export const made: any = 1;\n', rule: 'typescript(no-explicit-any)' },
  {
    path: 'libs/store/ignored.ts',
    code: '// @ts-ignore\nexport const made: string = 1;\n',
    rule: 'typescript(ban-ts-comment)',
  },
  {
    path: 'libs/store/later.ts',
    code: '// TODO: later\nexport const made = 1;\n',
    rule: 'eslint(no-warning-comments)',
  },
  {
    path: 'libs/store/hen.ts',
    code: "import { egg } from './egg.js';\nexport const hen = () => egg;\n",
    rule: 'import(no-cycle)',
  },
  {
    path: 'libs/store/egg.ts',
    code: "import { hen } from './hen.js';\nexport const egg = () => hen;\n",
    rule: 'import(no-cycle)',
  },
  {
    path: 'libs/store/skipped.spec.ts',
    code: "import { expect, test } from '@jest/globals';\ntest.skip('a', () => expect(1).toBe(1));\n",
    rule: 'jest(no-disabled-tests)',
  },
  {
    path: 'libs/store/only.spec.ts',
    code: "import { expect, test } from '@jest/globals';\ntest.only('a', () => expect(1).toBe(1));\n",
    rule: 'jest(no-focused-tests)',
  },
];

const plants = [...forbiddenArrows, ...forbiddenPackages, ...forbiddenInputs, ...rulesOfStyle];

const allowed: Omit<Plant, 'rule'>[] = [
  { ...imports('workflows/one/commands', '../forms.js'), path: 'workflows/one/commands/own.ts' },
  ...folders.flatMap((from) =>
    (arrows[from] ?? []).filter((to) => to !== '*').map((to) => imports(from, up(from, `${to}/allowed.js`))),
  ),
  ...folders.map((folder) => imports(folder, './neighbour-of-mine.js')),
  ...outsideApps.map((to) => imports('apps/cli', `../../${to}/allowed.js`)),
  imports('apps/cli', '@nestjs/core'),
  imports('libs/engine', 'zod'),
  imports('libs/engine', 'lru-cache'),
  { ...imports('libs/engine', 'xstate'), path: 'libs/engine/chart/chart-adapter.ts' },
  imports('libs/lifecycle', 'temporal-polyfill'),
  imports('libs/store', 'node:fs'),
  ...['libs/outside', 'tests/contract/queue', 'tests/bench'].map((folder) => imports(folder, 'bullmq')),
  {
    path: 'libs/engine/canonical/digest.ts',
    code: "import { createHash } from 'node:crypto';\nexport const made = createHash('sha256');\n",
  },
  { path: 'libs/engine/instant.ts', code: "export const made = Date.parse('2024-04-15T16:00:00Z');\n" },
  { path: 'libs/store/waiting.ts', code: 'export const made = setTimeout(String, Date.now());\n' },
  { path: 'workflows/index.ts', code: "import { thing } from './one/programme.js';\nexport const made = thing;\n" },
  {
    path: 'libs/engine/fold/fold.spec.ts',
    code: "import { thing } from '../store/memory.js';\nexport const made = thing;\n",
  },
];

/** Lints files in a folder of their own. Yields, for each path, the rules that objected. */
function lint(files: readonly Omit<Plant, 'rule'>[], rules: string): Map<string, Set<string>> {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-boundaries-'));
  try {
    writeFileSync(join(folder, '.oxlintrc.json'), rules);
    for (const { path, code } of files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), code);
    }
    const run = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['--format', 'json', '.'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    const report = JSON.parse(run.stdout) as {
      number_of_files: number;
      diagnostics: { code: string; filename: string }[];
    };
    expect(report.number_of_files).toBe(files.length);
    const found = new Map<string, Set<string>>();
    for (const { code, filename } of report.diagnostics) {
      found.set(filename, (found.get(filename) ?? new Set()).add(code));
    }
    return found;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The configuration without one rule, wherever it stands. */
function without(rule: string): string {
  const name = rule.replace(/^.*\((.*)\)$/, '$1');
  const plain = JSON.parse(configuration) as { rules: object; overrides: { rules: object }[] };
  for (const part of [plain, ...plain.overrides]) {
    part.rules = Object.fromEntries(Object.entries(part.rules).filter(([key]) => key.split('/').at(-1) !== name));
  }
  return JSON.stringify(plain);
}

describe('the linter enforces the arrows', () => {
  let found = new Map<string, Set<string>>();
  beforeAll(() => {
    found = lint(plants, configuration);
  });

  test('no two plants stand in one file', () => {
    const paths = plants.map((plant) => plant.path);
    expect(paths.filter((path, index) => paths.indexOf(path) !== index)).toEqual([]);
    expect(forbiddenArrows.length).toBeGreaterThan(60);
  });

  test.each(plants.map((plant) => [plant.path, plant.rule, plant] as const))('%s breaks %s', (path, rule) => {
    expect([...(found.get(path) ?? [])]).toContain(rule);
  });

  test('what is allowed passes', () => {
    expect([...lint(allowed, configuration)]).toEqual([]);
  });

  test.each([IMPORTS, GLOBALS, PROPERTIES])('without %s nothing would object', (rule) => {
    const mine = plants.filter((plant) => plant.rule === rule);
    expect(mine.length).toBeGreaterThan(0);
    expect([...lint(mine, without(rule))]).toEqual([]);
  });
});

describe('the table above is the house', () => {
  const libraries = ['libs', 'apps'].flatMap((above) =>
    readdirSync(join(root, above), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${above}/${entry.name}`),
  );

  test('every library has its arrows', () => {
    expect(libraries.filter((folder) => !folders.includes(folder))).toEqual([]);
    expect(libraries).toContain('libs/engine');
  });
});
