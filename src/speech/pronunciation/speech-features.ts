import { quantile } from '../../stats/quantile.ts';
import type { AlignedPhone } from '../align/aligned-phone.ts';
import type { Goodness } from '../align/goodness.ts';
import type { PhoneLoop } from '../align/phone-loop.ts';
import type { HeardSpeech } from '../hearing.ts';
import type { Measured } from '../voice/voice-features.ts';
import { LOWEST, type PhoneNorms } from './phone-norms.ts';

/** Which of the model's phones are vowels, by number. */
export type Vowels = readonly boolean[];

export const vowelsAmong = (phones: readonly string[]): Vowels => phones.map((name) => /^[AEIOU]/.test(name));

/** The features from which the marks are predicted, for a recording whose text is known. */
export function featuresWithText(
  speech: HeardSpeech,
  voice: Measured,
  norms: PhoneNorms,
  vowels: Vowels,
): Measured | null {
  const { expected, loop } = speech;
  if (expected === null || expected.goodness.length === 0) return null;
  const { goodness, alignment } = expected;
  return {
    ...goodnessFeatures(goodness, vowels, norms),
    ...likelihoodRatio(goodness, loop),
    ...wordFeatures(goodness),
    ...timing(
      goodness.map(({ phone }) => phone),
      alignment.phones,
      speech.frames,
      vowels,
      norms,
    ),
    words: Math.log(expected.words.length),
    warp: speech.warp,
    ...chosen(voice),
  };
}

/** The same for a recording whose text is not known: the phones are those that were heard. */
export function featuresWithoutText(
  speech: HeardSpeech,
  voice: Measured,
  norms: PhoneNorms,
  vowels: Vowels,
): Measured | null {
  const { loopGoodness, loop } = speech;
  if (loopGoodness.length === 0) return null;
  return {
    ...goodnessFeatures(loopGoodness, vowels, norms),
    ...timing(
      loopGoodness.map(({ phone }) => phone),
      loop.phones,
      speech.frames,
      vowels,
      norms,
    ),
    warp: speech.warp,
    ...chosen(voice),
  };
}

/** The features of the voice that bear on how well something is read. */
const CHOSEN = [
  'pitch_sd',
  'pitch_range',
  'pitch_rise',
  'pitch_fall',
  'level_sd',
  'level_rise',
  'level_fall',
  'clarity_mean',
  'voiced_share',
  'flux_mean',
  'level_peaks_per_second',
  'pause_per_second',
  'voiced_seconds',
];

const chosen = (voice: Measured): Measured =>
  Object.fromEntries(CHOSEN.map((name) => [name, voice[name] ?? Number.NaN]));

const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
};
const share = <Row>(rows: readonly Row[], has: (row: Row) => boolean): number =>
  rows.length === 0 ? Number.NaN : rows.filter(has).length / rows.length;
const at = (values: readonly number[], p: number): number => quantile(values, p) ?? Number.NaN;

const lengthOf = ({ from, to }: AlignedPhone): number => to - from;

function described(
  name: string,
  values: readonly number[],
  goodness: readonly Goodness[],
  vowels: Vowels,
): Measured {
  const frames = goodness.reduce((sum, { phone }) => sum + lengthOf(phone), 0);
  const of = (isVowel: boolean) => values.filter((_, nth) => vowels[goodness[nth].phone.phone] === isVowel);
  return {
    [`${name}_mean`]: mean(values),
    [`${name}_by_length`]: values.reduce(
      (sum, value, nth) => sum + (value * lengthOf(goodness[nth].phone)) / frames,
      0,
    ),
    [`${name}_10`]: at(values, 0.1),
    [`${name}_25`]: at(values, 0.25),
    [`${name}_50`]: at(values, 0.5),
    [`${name}_75`]: at(values, 0.75),
    [`${name}_sd`]: deviation(values),
    [`${name}_vowels`]: mean(of(true)),
    [`${name}_consonants`]: mean(of(false)),
  };
}

function goodnessFeatures(goodness: readonly Goodness[], vowels: Vowels, norms: PhoneNorms): Measured {
  const posteriors = goodness.map(({ posterior }) => Math.max(LOWEST, posterior));
  const against = goodness.flatMap(({ phone }, nth) => {
    const norm = norms[phone.phone];
    return norm ? [(posteriors[nth] - norm.posterior[0]) / norm.posterior[1]] : [];
  });
  const isRight = ({ heard, phone }: Goodness): boolean => heard === phone.phone;
  return {
    ...described(
      'margin',
      goodness.map(({ margin }) => margin),
      goodness,
      vowels,
    ),
    ...described('posterior', posteriors, goodness, vowels),
    right: share(goodness, isRight),
    right_vowels: share(
      goodness.filter(({ phone }) => vowels[phone.phone]),
      isRight,
    ),
    right_consonants: share(
      goodness.filter(({ phone }) => !vowels[phone.phone]),
      isRight,
    ),
    better_ones: mean(goodness.map(({ betterOnes }) => Math.log1p(betterOnes))),
    over_two_better: share(goodness, ({ betterOnes }) => betterOnes > 2),
    over_five_better: share(goodness, ({ betterOnes }) => betterOnes > 5),
    probability: mean(posteriors.map(Math.exp)),
    improbable: share(posteriors, (posterior) => posterior < IMPROBABLE),
    fit: mean(goodness.map(({ fit }) => fit)),
    against_norm: mean(against),
    against_norm_least: at(against, 0),
    against_norm_25: at(against, 0.25),
  };
}

