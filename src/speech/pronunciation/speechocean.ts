import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { spokenWords } from '../align/spoken-word.ts';
import { isRefused } from '../audio/decoded-audio.ts';
import { readRecording } from '../audio/recording.ts';
import { hearSpeech, hearVoice, type Recogniser } from '../hearing.ts';
import type { RatedSpeech } from './train-pronunciation.ts';

const lineSchema = z.object({
  utterance: z.string().regex(/^\w+$/),
  speaker: z.string().min(1),
  age: z.coerce.number(),
  gender: z.string(),
  text: z.string(),
  accuracy: z.coerce.number().min(0).max(10),
  fluency: z.coerce.number().min(0).max(10),
  prosodic: z.coerce.number().min(0).max(10),
});

/**
 * Analyses rated recordings: a folder with `labels.csv` (utterance, speaker, age, gender, text, accuracy, fluency,
 * prosodic) and `audio/<utterance>.flac`, as speechocean762 is kept here.
 *
 * @throws InputError that names the line or the recording that cannot be used
 */
export async function* ratedSpeech(
  folder: string,
  recogniser: Recogniser,
): AsyncGenerator<RatedSpeech & { text: string }> {
  const labels = join(folder, 'labels.csv');
  if (!existsSync(labels)) throw new InputError(`${folder} has no labels.csv.`);
  let line = 1;
  for await (const row of createReadStream(labels).pipe(parse({ columns: true }))) {
    line += 1;
    const parsed = lineSchema.safeParse(row);
    if (!parsed.success) throw new InputError(`${labels}, line ${line}:\n${z.prettifyError(parsed.error)}`);
    const { utterance, speaker, age, gender, text, accuracy, fluency, prosodic } = parsed.data;
    const recording = await readRecording(join(folder, 'audio', `${utterance}.flac`));
    if (isRefused(recording)) throw new InputError(`${utterance}: ${recording.message}`);
    const voice = hearVoice(recording, recogniser);
    const speech = hearSpeech(voice, spokenWords(text, recogniser.dictionary), recogniser);
    const marks = { accuracy, fluency, prosody: prosodic };
    yield { speaker, ageYears: age, gender, text, speech, voice: voice.measured, marks };
  }
}
