import { percent } from '../../domain/phrase.ts';
import type { Indicator } from '../indicator.ts';

export const missedShare: Indicator = {
  name: 'missed_share',
  unit: 'share',
  topic: 'assessments',
  better: 'less',
  windowDays: null,
  over: 'enrolment',
  sql: 'if(notEmpty(due), length(missed) / length(due), null)',
  relative: true,
  changeable: true,
  sentence: (value) =>
    value === null ? 'No assessment due so far' : `${percent(value)} of the assessments due so far missed`,
};
