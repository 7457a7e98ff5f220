import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { InputError } from '../../errors.ts';
import { EMOTIONS } from '../../speech/analysis.ts';
import { emotionModelToJson, trainEmotion } from '../../speech/emotion/emotion-model.ts';
import { labelledFolder } from '../../speech/emotion/labelled-folder.ts';
import { openRecogniser } from '../../speech/hearing.ts';
import { MARKS, pronunciationModelToJson } from '../../speech/pronunciation/pronunciation-model.ts';
import { vowelsAmong } from '../../speech/pronunciation/speech-features.ts';
import { ratedSpeech } from '../../speech/pronunciation/speechocean.ts';
import {
  correlations,
  type RatedSpeech,
  trainPronunciation,
} from '../../speech/pronunciation/train-pronunciation.ts';
import { numberOf } from '../number.ts';
import { SPEECH_MODELS } from './speech-models.ts';

interface TrainSpeechOptions {
  out: string;
  json?: boolean;
}

const sphinx = () => openRecogniser(join(SPEECH_MODELS, 'cmusphinx-en-us-16k'));

function checkFolder(folder: string): void {
  if (!existsSync(folder)) throw new InputError(`There is no folder ${folder}.`);
}

/** `rekindle responses train-emotion`: learns emotions from a site's own labelled recordings. */
export async function trainEmotionCommand(folder: string, options: TrainSpeechOptions): Promise<void> {
  checkFolder(folder);
  const voices = await labelledFolder(folder, sphinx());
  const missing = EMOTIONS.filter((emotion) => !voices.some((voice) => voice.emotion === emotion));
  if (missing.length > 0) throw new InputError(`${folder} has no recording of ${missing.join(', ')}.`);
  const speakers = new Set(voices.map(({ speaker }) => speaker)).size;
  writeFileSync(options.out, emotionModelToJson(trainEmotion(voices, basename(folder))));
  say(options, { file: options.out, recordings: voices.length, speakers });
}

/** `rekindle responses train-pronunciation`: learns raters' marks from rated recordings. */
export async function trainPronunciationCommand(
  folder: string,
  options: TrainSpeechOptions & { seed: string },
): Promise<void> {
  checkFolder(folder);
  const seed = numberOf('--seed', options.seed, 0, 2 ** 32 - 1);
  const recogniser = sphinx();
  const rated: RatedSpeech[] = [];
  for await (const one of ratedSpeech(folder, recogniser)) rated.push(one);
  const speakers = new Set(rated.map(({ speaker }) => speaker)).size;
  if (speakers < 2)
    throw new InputError(`${folder}: recordings of at least two speakers are needed to judge the marks.`);
  const { model, crossValidated } = trainPronunciation(
    rated,
    vowelsAmong(recogniser.model.definitions.phones),
    `${basename(folder)}: human raters, ${rated.length} recordings of ${speakers} speakers, cross-validated by speaker`,
    seed,
  );
  writeFileSync(options.out, pronunciationModelToJson(model));
  const named = (values: readonly (number | null)[]) =>
    Object.fromEntries(MARKS.map((mark, nth) => [mark, values[nth]]));
  say(options, {
    file: options.out,
    recordings: rated.length,
    speakers,
    correlationWithText: named(correlations(rated, crossValidated.withText)),
    correlationWithoutText: named(correlations(rated, crossValidated.withoutText)),
  });
}

const say = ({ json }: TrainSpeechOptions, told: object): void => {
  process.stdout.write(`${json ? JSON.stringify(told) : JSON.stringify(told, null, 2)}\n`);
};
