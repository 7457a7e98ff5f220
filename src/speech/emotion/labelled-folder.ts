import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { InputError } from '../../errors.ts';
import { EMOTIONS } from '../analysis.ts';
import { isRefused } from '../audio/decoded-audio.ts';
import { readRecording } from '../audio/recording.ts';
import { hearVoice, type Recogniser } from '../hearing.ts';
import { EMODB, labelledVoices } from './corpora.ts';
import type { LabelledVoice } from './emotion-model.ts';

const lineSchema = z.object({
  file: z.string().min(1),
  speaker: z.string().min(1),
  emotion: z.union([z.enum(EMOTIONS), z.literal('other')]),
  aroused: z.enum(['yes', 'no']).optional(),
});

const AROUSED: ReadonlySet<string> = new Set(['happiness', 'anger', 'fear']);

/**
 * Listens to a site's own labelled recordings: `labels.csv` with the columns file, speaker, emotion (one of the five,
 * or `other`) and, optionally, aroused (yes or no). Without `labels.csv` the files must be named like those of EmoDB.
 *
 * @throws InputError that names the wrong line, or the recording that cannot be read
 */
export async function labelledFolder(folder: string, recogniser: Recogniser): Promise<LabelledVoice[]> {
  const labels = join(folder, 'labels.csv');
  if (!existsSync(labels)) return labelledVoices(folder, EMODB, recogniser);
  const voices: LabelledVoice[] = [];
  let line = 1;
  for await (const row of createReadStream(labels).pipe(parse({ columns: true }))) {
    line += 1;
    const parsed = lineSchema.safeParse(row);
    if (!parsed.success) throw new InputError(`${labels}, line ${line}:\n${z.prettifyError(parsed.error)}`);
    const { file, speaker, emotion, aroused } = parsed.data;
    const recording = await readRecording(join(folder, file));
    if (isRefused(recording)) throw new InputError(`${labels}, line ${line}: ${recording.message}`);
    voices.push({
      speaker,
      emotion: emotion === 'other' ? null : emotion,
      isAroused: aroused === undefined ? AROUSED.has(emotion) : aroused === 'yes',
      measured: hearVoice(recording, recogniser).measured,
    });
  }
  return voices;
}
