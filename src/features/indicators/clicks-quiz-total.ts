import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksQuizTotal: Indicator = {
  name: 'clicks_quiz_total',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: null,
  over: 'days',
  sql: 'sum(clicks_quiz)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_quiz_total') ?? 0) + activeDays * kindClicksPerDay.quiz,
  sentence: (value) => howMany(value, 'click', 'on quizzes so far'),
};
