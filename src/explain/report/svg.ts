import { type EChartsOption, init } from 'echarts';

/** A picture of a card: what ECharts draws, its size, and its content in words. */
export interface Chart {
  readonly option: EChartsOption;
  /** Pixels at full size; the width is the same for all. */
  readonly heightPx: number;
  /** For people who cannot see the picture: what it shows, with its main numbers. */
  readonly description: string;
}

const WIDTH_PX = 720;

/** The chart as a complete SVG document. ECharts escapes the texts in it; this function escapes the description. */
export function svgOf({ option, heightPx, description }: Chart): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH_PX, height: heightPx });
  try {
    chart.setOption({ animation: false, ...option });
    return chart
      .renderToSVGString()
      .replace('<svg ', `<svg role="img" aria-label="${escaped(description)}" `);
  } finally {
    chart.dispose();
  }
}

/** Text as it may stand in HTML, XML and their attributes. */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
