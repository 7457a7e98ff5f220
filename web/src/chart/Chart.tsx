import { Skeleton, useComputedColorScheme } from '@mantine/core';
import { lazy, Suspense, useMemo } from 'react';
import { loadCode } from '../page/code.ts';
import type { ChartOption, ChartSelection } from './EChart.tsx';
import { type Palette, paletteOf } from './palette.ts';

/** The chart library is loaded after the first figures are on the page. */
const EChart = lazy(() =>
  loadCode(() => import('./EChart.tsx')).then((module) => ({ default: module.EChart })),
);

interface ChartProps {
  /** Pure: the same data and colours make the same picture. A new function redraws the chart. */
  readonly draw: (palette: Palette) => ChartOption;
  readonly heightPx: number;
  /** What the picture shows, for people who cannot see it; the numbers are in the table beside it. */
  readonly label: string;
  readonly onSelect?: (selection: ChartSelection) => void;
}

/** The colours of the scheme in use. */
export const usePalette = (): Palette => paletteOf(useComputedColorScheme('light'));

export function Chart({ draw, heightPx, label, onSelect }: ChartProps) {
  const palette = usePalette();
  const option = useMemo(() => draw(palette), [draw, palette]);
  return (
    <Suspense fallback={<Skeleton h={heightPx} />}>
      <EChart option={option} heightPx={heightPx} label={label} onSelect={onSelect} />
    </Suspense>
  );
}
