import type { Palette } from './palette.ts';

/** One line of a tooltip: a name, a value, and a colour if it stands for a series. */
export interface TooltipLine {
  readonly colour?: string;
  readonly name: string;
  readonly value: string;
}

const element = (tag: string, text: string, style: Partial<CSSStyleDeclaration> = {}): HTMLElement => {
  const made = document.createElement(tag);
  made.textContent = text;
  Object.assign(made.style, style);
  return made;
};

/** A tooltip as elements with plain texts: nothing from the data is ever read as HTML. */
export function tooltipContent(title: string, lines: readonly TooltipLine[]): HTMLElement {
  const content = element('div', '', { lineHeight: '1.5', fontVariantNumeric: 'tabular-nums' });
  content.append(element('div', title, { fontWeight: '600' }));
  for (const { colour, name, value } of lines) {
    const line = element('div', '', { display: 'flex', gap: '8px', alignItems: 'center' });
    if (colour) {
      line.append(
        element('span', '', { width: '8px', height: '8px', borderRadius: '2px', backgroundColor: colour }),
      );
    }
    line.append(
      element('span', name, { flex: '1' }),
      element('span', value, { fontWeight: '600', marginLeft: '12px' }),
    );
    content.append(line);
  }
  return content;
}

/** How every tooltip looks; kept within the chart's box so that it fits on a phone. */
export const tooltipStyle = (palette: Palette) => ({
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.border,
  borderWidth: 1,
  padding: [8, 12],
  textStyle: { color: palette.text, fontSize: 12, fontFamily: 'inherit' },
  extraCssText: 'border-radius: 8px; box-shadow: 0 4px 16px rgb(0 0 0 / 12%); max-width: 300px;',
});

/** A series' point under the mouse pointer. */
interface Point {
  readonly color?: unknown;
  readonly seriesName?: string;
  readonly value: unknown;
  readonly dataIndex: number;
}

/** What marks the place under the mouse pointer: a dotted line, or a shadow as wide as a bar. */
const pointerStyle = (palette: Palette) =>
  ({
    line: { lineStyle: { color: palette.dimmed, type: 'dotted' } },
    shadow: { type: 'shadow', shadowStyle: { color: palette.grid, opacity: 0.6 } },
  }) as const;

/** One tooltip for all series at a place of the horizontal axis. */
export const axisTooltip = (
  palette: Palette,
  pointer: 'line' | 'shadow',
  contentOf: (points: readonly Point[]) => HTMLElement | string,
) => ({
  ...tooltipStyle(palette),
  trigger: 'axis' as const,
  axisPointer: pointerStyle(palette)[pointer],
  formatter: (points: Point | Point[]) => contentOf(Array.isArray(points) ? points : [points]),
});

/** The line of a tooltip that stands for a series. */
export const seriesLine = ({ color, seriesName }: Point, value: string): TooltipLine => ({
  colour: String(color),
  name: String(seriesName),
  value,
});
