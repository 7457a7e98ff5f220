import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import type { HeardSpeech } from '../hearing.ts';
import type { Measured } from '../voice/voice-features.ts';
import type { PhoneNorms } from './phone-norms.ts';
import { type Regressor, regressorFromJson, regressorSchema } from './regressor.ts';
import { featuresWithoutText, featuresWithText, type Vowels } from './speech-features.ts';

/** What human raters marked from 0 to 10, and what the model predicts. */
export const MARKS = ['accuracy', 'fluency', 'prosody'] as const;
export type Mark = (typeof MARKS)[number];
export type Marks = Readonly<Record<Mark, number>>;

/** A regressor for each mark, and its error on speakers that it was not trained on. */
export interface MarkRegressors {
  readonly regressors: Readonly<Record<Mark, Regressor>>;
  /** Root mean square error in cross-validation. */
  readonly errors: Marks;
}

/** Predicts the marks that human raters would give for how well something was read. */
export interface PronunciationModel {
  readonly norms: PhoneNorms;
  readonly vowels: Vowels;
  readonly withText: MarkRegressors;
  readonly withoutText: MarkRegressors;
  /** The data that it was trained on and judged by. */
  readonly validatedAgainst: string;
}

/** Marks from 0 to 10 with their expected errors. */
export interface MarkedSpeech {
  readonly marks: Marks;
  readonly errors: Marks;
  readonly usedText: boolean;
}

/** @returns null where nothing was said */
export function markSpeech(
  model: PronunciationModel,
  speech: HeardSpeech,
  voice: Measured,
  useText: boolean,
): MarkedSpeech | null {
  const withText = useText ? featuresWithText(speech, voice, model.norms, model.vowels) : null;
  const features = withText ?? featuresWithoutText(speech, voice, model.norms, model.vowels);
  if (features === null) return null;
  const { regressors, errors } = withText === null ? model.withoutText : model.withText;
  return { marks: marksBy(regressors, features), errors, usedText: withText !== null };
}

export const marksBy = (regressors: Readonly<Record<Mark, Regressor>>, features: Measured): Marks => {
  const mark = (name: Mark): number => Math.min(10, Math.max(0, regressors[name].predict(features)));
  return { accuracy: mark('accuracy'), fluency: mark('fluency'), prosody: mark('prosody') };
};

const marksSchema = z.strictObject({ accuracy: z.number(), fluency: z.number(), prosody: z.number() });
const pair = z.tuple([z.number(), z.number()]);
const regressorsSchema = z.strictObject({
  regressors: z.strictObject({
    accuracy: regressorSchema,
    fluency: regressorSchema,
    prosody: regressorSchema,
  }),
  errors: marksSchema,
});
const modelSchema = z.strictObject({
  validatedAgainst: z.string(),
  norms: z.array(z.strictObject({ posterior: pair, length: pair }).nullable()),
  vowels: z.array(z.boolean()),
  withText: regressorsSchema,
  withoutText: regressorsSchema,
});

/** @throws InputError that names what is damaged */
export function readPronunciationModel(file: string): PronunciationModel {
  const parsed = modelSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new InputError(`${file} is damaged:\n${z.prettifyError(parsed.error)}`);
  const { withText, withoutText, ...rest } = parsed.data;
  const restored = ({ regressors, errors }: z.infer<typeof regressorsSchema>): MarkRegressors => ({
    regressors: {
      accuracy: regressorFromJson(regressors.accuracy),
      fluency: regressorFromJson(regressors.fluency),
      prosody: regressorFromJson(regressors.prosody),
    },
    errors,
  });
  return { ...rest, withText: restored(withText), withoutText: restored(withoutText) };
}

/** The model as JSON, with seven digits a number: more do not matter, and the file is a third smaller. */
export const pronunciationModelToJson = (model: PronunciationModel): string => {
  const of = ({ regressors, errors }: MarkRegressors) => ({
    regressors: {
      accuracy: regressors.accuracy.toJson(),
      fluency: regressors.fluency.toJson(),
      prosody: regressors.prosody.toJson(),
    },
    errors,
  });
  const json = { ...model, withText: of(model.withText), withoutText: of(model.withoutText) };
  return `${JSON.stringify(json, (_, value) => (typeof value === 'number' ? Number(value.toPrecision(7)) : value))}\n`;
};
