import { pearson } from '../../stats/pearson.ts';
import { seededRandom } from '../../stats/random.ts';
import type { HeardSpeech } from '../hearing.ts';
import type { Measured } from '../voice/voice-features.ts';
import { type PhoneNorms, phoneNorms } from './phone-norms.ts';
import {
  MARKS,
  type Mark,
  type MarkRegressors,
  type Marks,
  marksBy,
  type PronunciationModel,
} from './pronunciation-model.ts';
import { fitRegressor } from './regressor.ts';
import { featuresWithoutText, featuresWithText, type Vowels } from './speech-features.ts';

/** The speech found in a recording, with the marks of human raters. */
export interface RatedSpeech {
  readonly speaker: string;
  readonly ageYears: number;
  /** As the data set has it: `f` or `m`. */
  readonly gender: string;
  readonly speech: HeardSpeech;
  readonly voice: Measured;
  readonly marks: Marks;
}

/** Predictions by models that were not trained on the recording's speaker, in the order of the recordings. */
export interface CrossValidated {
  readonly withText: readonly Marks[];
  readonly withoutText: readonly Marks[];
}

const FOLDS = 10;

/** Trains on all recordings, and measures the errors by cross-validation over speakers. */
export function trainPronunciation(
  rated: readonly RatedSpeech[],
  vowels: Vowels,
  validatedAgainst: string,
  seed: number,
): { model: PronunciationModel; crossValidated: CrossValidated } {
  const crossValidated = crossValidate(rated, vowels, seed);
  const norms = normsOf(rated, vowels);
  const regressors = fitAll(rated, norms, vowels, seed);
  const errors = (predicted: readonly Marks[]): Marks => ({
    accuracy: rootMeanSquare(rated, predicted, 'accuracy'),
    fluency: rootMeanSquare(rated, predicted, 'fluency'),
    prosody: rootMeanSquare(rated, predicted, 'prosody'),
  });
  return {
    crossValidated,
    model: {
      norms,
      vowels,
      validatedAgainst,
      withText: { regressors: regressors.withText, errors: errors(crossValidated.withText) },
      withoutText: { regressors: regressors.withoutText, errors: errors(crossValidated.withoutText) },
    },
  };
}

const normsOf = (rated: readonly RatedSpeech[], vowels: Vowels): PhoneNorms =>
  phoneNorms(
    rated.map(({ speech }) => speech.expected?.goodness ?? []),
    vowels.length,
  );

/** Marks every recording by a model that was not trained on its speaker. */
function crossValidate(rated: readonly RatedSpeech[], vowels: Vowels, seed: number): CrossValidated {
  const folds = foldsBySpeaker(rated, seed);
  const withText: Marks[] = [];
  const withoutText: Marks[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const training = rated.filter((_, nth) => folds[nth] !== fold);
    if (training.length === 0 || training.length === rated.length) continue;
    const norms = normsOf(training, vowels);
    const regressors = fitAll(training, norms, vowels, seed);
    rated.forEach(({ speech, voice }, nth) => {
      if (folds[nth] !== fold) return;
      withText[nth] = marksBy(regressors.withText, featuresWithText(speech, voice, norms, vowels) ?? {});
      withoutText[nth] = marksBy(
        regressors.withoutText,
        featuresWithoutText(speech, voice, norms, vowels) ?? {},
      );
    });
  }
  return { withText, withoutText };
}

/** The fold of each recording; all recordings of a speaker are in the same fold. */
export function foldsBySpeaker(rated: readonly RatedSpeech[], seed: number): number[] {
  const random = seededRandom(seed);
  const speakers = [...new Set(rated.map(({ speaker }) => speaker))]
    .map((speaker) => ({ speaker, place: random.uniform() }))
    .sort((a, b) => a.place - b.place);
  const folds = new Map(speakers.map(({ speaker }, nth) => [speaker, nth % FOLDS]));
  return rated.map(({ speaker }) => folds.get(speaker) ?? 0);
}

function fitAll(rated: readonly RatedSpeech[], norms: PhoneNorms, vowels: Vowels, seed: number) {
  const learn = (
    featuresOf: (speech: HeardSpeech, voice: Measured, norms: PhoneNorms, vowels: Vowels) => Measured | null,
  ): MarkRegressors['regressors'] => {
    const rows = rated.flatMap(({ speech, voice, marks }) => {
      const features = featuresOf(speech, voice, norms, vowels);
      return features === null ? [] : [{ features, marks }];
    });
    const of = (mark: Mark) =>
      fitRegressor(
        rows.map(({ features }) => features),
        Float64Array.from(rows, ({ marks }) => marks[mark]),
        seed,
      );
    return { accuracy: of('accuracy'), fluency: of('fluency'), prosody: of('prosody') };
  };
  return { withText: learn(featuresWithText), withoutText: learn(featuresWithoutText) };
}

const rootMeanSquare = (rated: readonly RatedSpeech[], predicted: readonly Marks[], mark: Mark): number =>
  Math.sqrt(
    rated.reduce((sum, { marks }, nth) => sum + (marks[mark] - predicted[nth][mark]) ** 2, 0) / rated.length,
  );

/** Pearson's correlation of predicted marks with the raters', by mark. */
export const correlations = (
  rated: readonly RatedSpeech[],
  predicted: readonly Marks[],
  timesDrawn?: ArrayLike<number>,
): (number | null)[] =>
  MARKS.map((mark) =>
    pearson(
      rated.map(({ marks }) => marks[mark]),
      predicted.map((marks) => marks[mark]),
      timesDrawn,
    ),
  );
