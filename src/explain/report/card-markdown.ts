import type { Block, Card } from './card.ts';

/**
 * The card as Markdown. Its pictures are separate files.
 *
 * @param pictureOf the path of the picture with this name, relative to the Markdown file
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

/** Plain text in which the characters that Markdown would take for markup are escaped. */
const marked = (plain: string): string => plain.replaceAll(/[\\`*_[\]<>|]/g, '\\$&');
