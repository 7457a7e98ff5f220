/**
 * The look of the charts on white paper. The colours are hues that people with any of the common colour vision
 * deficiencies keep apart (Okabe and Ito, "Color Universal Design", 2008); text and lines that carry meaning have a
 * contrast of at least 4.5:1 and 3:1 (WCAG 2.2).
 */
export const INK = {
  paper: '#ffffff',
  text: '#22262c',
  quiet: '#5d636c',
  axis: '#858b94',
  grid: '#e3e5e8',
  main: '#2b6a93',
  second: '#a8321a',
  band: '#c9dcea',
  /** From a low value to a high one; dark at both ends, so that both are visible. */
  lowToHigh: ['#1d5f8c', '#5a97bd', '#8b8f96', '#bd7d12', '#b23a1e'],
} as const;

/**
 * Fonts with the text widths that ECharts assumes. The names have no quotes, which would end the attribute that ECharts
 * writes them into.
 */
export const FONT = 'Arial, Liberation Sans, Helvetica, sans-serif';

/** What all charts share. */
export const paper = {
  backgroundColor: INK.paper,
  textStyle: { fontFamily: FONT, color: INK.text, fontSize: 13 },
} as const;

/** An axis with its name along it. */
export const axis = (name: string, side: 'below' | 'left', nameGap?: number) =>
  ({
    name,
    nameLocation: 'middle',
    nameGap: nameGap ?? (side === 'below' ? 32 : 46),
    nameTextStyle: { color: INK.text, fontSize: 13, fontFamily: FONT },
    axisLabel: { color: INK.quiet, fontSize: 12, hideOverlap: true },
    axisLine: { show: true, lineStyle: { color: INK.axis } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: INK.grid } },
  }) as const;

/** An axis of shares from 0 to 1 in percent. */
export const shareAxis = (name: string, side: 'below' | 'left') => ({
  ...axis(name, side),
  type: 'value' as const,
  min: 0,
  max: 1,
  interval: 0.2,
  axisLabel: { ...axis(name, side).axisLabel, formatter: (share: number) => `${Math.round(share * 100)} %` },
});

/** Names down the side, the first on top. */
export const nameAxis = (names: readonly string[]) => ({
  ...axis('', 'left'),
  type: 'category' as const,
  data: [...names],
  inverse: true,
  splitLine: { show: false },
  axisLabel: { color: INK.text, fontSize: 12, interval: 0 },
});

/** Starts at the left, so that texts that turn out wider than measured have room. */
export const legend = {
  top: 0,
  left: 8,
  itemGap: 22,
  textStyle: { color: INK.text, fontSize: 12, fontFamily: FONT },
} as const;
