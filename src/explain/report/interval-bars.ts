import type { CustomSeriesOption } from 'echarts';
import { INK } from './ink.ts';

/** An interval at a place of the other axis. */
export interface IntervalBar {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

const CAP_PX = 4;

/** Intervals as lines with caps, along the y axis or the x axis. ECharts has no such series, so we draw it. */
export const intervalBars = (along: 'x' | 'y', bars: readonly IntervalBar[]): CustomSeriesOption => ({
  type: 'custom',
  data: bars.map(({ at, low, high }) => [at, low, high]),
  // Lets the axes cover all three numbers, which may lie outside the range of the points.
  encode: along === 'y' ? { x: 0, y: [1, 2] } : { y: 0, x: [1, 2] },
  silent: true,
  z: 3,
  renderItem: (_, api) => {
    const [at, low, high] = [0, 1, 2].map((dimension) => Number(api.value(dimension)));
    const end = (value: number) => api.coord(along === 'y' ? [at, value] : [value, at]);
    const [[x1, y1], [x2, y2]] = [end(low), end(high)];
    const line = (shape: { x1: number; y1: number; x2: number; y2: number }) => ({
      type: 'line' as const,
      shape,
      style: { stroke: INK.text, lineWidth: 1.2 },
    });
    const cap = (x: number, y: number) =>
      along === 'y'
        ? line({ x1: x - CAP_PX, y1: y, x2: x + CAP_PX, y2: y })
        : line({ x1: x, y1: y - CAP_PX, x2: x, y2: y + CAP_PX });
    return { type: 'group', children: [line({ x1, y1, x2, y2 }), cap(x1, y1), cap(x2, y2)] };
  },
});
