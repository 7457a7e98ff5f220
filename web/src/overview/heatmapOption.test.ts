import { describe, expect, it } from 'vitest';
import type { Heatmap } from '../../../src/read/heatmap-view.ts';
import { DARK, LIGHT } from '../chart/palette.ts';
import { heatmapCells, heatmapHeightPx, heatmapOption, heatmapWeeks } from './heatmapOption.ts';

const heatmap: Heatmap = {
  presentationId: 'DDD-2014B',
  asOf: '2014-02-15T09:00:00.000Z',
  rows: 'cohorts',
  weeks: [1, 2].map((week) => ({ week, day: week * 7, asOf: '2014-02-08T09:00:00.000Z' })),
  series: [
    { id: 'first', label: 'First attempt', enrolments: 900, probabilities: [0.2, 0.3] },
    { id: 'again', label: 'Second attempt', enrolments: 100, probabilities: [null, 0.6] },
  ],
};

describe('heatmapWeeks', () => {
  it('has the known weeks and the next four, at most to the end of the course', () => {
    expect(heatmapWeeks(heatmap, 241)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(heatmapWeeks(heatmap, 27)).toEqual([1, 2, 3]);
  });
});

describe('heatmapCells', () => {
  it('has a cell for each known risk and none for a week without one', () => {
    expect(heatmapCells(heatmap, heatmapWeeks(heatmap, 241))).toEqual([
      [0, 0, 0.2],
      [1, 0, 0.3],
      [1, 1, 0.6],
    ]);
  });
});

describe('heatmapOption', () => {
  it('always spans 0 to 100 %, so that a colour means the same on every day', () => {
    for (const palette of [LIGHT, DARK]) {
      expect(heatmapOption(heatmap, 241, false, palette).visualMap).toMatchObject({
        min: 0,
        max: 1,
        inRange: { color: palette.heat },
      });
    }
  });

  it('grows with its rows', () => {
    const tall = { ...heatmap, series: [...heatmap.series, ...heatmap.series] };
    expect(heatmapHeightPx(tall)).toBeGreaterThan(heatmapHeightPx(heatmap));
  });
});
