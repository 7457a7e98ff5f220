import type { Block, Card } from './card.ts';
import { FONT, INK } from './ink.ts';
import { escaped, svgOf } from './svg.ts';

const STYLE = `
:root { color-scheme: light; }
body { margin: 0; background: #f6f5f1; color: ${INK.text}; font: 16px/1.55 ${FONT}; }
main { max-width: 1080px; margin: 0 auto; padding: 32px 24px 64px; background: ${INK.paper}; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 1rem; }
h2 { font-size: 1.3rem; margin: 2.5rem 0 0.75rem; padding-top: 1rem; border-top: 1px solid ${INK.grid}; }
p, ul, figcaption { max-width: 760px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 14px 4px 0; text-align: left; vertical-align: top; white-space: nowrap; border-bottom: 1px solid ${INK.grid}; }
.long { white-space: normal; min-width: 320px; }
.estimate { white-space: normal; }
.interval { white-space: nowrap; color: ${INK.quiet}; }
th { color: ${INK.quiet}; font-weight: 600; white-space: normal; vertical-align: bottom; }
figure { margin: 1.5rem 0; }
figure svg { max-width: 100%; height: auto; }
figcaption { color: ${INK.quiet}; font-size: 0.9rem; }
@media print { body { background: none; } figure { break-inside: avoid; } }
`;

/** The card as one HTML file that needs nothing else: it contains its styles and pictures, and no script. */
export const htmlOf = (card: Card): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(card.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${escaped(card.title)}</h1>
${card.sections
  .map(
    ({ heading, blocks }) =>
      `<section>\n<h2>${escaped(heading)}</h2>\n${blocks.map(blockHtml).join('\n')}\n</section>`,
  )
  .join('\n')}
</main>
</body>
</html>
`;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'list':
      return `<ul>\n${block.items.map((item) => `<li>${escaped(item)}</li>`).join('\n')}\n</ul>`;
    case 'table':
      return `<div class="wide" tabindex="0" role="group" aria-label="Table"><table>\n<thead>${rowHtml('th', block.columns)}</thead>\n<tbody>\n${block.rows
        .map((cells) => rowHtml('td', cells))
        .join('\n')}\n</tbody>\n</table></div>`;
    case 'figure':
      return `<figure>\n${svgOf(block.chart)}\n<figcaption>${escaped(block.caption)}</figcaption>\n</figure>`;
  }
}

/** A cell of at least this many characters may break into lines. */
const LONG = 40;

const rowHtml = (cell: 'th' | 'td', cells: readonly string[]): string =>
  `<tr>${cells.map((content) => `<${cell}${classOf(content)}>${cellHtml(content)}</${cell}>`).join('')}</tr>`;

/** `0.876 (0.870 to 0.882)` */
const ESTIMATE = /^(\S+) (\(\S+ to \S+\))$/;

const classOf = (content: string): string =>
  ESTIMATE.test(content) ? ' class="estimate"' : content.length > LONG ? ' class="long"' : '';

/** An interval is never broken; in a wide table without room beside the figure it moves below it. */
function cellHtml(content: string): string {
  const [, figure, interval] = ESTIMATE.exec(content) ?? [];
  return interval === undefined
    ? escaped(content)
    : `${escaped(figure)} <span class="interval">${escaped(interval)}</span>`;
}
