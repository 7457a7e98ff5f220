import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import type { FittedEstimator } from '../../model/estimators/estimator.ts';
import { logisticRegression } from '../../model/estimators/logistic-regression.ts';
import { featureMatrix } from '../../model/matrix.ts';
import { sigmoid } from '../../stats/sigmoid.ts';
import { EMOTIONS, type Emotion } from '../analysis.ts';
import { deviationFrom, learnerBaseline, type VoiceBaseline } from '../learner-baseline.ts';
import type { Measured } from '../voice/voice-features.ts';

/** A voice with the emotion that was acted or that listeners heard; null where it is none of the five. */
export interface LabelledVoice {
  readonly speaker: string;
  readonly measured: Measured;
  readonly emotion: Emotion | null;
  /** Whether the voice is excited (anger, fear, happiness). */
  readonly isAroused: boolean;
}

/** Recognises emotions by how far a voice deviates from how the speaker usually sounds. */
export interface EmotionModel {
  readonly columns: readonly string[];
  /** The baseline over all speakers, used where a speaker's own baseline is not known. */
  readonly everybody: Pick<VoiceBaseline, 'means' | 'deviations'>;
  readonly emotions: Readonly<Record<Emotion, FittedEstimator>>;
  readonly arousal: FittedEstimator;
  readonly trainedOn: string;
}

export interface HeardEmotion {
  /** The shares sum to 1. */
  readonly shares: Readonly<Record<Emotion, number>>;
  /** 0 to 1. */
  readonly arousal: number;
}

/** The columns are deviations already. The penalty was found by cross-validation over the speakers of EmoDB. */
const PARAMS = logisticRegression.paramsSchema.parse({ penalty: 0.01, compressSkewed: false });

/** Learns from voices, each compared with all recordings of its speaker. */
export function trainEmotion(voices: readonly LabelledVoice[], trainedOn: string): EmotionModel {
  const columns = emotionColumns(voices[0].measured);
  const rows = againstOwn(voices).map((own, nth) => deviations(own, voices[nth].measured, columns));
  const learn = (chosen: readonly number[], isMet: (voice: LabelledVoice) => boolean): FittedEstimator => {
    const labels = Uint8Array.from(chosen, (nth) => (isMet(voices[nth]) ? 1 : 0));
    const positive = labels.reduce((sum, label) => sum + label, 0) / labels.length;
    return logisticRegression.fit(
      featureMatrix(columns, Float64Array.from(chosen.flatMap((nth) => rows[nth]))),
      labels,
      {
        seed: 1,
        params: PARAMS,
        // Both labels have the same weight: how often an emotion is acted says nothing about how often it is felt.
        weights: Float64Array.from(labels, (label) => 0.5 / (label === 1 ? positive : 1 - positive)),
      },
    );
  };
  const all = [...voices.keys()];
  const ofFive = all.filter((nth) => voices[nth].emotion !== null);
  const one = (emotion: Emotion) => learn(ofFive, (voice) => voice.emotion === emotion);
  return {
    columns,
    everybody: baselineOf(voices),
    emotions: Object.fromEntries(
      EMOTIONS.map((emotion) => [emotion, one(emotion)]),
    ) as EmotionModel['emotions'],
    arousal: learn(all, ({ isAroused }) => isAroused),
    trainedOn,
  };
}

/** @param baseline of the speaker; where it is null, the baseline over all speakers is used */
export function hearEmotion(
  model: EmotionModel,
  measured: Measured,
  baseline: Pick<VoiceBaseline, 'means' | 'deviations'> | null,
): HeardEmotion {
  const row = Float64Array.from(deviations(baseline ?? model.everybody, measured, model.columns));
  const chances = EMOTIONS.map((emotion) => sigmoid(model.emotions[emotion].margin(row)));
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return {
    shares: Object.fromEntries(
      EMOTIONS.map((emotion, nth) => [emotion, chances[nth] / sum]),
    ) as HeardEmotion['shares'],
    arousal: sigmoid(model.arousal.margin(row)),
  };
}

export const strongest = ({ shares }: HeardEmotion): Emotion =>
  EMOTIONS.reduce((a, b) => (shares[b] > shares[a] ? b : a));

/**
 * Of the cepstral coefficients, only the first four are used, as in the Geneva set: the higher ones depend more on the
 * microphone and the language.
 */
const emotionColumns = (measured: Measured): string[] =>
  Object.keys(measured).filter((name) => !/^cepstrum_([5-9]|1\d)_/.test(name));

const deviations = (
  baseline: Pick<VoiceBaseline, 'means' | 'deviations'>,
  measured: Measured,
  columns: readonly string[],
): number[] => columns.map((name) => deviationFrom(baseline, measured, name));

/** The baseline of each voice's speaker. */
export function againstOwn(voices: readonly LabelledVoice[]): Pick<VoiceBaseline, 'means' | 'deviations'>[] {
  const everybody = baselineOf(voices);
  const own = new Map(
    [...Map.groupBy(voices, ({ speaker }) => speaker)].map(([speaker, theirs]) => [
      speaker,
      learnerBaseline(theirs.map(({ measured }) => measured)) ?? everybody,
    ]),
  );
  return voices.map(({ speaker }) => own.get(speaker) ?? everybody);
}

function baselineOf(voices: readonly LabelledVoice[]): Pick<VoiceBaseline, 'means' | 'deviations'> {
  const baseline = learnerBaseline(voices.map(({ measured }) => measured));
  if (baseline === null)
    throw new InputError(`${voices.length} recordings are too few to learn emotions from.`);
  return { means: baseline.means, deviations: baseline.deviations };
}

const numbers = z.record(z.string(), z.number());
const modelSchema = z.strictObject({
  trainedOn: z.string(),
  columns: z.array(z.string()),
  everybody: z.strictObject({ means: numbers, deviations: numbers }),
  emotions: z.record(z.enum(EMOTIONS), z.unknown()),
  arousal: z.unknown(),
});

/** @throws InputError that names what is damaged */
export function readEmotionModel(file: string): EmotionModel {
  const parsed = modelSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new InputError(`${file} is damaged:\n${z.prettifyError(parsed.error)}`);
  const { emotions, arousal, ...rest } = parsed.data;
  return {
    ...rest,
    emotions: Object.fromEntries(
      EMOTIONS.map((emotion) => [emotion, logisticRegression.fromJson(emotions[emotion])]),
    ) as EmotionModel['emotions'],
    arousal: logisticRegression.fromJson(arousal),
  };
}

export const emotionModelToJson = ({ emotions, arousal, ...rest }: EmotionModel): string =>
  `${JSON.stringify({
    ...rest,
    emotions: Object.fromEntries(EMOTIONS.map((emotion) => [emotion, emotions[emotion].toJson()])),
    arousal: arousal.toJson(),
  })}\n`;
