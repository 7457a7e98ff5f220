/** `npm run docs:figures`: rewrites the figures of the documents from the files that they come from. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOCUMENTS, ROOT } from './documents.ts';
import { corrected, figuresIn } from './figures.ts';

for (const document of DOCUMENTS) {
  const path = join(ROOT, document);
  const text = readFileSync(path, 'utf8');
  const figures = figuresIn(text, ROOT);
  for (const { written, right, source } of figures)
    if (written !== right) console.log(`${document}: ${written} is ${right} now (${source})`);
  writeFileSync(path, corrected(text, figures));
}
