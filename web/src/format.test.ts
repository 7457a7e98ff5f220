import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDate,
  formatDaysAgo,
  formatDaysAhead,
  formatDuration,
  formatLabel,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatSigned,
  percentagePoints,
  shortId,
} from './format.ts';

describe('numbers', () => {
  it('groups thousands', () => {
    expect(formatCount(1303)).toBe('1,303');
  });

  it('keeps at most one decimal and a real minus sign', () => {
    expect(formatNumber(12.46)).toBe('12.5');
    expect(formatNumber(-3)).toBe('−3');
  });

  it('never rounds an open question to certainty', () => {
    expect(formatPercent(0.004)).toBe('<1%');
    expect(formatPercent(0.996)).toBe('>99%');
    expect(formatPercent(0)).toBe('0%');
    expect(formatPercent(1)).toBe('100%');
    expect(formatPercent(0.864)).toBe('86%');
  });

  it('shows the direction of a change', () => {
    expect(formatSigned(12)).toBe('+12');
    expect(formatSigned(-3)).toBe('−3');
    expect(formatSigned(0)).toBe('±0');
  });

  it('turns a difference of shares into whole points without a negative zero', () => {
    expect(percentagePoints(0.124)).toBe(12);
    expect(Object.is(percentagePoints(-0.001), 0)).toBe(true);
  });

  it('gives a noun its plural', () => {
    expect(formatQuantity(1, 'day')).toBe('1 day');
    expect(formatQuantity(0, 'day')).toBe('0 days');
    expect(formatQuantity(1200, 'learner')).toBe('1,200 learners');
  });
});

describe('dates', () => {
  // 2014-04-07 was a Monday (ISO 8601 week 15 of 2014).
  it('are in UTC, whatever the zone of the browser', () => {
    expect(formatDate('2014-04-07')).toBe('Mon, 7 Apr 2014');
    expect(formatDate('2014-04-07T23:59:59.000Z')).toBe('Mon, 7 Apr 2014');
  });

  it('count in days from now', () => {
    expect(formatDaysAgo(0)).toBe('today');
    expect(formatDaysAgo(1)).toBe('yesterday');
    expect(formatDaysAgo(12)).toBe('12 days ago');
    expect(formatDaysAhead(1)).toBe('tomorrow');
    expect(formatDaysAhead(9)).toBe('in 9 days');
  });
});

describe('formatLabel', () => {
  it('makes words of snake and camel case', () => {
    expect(formatLabel('weekly_cap')).toBe('Weekly cap');
    expect(formatLabel('daysSinceLastActivity')).toBe('Days since last activity');
  });
});

describe('shortId', () => {
  it('keeps both ends of a long id, and all of any other', () => {
    expect(shortId('549087')).toBe('549087');
    expect(shortId('9f0c3c1e-1111-2222-333')).toBe('9f0c3c1e-1111-2222-333');
    expect(shortId(`begin${'x'.repeat(90)}end`)).toBe('beginxxxxxxxxx…xxxxxxxend');
  });
});

describe('formatDuration', () => {
  it('chooses the unit', () => {
    expect([0.5, 89, 90, 40_297].map(formatDuration)).toEqual(['0.5 min', '89 min', '1.5 h', '28 days']);
  });
});
