import { describe, expect, it } from 'vitest';
import { LIGHT } from '../chart/palette.ts';
import { activityLegend, timelineDays } from './activityOption.ts';
import { byGroup, contentGroup } from './contentGroup.ts';

const day = (number: number, byType: Record<string, number>) => ({
  day: number,
  date: '2014-02-01',
  interactions: 1,
  byType,
});

describe('timelineDays', () => {
  it('spans the course and the four weeks before it', () => {
    const days = timelineDays([day(3, {})], 241);
    expect([days[0], days.at(-1), days.length]).toEqual([-28, 241, 270]);
  });

  it('reaches back to earlier activity', () => {
    expect(timelineDays([day(-40, {}), day(2, {})], 241)[0]).toBe(-40);
  });
});

describe('content groups', () => {
  it('gather the many types into few', () => {
    expect(byGroup({ oucontent: 5, url: 2, forumng: 3, somethingnew: 1 })).toEqual({
      Content: 7,
      'Quizzes and assessments': 0,
      Discussion: 3,
      'Course home': 0,
      Other: 1,
    });
  });

  it('treat a type named like a property of every object as unknown', () => {
    expect(contentGroup('constructor')).toBe('Other');
  });

  it('appear in the legend only where used', () => {
    expect(activityLegend([day(1, { quiz: 2 })], LIGHT).map(({ name }) => name)).toEqual([
      'Quizzes and assessments',
    ]);
  });
});
