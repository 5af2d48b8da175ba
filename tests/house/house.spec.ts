import { describe, expect, test } from '@jest/globals';
import {
  barrels,
  chineseLiterals,
  deadLinks,
  deadPaths,
  impurities,
  placesNamed,
  pointsElsewhere,
  programmesNamed,
  programmesThatRun,
  shortcuts,
  slugs,
  telephones,
} from './rules.js';
import { type Breach, type Files, readTree } from './tree.js';

const house = readTree(new URL('../..', import.meta.url).pathname);

/** What a rule says of a small tree made for it: its breaches as `path:line what`. */
function planted(rule: (files: Files) => Breach[], plants: Record<string, string>): string[] {
  return rule(new Map(Object.entries(plants))).map(({ path, line, what }) => `${path}:${line} ${what}`);
}

const a = 'libs/store/planted.ts';

test('the tree is read: sources, documents, settings, and nothing that was installed', () => {
  const paths = [...house.keys()];
  expect(paths).toEqual(
    expect.arrayContaining(['README.md', 'package.json', '.ci/run', 'libs/engine/ports/event-store.ts']),
  );
  expect(paths.filter((path) => path.includes('node_modules/'))).toEqual([]);
});

describe('no library or app names a programme', () => {
  test('in the house', () => expect(programmesNamed(house)).toEqual([]));

  test.each([
    'harbour-guild-home',
    'harbourGuildHome',
    'HarbourGuildHome',
    'harbour_guild_home',
    'HARBOUR_GUILD_HOME',
    'Harbour Guild Home',
  ])('%s is seen', (name) => {
    const text = `// first\nexport const made = '${name}';\n`;
    expect(planted(programmesNamed, { 'workflows/harbour-guild-home/programme.ts': '', [a]: text })).toEqual([
      `${a}:2 ${name}`,
    ]);
  });

  test('in a file name', () => {
    const path = 'apps/cli/harbour-guild-home.ts';
    expect(planted(programmesNamed, { 'workflows/harbour-guild-home/programme.ts': '', [path]: '' })).toEqual([
      `${path}:1 harbour-guild-home`,
    ]);
  });

  test('nor the place it is of, in the house', () => expect(placesNamed(house)).toEqual([]));

  test('a place is seen, the zone is not', () => {
    const text = "// for Harbour\nexport const zone = 'Asia/Harbour';\n";
    expect(planted(placesNamed, { 'workflows/harbour-guild-home/programme.ts': '', [a]: text })).toEqual([
      `${a}:1 Harbour`,
    ]);
  });

  test('the programmes of the house are known by their folders', () => {
    const paths = [...house.keys()].filter((path) => /^workflows\/.*\/programme\.ts$/.test(path));
    expect(paths.map((path) => path.split('/')[1]).filter((slug) => !slugs(house).includes(slug!))).toEqual([]);
  });
});

describe('no Chinese literal outside message catalogues', () => {
  test('in the house', () => expect(chineseLiterals(house)).toEqual([]));

  test.each([
    ["'申报'", '申报'],
    ['`${1}申报`', '申报'],
    ['`申报${1}`', '申报'],
    ["'\\u7533'", '申'],
    ['/[\\u{7533}]/u', '/[申]/u'],
    ["'，'", '，'],
    ['{ 申报: 1 }', '申报'],
  ])('%s is seen', (code, seen) => {
    expect(planted(chineseLiterals, { [a]: `export const made = ${code};\n` })).toEqual([`${a}:1 ${seen}`]);
  });

  test('data files are read too', () => {
    expect(planted(chineseLiterals, { 'libs/lifecycle/days.json': '{"name":"节"}' })).toHaveLength(1);
  });

  test('comments, catalogues and tests may', () => {
    const text = "export const made = '申报';\n";
    const plants = {
      [a]: '/* 申报 */ export const made = 1; // 申报\n',
      'libs/lifecycle/messages/sentences.ts': text,
      'libs/lifecycle/messages/forms.ts': text,
      'libs/outside/calendar-feed/messages.ts': text,
      'libs/lifecycle/planted.spec.ts': text,
    };
    expect(planted(chineseLiterals, plants)).toEqual([]);
  });
});

describe('programmes are values', () => {
  const path = 'workflows/harbour-guild-home/forms.ts';
  test('in the house', () => expect(programmesThatRun(house)).toEqual([]));

  test.each([
    ['export const made = () => 1;', 'ArrowFunction'],
    ['export const made = { at() { return 1; } };', 'MethodDeclaration'],
    ['export const made = { get at() { return 1; } };', 'GetAccessor'],
    ['export const made = function () {};', 'FunctionExpression'],
    ['export const made = new Set([1]);', 'NewExpression'],
    ['export function made() {}', 'FunctionDeclaration'],
    ['export class Made {}', 'ClassDeclaration'],
    ['export let made = 1;', 'FirstStatement'],
    ['if (1) void 0;', 'IfStatement'],
  ])('%s is seen', (code, kind) => {
    expect(planted(programmesThatRun, { [path]: `${code}\n` })).toEqual([`${path}:1 ${kind}`]);
  });

  test('a value with its type is none', () => {
    const text = `import type { Form } from '../../libs/lifecycle/language/fields.js';
      type Names = (name: string) => void;
      const one = { name: 'one' } as const;
      export const made = { ...one, list: [1, -2] } satisfies Form;
      export default made;\n`;
    expect(
      planted(programmesThatRun, { [path]: text, 'workflows/harbour-guild-home/a.spec.ts': 'f(() => 1);' }),
    ).toEqual([]);
  });
});

