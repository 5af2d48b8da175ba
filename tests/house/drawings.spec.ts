import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { chartAsMermaid } from '../../libs/lifecycle/diagram/diagram.js';
import { programmes } from '../../workflows/index.js';
import { drawHouse } from './rooms.js';
import { readTree } from './tree.js';

const DRAWN = /<!-- chart (\S+) (\S+) (zh|en) -->\n+```mermaid\n([\s\S]*?)\n```/g;

describe('drawings in documents are made from the definitions of today (npm run draw)', () => {
  test.each(['README.md', 'README.zh.md', 'docs/charts.md'])('%s', (document) => {
    const drawings = [...readFileSync(document, 'utf8').matchAll(DRAWN)];
    expect(drawings.length).toBeGreaterThan(0);
    for (const [, slug = '', category = '', language, drawn] of drawings) {
      expect(drawn).toBe(drawing(slug, category, language === 'zh' ? 'zh' : 'en'));
    }
  });
});

describe('the drawing of the house is made from the imports of today (npm run draw)', () => {
  const house = readTree(new URL('../..', import.meta.url).pathname);

  test('docs/architecture.md', () => {
    const [, drawn] =
      /<!-- house -->\n+```mermaid\n([\s\S]*?)\n```/.exec(house.get('docs/architecture.md') ?? '') ?? [];
    expect(drawn).toBe(drawHouse(house));
  });

  test('an arrow that follows from others is left out', () => {
    const files = new Map([
      ['apps/cli/a.ts', "import '../../libs/store/b.js';\nimport '../../libs/engine/fold/c.js';"],
      ['libs/store/b.ts', "import '../engine/fold/c.js';"],
      ['libs/engine/fold/c.ts', ''],
    ]);
    expect(
      drawHouse(files)
        .split('\n')
        .filter((line) => line.includes('-->')),
    ).toEqual(['  apps_cli --> libs_store', '  libs_store --> libs_engine']);
  });
});

function drawing(slug: string, category: string, language: 'zh' | 'en'): string {
  const programme = programmes.find((each) => each.slug === slug);
  const subject = programme?.subjects.find((each) => each.category === category);
  return programme && subject ? chartAsMermaid(subject, programme, language) : 'no such chart';
}
