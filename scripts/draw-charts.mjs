// Draws the charts of programmes into the documents: each marker `<!-- chart <slug> <subject> <language> -->` is followed
// by the drawing made from the definition. tests/house/drawings.spec.ts sees that none has fallen behind.
import { readFile, writeFile } from 'node:fs/promises';
import { programmes } from '../dist/workflows/index.js';
import { chartAsMermaid } from '../dist/libs/lifecycle/diagram/diagram.js';

const DOCUMENTS = ['README.md', 'README.zh.md', 'docs/charts.md'];
const DRAWN = /<!-- chart (\S+) (\S+) (zh|en) -->\n+```mermaid\n[\s\S]*?```/g;

for (const document of DOCUMENTS) {
  const text = await readFile(document, 'utf8');
  const drawn = text.replaceAll(DRAWN, (_whole, slug, category, language) => {
    const programme = programmes.find((each) => each.slug === slug);
    const subject = programme.subjects.find((each) => each.category === category);
    const chart = chartAsMermaid(subject, programme, language);
    return `<!-- chart ${slug} ${category} ${language} -->\n\n\`\`\`mermaid\n${chart}\n\`\`\``;
  });
  if (drawn !== text) await writeFile(document, drawn);
}
