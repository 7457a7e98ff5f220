import type { Block, Card } from './card.ts';

/**
 * The card as Markdown. Its pictures are files of their own.
 *
 * @param pictureOf where the picture of this name is, seen from the Markdown file
 */
export const markdownOf = (card: Card, pictureOf: (name: string) => string): string =>
  `${[
    `# ${marked(card.title)}`,
    ...card.sections.flatMap(({ heading, blocks }) => [
      `## ${marked(heading)}`,
      ...blocks.map((block) => blockMarkdown(block, pictureOf)),
    ]),
  ].join('\n\n')}\n`;

function blockMarkdown(block: Block, pictureOf: (name: string) => string): string {
  switch (block.kind) {
    case 'text':
      return marked(block.text);
    case 'list':
      return block.items.map((item) => `- ${marked(item)}`).join('\n');
    case 'table':
      return [block.columns, block.columns.map(() => '---'), ...block.rows]
        .map((cells) => `| ${cells.map(marked).join(' | ')} |`)
        .join('\n');
    case 'figure':
      return `![${marked(block.chart.description)}](${pictureOf(block.name)})\n\n*${marked(block.caption)}*`;
  }
}

/** Plain text with what Markdown would take for markup escaped. */
const marked = (plain: string): string => plain.replaceAll(/[\\`*_[\]<>|]/g, '\\$&');