/** A phone that has less than a twentieth of the likelihood (e to the -3) was hardly said. */
export const IMPROBABLE = -3;

/** How far the expected phones fit worse than the best sequence of any phones, per frame. */
function likelihoodRatio(goodness: readonly Goodness[], { fits }: PhoneLoop): Measured {
  const ratios = goodness.map(({ fit, phone: { from, to } }) => {
    let free = 0;
    for (let frame = from; frame < to; frame += 1) free += fits[frame];
    return fit - free / (to - from);
  });
  return {
    ratio_mean: mean(ratios),
    ratio_10: at(ratios, 0.1),
    ratio_25: at(ratios, 0.25),
    ratio_50: at(ratios, 0.5),
    ratio_sd: deviation(ratios),
  };
}

/** The mean posterior of each word, in order. */
export function wordPosteriors(goodness: readonly Goodness[]): number[] {
  const words = Map.groupBy(goodness, ({ phone }) => phone.word);
  return [...words.values()].map((phones) =>
    mean(phones.map(({ posterior }) => Math.max(LOWEST, posterior))),
  );
}

function wordFeatures(goodness: readonly Goodness[]): Measured {
  const words = wordPosteriors(goodness);
  return {
    word_least: at(words, 0),
    word_mean: mean(words),
    word_sd: deviation(words),
    word_improbable: share(words, (word) => word < IMPROBABLE),
  };
}

/** How fast and how evenly the speaker spoke, and how much of the time was pauses. */
function timing(
  phones: readonly AlignedPhone[],
  withSilences: readonly AlignedPhone[],
  frames: number,
  vowels: Vowels,
  norms: PhoneNorms,
): Measured {
  const [start, end] = [phones[0].from, phones[phones.length - 1].to];
  const lengths = phones.map(lengthOf);
  const spoken = lengths.reduce((sum, length) => sum + length, 0);
  const pauses = withSilences
    .filter(({ word, from, to }) => word < 0 && from > start && to < end)
    .map(lengthOf);
  const words = new Set(phones.map(({ word }) => word)).size;
  const against = (of: (phone: AlignedPhone) => boolean): number[] =>
    phones.filter(of).flatMap((phone) => {
      const norm = norms[phone.phone];
      return norm ? [(Math.log(lengthOf(phone)) - norm.length[0]) / norm.length[1]] : [];
    });
  const all = against(() => true);
  const vowelLengths = phones.filter(({ phone }) => vowels[phone]).map(lengthOf);
  return {
    length_mean: mean(all),
    length_sd: deviation(all),
    length_10: at(all, 0.1),
    length_90: at(all, 0.9),
    length_most: at(all, 1),
    length_vowels: mean(against(({ phone }) => vowels[phone])),
    length_consonants: mean(against(({ phone }) => !vowels[phone])),
    phones_per_second: (100 * phones.length) / (end - start),
    phones_per_spoken_second: (100 * phones.length) / spoken,
    words_per_second: (100 * words) / (end - start),
    pauses_per_word: pauses.length / Math.max(1, words - 1),
    pause_share: pauses.reduce((sum, pause) => sum + pause, 0) / (end - start),
    pause_most: Math.log1p(at([0, ...pauses], 1)),
    pauses_over_150_ms: (100 * pauses.filter((pause) => pause > 15).length) / (end - start),
    pauses_over_250_ms: (100 * pauses.filter((pause) => pause > 25).length) / (end - start),
    before: Math.log1p(start),
    after: Math.log1p(frames - end),
    seconds: Math.log(end - start),
    shortest: share(lengths, (length) => length <= 3),
    log_length_sd: deviation(lengths.map(Math.log)),
    vowel_share: vowelLengths.reduce((sum, length) => sum + length, 0) / spoken,
    vowel_sd: deviation(vowelLengths.map(Math.log)),
    rhythm: pairwiseVariability(vowelLengths),
    phones: Math.log(phones.length),
  };
}

/** The normalised pairwise variability index of vowels (Grabe and Low 2002, "Durational variability in speech"). */
const pairwiseVariability = (lengths: readonly number[]): number =>
  mean(
    lengths.slice(1).map((length, nth) => Math.abs(length - lengths[nth]) / ((length + lengths[nth]) / 2)),
  );
