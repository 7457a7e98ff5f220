import {
  BarChart,
  type BarSeriesOption,
  HeatmapChart,
  type HeatmapSeriesOption,
  LineChart,
  type LineSeriesOption,
  ScatterChart,
  type ScatterSeriesOption,
} from 'echarts/charts';
import {
  GridComponent,
  type GridComponentOption,
  MarkLineComponent,
  type MarkLineComponentOption,
  TooltipComponent,
  type TooltipComponentOption,
  VisualMapComponent,
  type VisualMapComponentOption,
} from 'echarts/components';
import { type ComposeOption, type ECharts, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

use([
  BarChart,
  CanvasRenderer,
  GridComponent,
  HeatmapChart,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  TooltipComponent,
  VisualMapComponent,
]);

export type ChartOption = ComposeOption<
  | BarSeriesOption
  | GridComponentOption
  | HeatmapSeriesOption
  | LineSeriesOption
  | MarkLineComponentOption
  | ScatterSeriesOption
  | TooltipComponentOption
  | VisualMapComponentOption
>;

/** Parts of an option, for charts whose option is put together from several. */
export type XAxis = NonNullable<ChartOption['xAxis']>;
export type YAxis = NonNullable<ChartOption['yAxis']>;
export type MarkLine = NonNullable<LineSeriesOption['markLine']>;
export type { BarSeriesOption, LineSeriesOption, ScatterSeriesOption };

/** The mark that was clicked: its series and its place in the data. */
export interface ChartSelection {
  readonly seriesIndex: number;
  readonly dataIndex: number;
  readonly value: unknown;
}

interface EChartProps {
  readonly option: ChartOption;
  readonly heightPx: number;
  readonly label: string;
  readonly onSelect: ((selection: ChartSelection) => void) | undefined;
}

/** One ECharts picture: made once, redrawn with each option, resized with its box, disposed of with the page. */
export function EChart({ option, heightPx, label, onSelect }: EChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(null);
  const select = useRef(onSelect);
  select.current = onSelect;

  useEffect(() => {
    if (!box.current) return;
    const made = init(box.current, null, { renderer: 'canvas' });
    chart.current = made;
    made.on('click', ({ seriesIndex, dataIndex, value }) =>
      select.current?.({ seriesIndex: seriesIndex ?? 0, dataIndex, value }),
    );
    const watched = new ResizeObserver(() => made.resize());
    watched.observe(box.current);
    return () => {
      watched.disconnect();
      made.dispose();
    };
  }, []);

  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true });
  }, [option]);

  return <div ref={box} role="img" aria-label={label} style={{ height: heightPx, width: '100%' }} />;
}
