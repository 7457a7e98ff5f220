import { describe, expect, it } from 'vitest';
import type { Trends } from '../../../src/read/trends-view.ts';
import { LIGHT } from '../chart/palette.ts';
import { currentFirst, lastWeek, MEASURES, trendsLegend } from './trendsOption.ts';

const week = (number: number) => ({
  week: number,
  registered: 200,
  activeShare: 0.8,
  meanInteractions: 40,
  submissions: 30,
});
const trends: Trends = {
  presentationId: 'DDD-2014B',
  asOf: '2014-02-15T09:00:00.000Z',
  series: [
    { presentationId: 'DDD-2013B', current: false, weeks: [week(1), week(2), week(3)] },
    { presentationId: 'DDD-2014B', current: true, weeks: [week(1)] },
  ],
};

describe('trends', () => {
  it('put this presentation first, as the one solid line', () => {
    expect(currentFirst(trends).map(({ presentationId }) => presentationId)).toEqual([
      'DDD-2014B',
      'DDD-2013B',
    ]);
    expect(trendsLegend(trends, LIGHT).map(({ mark }) => mark)).toEqual(['line', 'dashed']);
  });

  it('reach as far as the longest series', () => {
    expect(lastWeek(trends)).toBe(3);
    expect(lastWeek({ ...trends, series: [] })).toBe(0);
  });

  it('count submissions per 100 learners, because presentations differ in size', () => {
    expect(MEASURES.submissions.of(week(1))).toBe(15);
    expect(MEASURES.submissions.of({ ...week(1), registered: 0 })).toBe(0);
  });
});
