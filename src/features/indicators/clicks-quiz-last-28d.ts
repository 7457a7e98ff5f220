import { howMany } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const clicksQuizLast28d: Indicator = {
  name: 'clicks_quiz_last_28d',
  unit: 'clicks',
  topic: 'content',
  better: 'more',
  windowDays: 28,
  over: 'days',
  sql: 'sumIf(clicks_quiz, age <= 28)',
  relative: true,
  changeable: true,
  after: (known, { activeDays, kindClicksPerDay }) =>
    (known('clicks_quiz_last_28d') ?? 0) + activeDays * kindClicksPerDay.quiz,
  sentence: (value) => howMany(value, 'click', 'on quizzes in the last four weeks'),
};
