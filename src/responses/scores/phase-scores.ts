import { readStatement, sqlOf } from '../../store/statement.ts';
import { namesOn } from '../../store/table-names.ts';
import { ACCURACY_SHARE, EMOTION_SHARE } from './composite-score.ts';

/** The most frequent value; among equally frequent ones, the first in the alphabet. Null where there is none. */
const mode = (column: string): string => {
  const counted = `sumMapIf([assumeNotNull(${column})], [toUInt32(1)], not is_excluded and ${column} is not null)`;
  return `nullIf(tupleElement(${counted} as ${column}_counts, 1)[indexOf(${column}_counts.2, arrayMax(${column}_counts.2))], '')`;
};

const MODES = ['dominant_emotion', 'engagement_state', 'pronunciation', 'audio_quality'] as const;

const PHASE_SCORES = readStatement(import.meta.dirname, 'phase-scores');

/**
 * How learners did in each phase: one row for each learner, session, milestone and phase. The gap lasts from the
 * phase's last response to the first response of the next phase. Excluded responses are counted but otherwise ignored.
 *
 * @param scored the FROM clause for scored responses: a file of the stage `score`, or the event log
 */
export const phaseScores = (scored: string): string =>
  sqlOf(PHASE_SCORES, namesOn(null), {
    scored,
    modes: MODES.map((column) => `${mode(column)} as mode_${column}`).join(',\n'),
    'names of modes': MODES.map((column) => `mode_${column}`).join(', '),
    'emotion share': String(EMOTION_SHARE),
    'accuracy share': String(ACCURACY_SHARE),
  });
