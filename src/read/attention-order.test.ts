import { describe, expect, test } from 'vitest';
import { type AttentionFilter, type ListedRow, matchingInOrder } from './attention-order.ts';

const row = (learnerId: string, changes: Partial<ListedRow> = {}): ListedRow => ({
  learnerId,
  probability: 0.5,
  band: 'medium',
  changeIn7Days: null,
  daysSinceLastActivity: 3,
  reasons: [],
  suggestedAction: null,
  nothingToDo: null,
  lastNudgedAt: null,
  lastNudgeReplayed: false,
  holdout: false,
  reachable: true,
  urgency: 0,
  ...changes,
});

const shown = (
  rows: readonly ListedRow[],
  filter: Partial<AttentionFilter> = {},
  byRules = false,
): string[] =>
  matchingInOrder(
    rows,
    {
      band: ['low', 'medium', 'high'],
      search: '',
      suggested: 'any',
      sort: 'attention',
      order: 'desc',
      ...filter,
    },
    byRules,
  ).map(({ learnerId }) => learnerId);

describe('the attention list', () => {
  test('begins with the highest risk, and leaves learners out of reach for the end', () => {
    const rows = [
      row('gone', { probability: 0.9, reachable: false }),
      row('low', { probability: 0.2 }),
      row('high', { probability: 0.8 }),
    ];
    expect(shown(rows)).toEqual(['high', 'low', 'gone']);
  });

  test('goes by proposals where the risk is withheld, then by silence, whatever the band', () => {
    const rows = [
      row('risky', { probability: 0.9, band: 'high' }),
      row('silent', { urgency: 2, daysSinceLastActivity: 9 }),
      row('busy', { urgency: 2, daysSinceLastActivity: 1 }),
      row('gone', { urgency: 2, daysSinceLastActivity: 40, reachable: false }),
      row('urgent', { urgency: 3, band: 'low' }),
    ];
    expect(shown(rows, { band: ['high'] }, true)).toEqual(['urgent', 'silent', 'busy', 'gone', 'risky']);
  });

  test('puts unknown values last in either order', () => {
    const rows = [row('new'), row('up', { changeIn7Days: 0.1 }), row('down', { changeIn7Days: -0.2 })];
    expect(shown(rows, { sort: 'changeIn7Days' })).toEqual(['up', 'down', 'new']);
    expect(shown(rows, { sort: 'changeIn7Days', order: 'asc' })).toEqual(['down', 'up', 'new']);
  });

  test('settles ties by learner id, and shows only what matches', () => {
    const rows = [row('b1'), row('a1'), row('a2', { band: 'high' }), row('c3')];
    expect(shown(rows)).toEqual(['a1', 'a2', 'b1', 'c3']);
    expect(shown(rows, { order: 'asc', search: '1' })).toEqual(['a1', 'b1']);
    expect(shown(rows, { band: ['high'] })).toEqual(['a2']);
  });
});

test('the list can be cut to what is suggested to whom, and to what is new', () => {
  const suggestion = (recipient: 'coach' | 'learner', isNew: boolean) => ({
    suggestedAction: {
      intervention: 'coach_call',
      title: 'Call this learner this week',
      body: '',
      recipient,
      isNew,
      askedAt: null,
      askedInReplay: false,
      notNow: null,
    },
  });
  const rows = [
    row('new call', suggestion('coach', true)),
    row('old call', suggestion('coach', false)),
    row('note', suggestion('learner', true)),
    row('nothing'),
  ];
  expect(shown(rows, { suggested: 'any' })).toHaveLength(4);
  expect(shown(rows, { suggested: 'coach' })).toEqual(['new call', 'old call']);
  expect(shown(rows, { suggested: 'coach_new' })).toEqual(['new call']);
  expect(shown(rows, { suggested: 'learner' })).toEqual(['note']);
});
