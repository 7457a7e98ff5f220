import type { LineSeriesOption } from 'echarts';
import type { BandPoint } from '../../stats/curve-bands.ts';
import { INK } from './ink.ts';

/**
 * Intervals along a line as an area between two lines: the first follows the lower ends; the second is stacked on it
 * with the distance to the upper ends, and its area is filled and named.
 */
export const intervalBand = (name: string, points: readonly BandPoint[]): LineSeriesOption[] => {
  const edge = {
    type: 'line',
    stack: name,
    symbol: 'none',
    z: 1,
    lineStyle: { width: 1, color: INK.axis },
  } as const;
  return [
    { ...edge, data: points.map(({ at, low }) => [at, low]) },
    {
      ...edge,
      name,
      data: points.map(({ at, low, high }) => [at, high - low]),
      areaStyle: { color: INK.band, opacity: 1 },
      itemStyle: { color: INK.band },
    },
  ];
};
