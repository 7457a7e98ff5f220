import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { FRAME_SECONDS } from '../src/speech/acoustic/cepstra.ts';
import { openRecogniser } from '../src/speech/hearing.ts';
import { MARKS, type Marks } from '../src/speech/pronunciation/pronunciation-model.ts';
import { fitRegressor } from '../src/speech/pronunciation/regressor.ts';
import { vowelsAmong } from '../src/speech/pronunciation/speech-features.ts';
import { ratedSpeech } from '../src/speech/pronunciation/speechocean.ts';
import {
  correlations,
  foldsBySpeaker,
  type RatedSpeech,
  trainPronunciation,
} from '../src/speech/pronunciation/train-pronunciation.ts';
import { clusterBootstrap, groupNumbers } from '../src/stats/bootstrap.ts';
import type { Measurement, Outcome } from './measurement.ts';

const DATA = join(import.meta.dirname, '../../shared/data/speech/speechocean762');
export const SPEECH_MODELS = join(import.meta.dirname, '../models/speech');
const SEED = 1;
const RESAMPLES = 1_000;
/** Children's voices differ from those that the acoustic model was trained on. */
const ADULT_YEARS = 16;

/** The goals for speakers that were not used for tuning. */
const GOALS: Marks = { accuracy: 0.72, fluency: 0.78, prosody: 0.78 };

/** How well marks of reading agree with human raters on speakers outside the training data, and how long marking takes. */
export async function measureSpeech(): Promise<Outcome> {
  if (!existsSync(DATA))
    return { skipped: 'there are no recordings at ../shared/data/speech/speechocean762' };
  const recogniser = openRecogniser(join(SPEECH_MODELS, 'cmusphinx-en-us-16k'));
  const vowels = vowelsAmong(recogniser.model.definitions.phones);
  const rated: RatedSpeech[] = [];
  const start = process.cpuUsage();
  for await (const one of ratedSpeech(DATA, recogniser)) rated.push(one);
  const { user, system } = process.cpuUsage(start);
  const seconds = rated.reduce((sum, { speech }) => sum + speech.frames * FRAME_SECONDS, 0);
  const { crossValidated } = trainPronunciation(rated, vowels, 'cross-validation', SEED);
  const groups: readonly (readonly [string, (one: RatedSpeech) => boolean])[] = [
    ['all', () => true],
    ['adults', ({ ageYears }) => ageYears >= ADULT_YEARS],
    ['children', ({ ageYears }) => ageYears < ADULT_YEARS],
    ['women and girls', ({ gender }) => gender === 'f'],
    ['men and boys', ({ gender }) => gender === 'm'],
  ];
  return {
    measured: [
      {
        what: `processor time of listening, ${rated.length} recordings`,
        unit: 'of real time',
        values: [(user + system) / 1e6 / seconds],
        goal: 0.3,
      },
      ...groups.flatMap(([name, belongs]) =>
        correlationRows(`with the text, ${name}`, rated, crossValidated.withText, belongs, name === 'all'),
      ),
      ...groups.flatMap(([name, belongs]) =>
        correlationRows(`without the text, ${name}`, rated, crossValidated.withoutText, belongs, false),
      ),
      ...correlationRows('by duration only, all', rated, byDuration(rated), () => true, false),
    ],
  };
}

/** Pearson's correlations with the raters, with 95 % intervals by a bootstrap over speakers. */
function correlationRows(
  name: string,
  rated: readonly RatedSpeech[],
  predicted: readonly Marks[],
  belongs: (one: RatedSpeech) => boolean,
  hasGoal: boolean,
): Measurement[] {
  const chosen = rated.map((one, nth) => ({ one, marks: predicted[nth] })).filter(({ one }) => belongs(one));
  const some = chosen.map(({ one }) => one);
  const marks = chosen.map((row) => row.marks);
  const speakers = groupNumbers(some.map(({ speaker }) => speaker));
  const intervals = clusterBootstrap(speakers, (times) => correlations(some, marks, times), {
    resamples: RESAMPLES,
    seed: SEED,
  });
  return correlations(some, marks).map((value, nth) => {
    const mark = MARKS[nth];
    const { low, high } = intervals[nth];
    return {
      what: `${mark}: correlation with the raters, ${name}`,
      unit: 'correlation',
      values: [value ?? Number.NaN],
      goal: hasGoal ? GOALS[mark] : null,
      note: `95 % ${low?.toFixed(2)} to ${high?.toFixed(2)}; error ${rootMeanSquare(some, marks, mark).toFixed(2)} of 10 (mean of all: ${spreadOf(some, mark).toFixed(2)}); ${some.length} recordings of ${new Set(speakers).size} speakers`,
    };
  });
}

const rootMeanSquare = (
  rated: readonly RatedSpeech[],
  predicted: readonly Marks[],
  mark: keyof Marks,
): number =>
  Math.sqrt(
    rated.reduce((sum, { marks }, nth) => sum + (marks[mark] - predicted[nth][mark]) ** 2, 0) / rated.length,
  );

/** The error of a model that always predicts the mean. */
function spreadOf(rated: readonly RatedSpeech[], mark: keyof Marks): number {
  const mean = rated.reduce((sum, { marks }) => sum + marks[mark], 0) / rated.length;
  return Math.sqrt(rated.reduce((sum, { marks }) => sum + (marks[mark] - mean) ** 2, 0) / rated.length);
}

/** The same figures for a model that knows only the lengths of the recording and of the text, cross-validated alike. */
function byDuration(rated: readonly RatedSpeech[]): Marks[] {
  const folds = foldsBySpeaker(rated, SEED);
  const rows = rated.map(({ speech }) => ({
    seconds: Math.log(speech.frames),
    phones: Math.log(speech.expected?.goodness.length ?? 1),
  }));
  const predicted = rated.map(() => ({ accuracy: 0, fluency: 0, prosody: 0 }));
  for (const fold of new Set(folds)) {
    const training = [...rows.keys()].filter((nth) => folds[nth] !== fold);
    for (const mark of MARKS) {
      const regressor = fitRegressor(
        training.map((nth) => rows[nth]),
        Float64Array.from(training, (nth) => rated[nth].marks[mark]),
        SEED,
      );
      rows.forEach((row, nth) => {
        if (folds[nth] === fold) predicted[nth][mark] = regressor.predict(row);
      });
    }
  }
  return predicted;
}