describe('every file that prose names is there', () => {
  test('in the house', () => expect(deadPaths(house)).toEqual([]));

  test('a dead one is seen in a document and in a comment', () => {
    const plants = {
      'docs/a.md': 'See `libs/store/gone.ts` and\n[it](../libs/store/planted.ts), `libs/store`, libs/store/planted.\n',
      [a]: "/** Of libs/gone. */\nexport const path = 'libs/not/prose.ts'; // as tests/gone/it\n",
    };
    expect(planted(deadPaths, plants)).toEqual([
      'docs/a.md:1 libs/store/gone.ts',
      `${a}:1 libs/gone`,
      `${a}:2 tests/gone/it`,
    ]);
  });
});

describe('no barrel files', () => {
  test('in the house', () => expect(barrels(house)).toEqual([]));

  test('are seen by their name and by what they do', () => {
    expect(planted(barrels, { 'libs/store/index.ts': 'export const made = 1;\n' })).toEqual([
      'libs/store/index.ts:1 index.ts',
    ]);
    const all = "export * from './memory.js';";
    expect(planted(barrels, { [a]: all })).toEqual([`${a}:1 ${all}`]);
    const one = "export { memory } from './memory.js';";
    expect(planted(barrels, { [a]: one, 'workflows/index.ts': one })).toEqual([`${a}:1 ${one}`]);
  });
});

describe('the project stands alone', () => {
  test('in the house', () => expect(pointsElsewhere(house)).toEqual([]));

  // In two halves, so that this file keeps the rule too.
  test.each([
    ['../sha', 'red/facts.md'],
    ['/wo', 'rk/main'],
    ['/ho', 'me/someone/x'],
    ['/t', 'mp/brief'],
    ['.lib', 'rary/x'],
  ])('%s%s is seen', (...halves) => {
    expect(planted(pointsElsewhere, { 'docs/planted.md': `first\nsee ${halves.join('')}` })).toEqual([
      expect.stringMatching(/^docs\/planted\.md:2 /),
    ]);
  });

  test('relative paths and addresses of pages do not', () => {
    const text = 'libs/work/x, ./home/x, https://example.org/home/x, /var/tmp/x';
    expect(planted(pointsElsewhere, { 'docs/planted.md': text })).toEqual([]);
  });

  test('nobody to call', () => expect(telephones(house)).toEqual([]));

  test.each([
    ['1234', '5678-9012'],
    ['138', '00001111'],
    ['021', '-12345678'],
  ])('%s… is seen', (...halves) => {
    const number = halves.join('');
    expect(planted(telephones, { 'docs/planted.md': `call ${number}` })).toEqual([`docs/planted.md:1 ${number}`]);
  });
});

describe('documents lead somewhere', () => {
  test('in the house', () => expect(deadLinks(house)).toEqual([]));

  test('a dead link is seen, in a document and in a comment', () => {
    const document =
      '[here](../README.md), [there](gone.md#part), [web](https://example.org/x), [folder](decisions/)\n';
    const gone = ['docs', 'gone.md'].join('/');
    const there = { 'README.md': '', 'docs/decisions/001-x.md': '' };
    expect(planted(deadLinks, { ...there, 'docs/planted.md': document, [a]: `// see ${gone}\n` })).toEqual([
      'docs/planted.md:1 gone.md',
      `${a}:1 ${gone}`,
    ]);
  });
});

describe('nothing is switched off', () => {
  test('in the house', () => expect(shortcuts(house)).toEqual([]));

  test.each(['as any', '@ts-expect-error', 'oxlint-disable', 'eslint-disable', 'test.skip'])('%s is seen', (what) => {
    expect(planted(shortcuts, { [a]: `${what}\n` })).toEqual([`${a}:1 ${what}`]);
  });

  test('a suite that needs what the machine lacks may leave itself out', () => {
    expect(planted(shortcuts, { [a]: "(missing === undefined ? describe : describe.skip)('x', f);" })).toEqual([]);
  });
});

describe('what is pure asks neither the clock nor the language of the machine', () => {
  test('in the house', () => expect(impurities(house)).toEqual([]));

  test.each(['new Date()', 'new Date', 'Date()', 'Date(1)'])('%s is seen', (code) => {
    const path = 'libs/engine/planted.ts';
    expect(planted(impurities, { [path]: `export const made = ${code};\n` })).toEqual([`${path}:1 ${code}`]);
  });

  test('the order of names does not hang on the language', () => {
    const path = 'libs/lifecycle/planted.ts';
    expect(planted(impurities, { [path]: "'a'.localeCompare('b');\n" })).toEqual([`${path}:1 localeCompare`]);
  });

  test('a date from a fact is fine, and elsewhere the clock is read', () => {
    const plants = { 'libs/engine/planted.ts': 'new Date(at);\n', [a]: 'new Date();\n' };
    expect(planted(impurities, plants)).toEqual([]);
  });
});
