import { expect, test } from 'vitest';
import { inShort } from './indicator.ts';
import { INDICATORS } from './indicators.ts';

/** How one of whatever is counted reads; howMany sees to none and many. */
const COUNTS: Readonly<Record<string, string>> = {
  clicks_total: '1 click in the course so far',
  clicks_last_7d: '1 click in the last week',
  clicks_last_14d: '1 click in the last two weeks',
  clicks_last_28d: '1 click in the last four weeks',
  clicks_prior_14d: '1 click in the two weeks before the last two',
  active_days_total: '1 active day so far',
  active_days_since_start: '1 active day since the start of the course',
  active_days_last_7d: '1 active day in the last week',
  active_days_last_14d: '1 active day in the last two weeks',
  active_days_last_28d: '1 active day in the last four weeks',
  objects_total: '1 piece of content opened so far',
  new_objects_last_7d: '1 piece of content opened for the first time in the last week',
  new_objects_last_28d: '1 piece of content opened for the first time in the last four weeks',
  content_kinds_last_28d: '1 kind of content used in the last four weeks',
  clicks_forum_last_28d: '1 click in the forums in the last four weeks',
  clicks_quiz_last_28d: '1 click on quizzes in the last four weeks',
  clicks_material_last_28d: '1 click on the course material in the last four weeks',
  clicks_navigation_last_28d: '1 click on overview pages in the last four weeks',
  clicks_reference_last_28d: '1 click on resources and links in the last four weeks',
  clicks_collaboration_last_28d: '1 click in shared work in the last four weeks',
  clicks_forum_total: '1 click in the forums so far',
  clicks_quiz_total: '1 click on quizzes so far',
  clicks_material_total: '1 click on the course material so far',
  clicks_before_start: '1 click before the start of the course',
  active_days_before_start: '1 active day before the start of the course',
  assessments_due: '1 piece of work due so far',
  assessments_submitted: '1 piece of work handed in so far',
  assessments_ahead_submitted: '1 piece of work handed in for the coming deadlines',
  assessments_late: '1 piece of work handed in late so far',
};

