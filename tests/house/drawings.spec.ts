import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { chartAsMermaid } from '../../libs/lifecycle/diagram/diagram.js';
import { programmes } from '../../workflows/index.js';

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

function drawing(slug: string, category: string, language: 'zh' | 'en'): string {
  const programme = programmes.find((each) => each.slug === slug);
  const subject = programme?.subjects.find((each) => each.category === category);
  return programme && subject ? chartAsMermaid(subject, programme, language) : 'no such chart';
}
