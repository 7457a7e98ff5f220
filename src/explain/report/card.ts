import type { Chart } from './svg.ts';

/** A document in parts, before it is written as Markdown or HTML. All texts are plain, without markup. */
export interface Card {
  readonly title: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly columns: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | {
      readonly kind: 'figure';
      /** Names the picture's file, for example `roc`. */
      readonly name: string;
      readonly caption: string;
      readonly chart: Chart;
    };

export const text = (content: string): Block => ({ kind: 'text', text: content });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  columns,
  rows,
});
export const figure = (name: string, caption: string, chart: Chart): Block => ({
  kind: 'figure',
  name,
  caption,
  chart,
});

/** All pictures of a card by name. */
export const chartsOf = (card: Card): Map<string, Chart> =>
  new Map(
    card.sections
      .flatMap(({ blocks }) => blocks)
      .flatMap((block) => (block.kind === 'figure' ? [[block.name, block.chart]] : [])),
  );
