import { describe, expect, test } from '@jest/globals';
import { arrowsOf, circles, crowdedFolders, roomOf } from './rooms.js';
import { readTree } from './tree.js';

const house = readTree(new URL('../..', import.meta.url).pathname);
const tree = (plants: Record<string, string>) => new Map(Object.entries(plants));

describe('a folder can be taken in at a glance', () => {
  test('in the house', () => expect(crowdedFolders(house)).toEqual([]));

  const files = (folder: string, count: number) =>
    tree(Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/file-${index}.ts`, ''])));

  test('twenty source files are a room, twenty-one are too many', () => {
    expect(crowdedFolders(files('libs/store', 20))).toEqual([]);
    expect(crowdedFolders(files('libs/store', 21))).toEqual(['libs/store 21']);
    expect(crowdedFolders(files('tests/store', 21))).toEqual(['tests/store 21']);
  });

  test('texts, data and the vocabulary may be more', () => {
    expect(crowdedFolders(files('workflows/one/texts', 30))).toEqual([]);
    expect(crowdedFolders(files('libs/lifecycle/vocabulary/guards', 30))).toEqual([]);
    expect(crowdedFolders(files('workflows/one/commands', 30))).toHaveLength(1);
  });
});

describe('arrows between rooms run one way', () => {
  test('in the house', () => expect(circles(house)).toEqual([]));

  test('the rooms are seen: most of them import from another', () => {
    expect(arrowsOf(house).size).toBeGreaterThan(40);
  });

  test('a circle is seen, with the imports that make it', () => {
    const plants = tree({
      'libs/store/one.ts': "import { two } from '../views/two.js';",
      'libs/views/two.ts': "import type { Three } from './inner/three.js';",
      'libs/views/inner/three.ts': "export { one } from '../../store/one.js';",
    });
    expect(circles(plants)).toEqual([
      [
        'libs/store/one.ts imports libs/views/two.ts',
        'libs/views/two.ts imports libs/views/inner/three.ts',
        'libs/views/inner/three.ts imports libs/store/one.ts',
      ],
    ]);
  });

  test('two rooms that import from a third make none', () => {
    const plants = tree({
      'libs/store/one.ts': "import { three } from '../engine/three.js';",
      'libs/views/two.ts': "import { three } from '../engine/three.js';\nimport { one } from '../store/one.js';",
      'libs/engine/three.ts': '',
    });
    expect(circles(plants)).toEqual([]);
  });

  test('a programme is one room', () => {
    expect(roomOf('workflows/one/commands/roster.ts')).toBe('workflows/one');
    expect(roomOf('workflows/index.ts')).toBe('workflows');
    expect(roomOf('libs/store/kurrent/append.ts')).toBe('libs/store/kurrent');
  });
});