/** What a value reads like, and what it reads like as the typical one, which is never the calendar's. */
const SENTENCES: Readonly<Record<string, readonly (readonly [number | null, string, string?])[]>> = {
  clicks_per_active_day: [
    [null, 'No active day so far'],
    [0, '0 clicks on an active day, on average', 'none'],
    [1, '1 click on an active day, on average', '1'],
    [12, '12 clicks on an active day, on average', '12'],
  ],
  days_since_last_activity: [
    [null, 'Has not opened the course yet'],
    [0, 'Was here in the last 24 hours', 'in the last 24 hours'],
    [1, 'Was last here 1 day ago', '1 day ago'],
    [12, 'Was last here 12 days ago', '12 days ago'],
  ],
  current_streak_days: [
    [null, 'Not here in the last 24 hours'],
    [0, 'Not here in the last 24 hours', 'not here in the last 24 hours'],
    [1, 'Was here in the last 24 hours, but not the day before', '1 day in a row'],
    [12, 'Was here on each of the last 12 days', '12 days in a row'],
  ],
  longest_streak_days: [
    [null, 'Not here on any day so far'],
    [0, 'Not here on any day so far', 'not here'],
    [1, 'Never here on two days in a row', '1 day in a row'],
    [12, 'The longest run so far was 12 days in a row', '12 days in a row'],
  ],
  longest_gap_days: [
    [null, 'Has not opened the course yet'],
    [0, 'No day without activity since the first visit', 'no break'],
    [1, 'The longest break so far was 1 day', '1 day'],
    [12, 'The longest break so far was 12 days', '12 days'],
  ],
  mean_gap_days: [
    [null, 'Has not come back so far'],
    [1, 'Comes back every day, on average', 'every day'],
    [2, 'Comes back every 2 days, on average', 'every 2 days'],
    [3.46, 'Comes back every 3.5 days, on average', 'every 3.5 days'],
  ],
  gap_against_usual: [
    [null, 'No earlier break to compare with'],
    [0.4, 'This break is 40% of the usual length for this learner', '40% of the usual length'],
    [1, 'This break is as long as usual for this learner', 'as long as usual'],
    [1.5, 'This break is half as long again as usual for this learner', 'half as long again as usual'],
    [3.2, 'This break is 3.2 times as long as usual for this learner', '3.2 times as long as usual'],
  ],
  weekday_entropy: [
    [null, 'Days of activity: not known'],
    [0, 'Active on one day of the week at most', 'one at most'],
    [2.3, 'Active on about 4.9 days of the week', 'about 4.9 days'],
  ],
  hour_entropy: [
    [null, 'Hours of activity: not known'],
    [0, 'Active at about 1 hour of the day', 'about 1 hour'],
    [2.3, 'Active at about 5 hours of the day', 'about 5 hours'],
  ],
  clicks_variation: [
    [null, 'No activity so far'],
    [0, 'As many clicks on one active day as on another', '0%'],
    [1.2, 'Clicks vary from one active day to another by 120% of their average', '120%'],
  ],
  active_weeks_last_4: [
    [0, 'Not active in any of the last four weeks', 'none'],
    [1, 'Active in 1 of the last four weeks', '1'],
    [2.5, 'Active in 2.5 of the last four weeks', '2.5'],
    [4, 'Active in each of the last four weeks', '4'],
  ],
  clicks_trend_1w: [[-1, 'Activity in the last week, against the week before: down 50%', 'down 50%']],
  clicks_trend_2w: [
    [-11, 'Activity in the last two weeks, against the two before: down >99%', 'down >99%'],
    [0, 'Activity in the last two weeks, against the two before: unchanged', 'unchanged'],
    [0.6, 'Activity in the last two weeks, against the two before: up 52%', 'up 52%'],
    [3, 'Activity in the last two weeks, against the two before: 8 times as much', '8 times as much'],
  ],
  clicks_trend_4w: [[-1, 'Activity in the last four weeks, against the four before: down 50%', 'down 50%']],
  active_days_trend_2w: [
    [null, 'Change in active days: not known'],
    [-150, '150 fewer active days in the last two weeks than in the two before', '150 fewer'],
    [-1, '1 fewer active day in the last two weeks than in the two before', '1 fewer'],
    [0, 'As many active days in the last two weeks as in the two before', 'no change'],
    [1, '1 more active day in the last two weeks than in the two before', '1 more'],
    [12, '12 more active days in the last two weeks than in the two before', '12 more'],
  ],
  objects_per_active_day: [
    [null, 'No active day so far'],
    [0, '0 pieces of content on an active day, on average', 'none'],
    [1, '1 piece of content on an active day, on average', '1'],
    [12, '12 pieces of content on an active day, on average', '12'],
  ],
  course_day: [
    [null, 'Day of the course: not known'],
    [-150, '150 days before the start of the course'],
    [-1, '1 day before the start of the course'],
    [0, 'Day 0 of the course'],
    [1, 'Day 1 of the course'],
    [12, 'Day 12 of the course'],
  ],
  course_progress: [
    [null, 'Progress of the course: not known'],
    [0.35, 'Of the course, 35% is over'],
  ],
  start_month: [[2, 'The course began in February']],
  days_since_registration: [
    [null, 'Day of registration: not known'],
    [0, 'Registered today', 'today'],
    [1, 'Registered yesterday', 'yesterday'],
    [12, 'Registered 12 days ago', '12 days ago'],
  ],
  registered_before_start_days: [
    [null, 'Day of registration: not known'],
    [-150, 'Registered 150 days after the start of the course', '150 days after'],
    [-1, 'Registered 1 day after the start of the course', '1 day after'],
    [0, 'Registered on the day of the start of the course', 'on the day'],
    [1, 'Registered 1 day before the start of the course', '1 day before'],
    [12, 'Registered 12 days before the start of the course', '12 days before'],
  ],
  days_to_next_deadline: [
    [null, 'No deadline ahead'],
    [0, 'The next deadline is today'],
    [1, 'The next deadline is tomorrow'],
    [12, 'The next deadline is in 12 days'],
  ],
  days_since_last_deadline: [
    [null, 'No deadline so far'],
    [1, 'The last deadline was yesterday'],
    [12, 'The last deadline was 12 days ago'],
  ],
  assessments_missed: [
    [null, 'Work due and not handed in: not known'],
    [0, 'No work missing so far', 'none'],
    [1, '1 piece of work that was due was not handed in', '1'],
    [12, '12 pieces of work that were due were not handed in', '12'],
  ],
  missed_share: [
    [null, 'No work due so far'],
    [0, 'No work due so far is missing', 'none'],
    [0.001, 'Has not handed in <1% of the work due so far', '<1%'],
    [0.35, 'Has not handed in 35% of the work due so far', '35%'],
    [1, 'Has handed in none of the work due so far', '100%'],
  ],
  last_due_missed: [
    [null, 'No work due so far'],
    [0, 'Handed in the latest work that was due', 'handed in'],
    [0.5, 'Has not handed in the latest work that was due', 'half handed in'],
    [1, 'Has not handed in the latest work that was due', 'not handed in'],
  ],
  submission_lead_days: [
    [null, 'No work handed in so far'],
    [-150, 'Hands in work 150 days after its deadline, on average', '150 days after'],
    [-1, 'Hands in work 1 day after its deadline, on average', '1 day after'],
    [0, 'Hands in work on the day of its deadline, on average', 'on the day'],
    [1, 'Hands in work 1 day before its deadline, on average', '1 day before'],
    [12, 'Hands in work 12 days before its deadline, on average', '12 days before'],
  ],
  last_lead_days: [
    [null, 'No work handed in so far'],
    [-150, 'The last work came 150 days after its deadline', '150 days after'],
    [-1, 'The last work came 1 day after its deadline', '1 day after'],
    [0, 'The last work came on the day of its deadline', 'on the day'],
    [1, 'The last work came 1 day before its deadline', '1 day before'],
    [12, 'The last work came 12 days before its deadline', '12 days before'],
  ],
  days_since_last_submission: [
    [null, 'No work handed in so far'],
    [0, 'Last handed in work today', 'today'],
    [1, 'Last handed in work yesterday', 'yesterday'],
    [12, 'Last handed in work 12 days ago', '12 days ago'],
  ],
  mean_score: [
    [null, 'No score so far'],
    [0, 'The average score is 0%', '0%'],
    [71.25, 'The average score is 71.3%', '71.3%'],
    [100, 'The average score is 100%', '100%'],
  ],
  last_score: [
    [null, 'No score so far'],
    [0, 'The last score was 0%', '0%'],
    [71.25, 'The last score was 71.3%', '71.3%'],
    [100, 'The last score was 100%', '100%'],
  ],
  lowest_score: [
    [null, 'No score so far'],
    [0, 'The lowest score was 0%', '0%'],
    [71.25, 'The lowest score was 71.3%', '71.3%'],
    [100, 'The lowest score was 100%', '100%'],
  ],
  score_trend: [
    [null, 'Too few scores for a trend'],
    [-150, 'The last score is 150 points below the average of those before', '150 points below'],
    [-1, 'The last score is 1 point below the average of those before', '1 point below'],
    [0, 'The last score is as high as the average of those before', 'no difference'],
    [1, 'The last score is 1 point above the average of those before', '1 point above'],
    [12, 'The last score is 12 points above the average of those before', '12 points above'],
  ],
  weighted_score_so_far: [
    [null, 'Nothing that counts was due so far'],
    [0, 'No points yet for the work due so far', '0 of 100'],
    [71.25, '71.3 of 100 points for the work due so far', '71.3 of 100'],
    [100, '100 of 100 points for the work due so far', '100 of 100'],
  ],
  weight_missed_share: [
    [null, 'Nothing that counts was due so far'],
    [0, 'No marks lost so far to work not handed in', 'none'],
    [0.001, 'Work not handed in cost <1% of the marks due so far', '<1%'],
    [0.35, 'Work not handed in cost 35% of the marks due so far', '35%'],
    [1, 'Work not handed in cost 100% of the marks due so far', '100%'],
  ],
  weight_decided_share: [
    [null, 'No coursework counts'],
    [0.35, 'Of the coursework mark, 35% is decided'],
  ],
  previous_attempts: [
    [null, 'Earlier attempts: not known'],
    [0, 'First attempt at this course', 'first attempt'],
    [1, '1 earlier attempt at this course', '1 earlier attempt'],
    [12, '12 earlier attempts at this course', '12 earlier attempts'],
  ],
  credits: [
    [null, 'Credits: not known'],
    [60, 'Studies 60 credits at the same time', '60'],
  ],
};

const named = (name: string) => INDICATORS.filter((indicator) => indicator.name === name);

test('every indicator reads well at its edges', () => {
  for (const [name, one] of Object.entries(COUNTS))
    for (const { sentence } of named(name)) expect(sentence(1)).toBe(one);
  for (const [name, lines] of Object.entries(SENTENCES))
    for (const indicator of named(name))
      for (const [value, sentence, typical] of lines) {
        expect(indicator.sentence(value)).toBe(sentence);
        if (value !== null && typical !== undefined) expect(inShort(indicator, value)).toBe(typical);
      }
});

test('every indicator is in one of the tables', () => {
  const listed = [...Object.keys(COUNTS), ...Object.keys(SENTENCES)];
  expect(listed.toSorted()).toEqual(INDICATORS.map(({ name }) => name).toSorted());
});
