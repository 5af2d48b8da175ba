// Draws into the documents: after each marker `<!-- chart <slug> <subject> <language> -->` the chart of a programme's subject,
// made from its definition; after `<!-- house -->` the libraries and applications with their imports.
// tests/house/drawings.spec.ts sees that none has fallen behind.
import '../tests/typescript.mjs';
import { readFile, writeFile } from 'node:fs/promises';
import { programmes } from '../dist/workflows/index.js';
import { chartAsMermaid } from '../dist/libs/lifecycle/diagram/diagram.js';

const { drawHouse } = await import('../tests/house/rooms.ts');
const { readTree } = await import('../tests/house/tree.ts');

const DOCUMENTS = ['README.md', 'README.zh.md', 'docs/charts.md', 'docs/architecture.md'];
const DRAWN = /<!-- chart (\S+) (\S+) (zh|en) -->\n+```mermaid\n[\s\S]*?```/g;

for (const document of DOCUMENTS) {
  const text = await readFile(document, 'utf8');
  const drawn = text.replaceAll(DRAWN, (_whole, slug, category, language) => {
    const programme = programmes.find((each) => each.slug === slug);
    const subject = programme.subjects.find((each) => each.category === category);
    const chart = chartAsMermaid(subject, programme, language);
    return `<!-- chart ${slug} ${category} ${language} -->\n\n\`\`\`mermaid\n${chart}\n\`\`\``;
  });
  const house = `<!-- house -->\n\n\`\`\`mermaid\n${drawHouse(readTree('.'))}\n\`\`\``;
  const whole = drawn.replaceAll(/<!-- house -->\n+```mermaid\n[\s\S]*?```/g, house);
  if (whole !== text) await writeFile(document, whole);
}
