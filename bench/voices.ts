import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { spokenWords } from '../src/speech/align/spoken-word.ts';
import { isRefused } from '../src/speech/audio/decoded-audio.ts';
import { readRecording, recordingOf, SAMPLE_RATE } from '../src/speech/audio/recording.ts';
import { EMODB, labelledVoices, RAVDESS } from '../src/speech/emotion/corpora.ts';
import {
  againstOwn,
  type EmotionModel,
  hearEmotion,
  type LabelledVoice,
  strongest,
  trainEmotion,
} from '../src/speech/emotion/emotion-model.ts';
import { hearSpeech, hearVoice, openRecogniser, type Recogniser } from '../src/speech/hearing.ts';
import { LEAST_TEXT_MATCH, textMatch } from '../src/speech/pronunciation/text-match.ts';
import { judgeQuality } from '../src/speech/quality/quality-state.ts';
import { signalQuality } from '../src/speech/quality/signal-quality.ts';
import { rankByScore } from '../src/stats/ranking.ts';
import { rocAuc } from '../src/stats/roc-auc.ts';
import { DAMAGES } from '../test/fixtures/speech/damage.ts';
import type { Measurement, Outcome } from './measurement.ts';
import { SPEECH_MODELS } from './speech.ts';

const DATA = join(import.meta.dirname, '../../shared/data/speech');
/** One in this many recordings is damaged in all ways. */
const EVERY = 25;
/** One in this many recordings is compared with the text of a different recording. */
const EVERY_TEXT = 6;

/** How often the quality of damaged recordings, and acted emotions in a different corpus, are recognised correctly. */
export async function measureVoices(): Promise<Outcome> {
  if (!existsSync(DATA)) return { skipped: 'there are no recordings at ../shared/data/speech' };
  const recogniser = openRecogniser(join(SPEECH_MODELS, 'cmusphinx-en-us-16k'));
  return {
    measured: [
      ...(await qualityRows(recogniser)),
      ...(await textRows(recogniser)),
      ...(await emotionRows(recogniser)),
    ],
  };
}

async function qualityRows(recogniser: Recogniser): Promise<Measurement[]> {
  const folder = join(DATA, 'speechocean762/audio');
  const files = readdirSync(folder)
    .sort()
    .filter((_, nth) => nth % EVERY === 0);
  const right = new Map(DAMAGES.map(({ name }) => [name, 0]));
  for (const [seed, file] of files.entries()) {
    const recording = await readRecording(join(folder, file));
    if (isRefused(recording)) continue;
    for (const { name, becomes, damage } of DAMAGES) {
      const samples = sixteenBits(damage(recording.samples, seed));
      const damaged = recordingOf({ sampleRate: SAMPLE_RATE, samples, truncated: false });
      if (isRefused(damaged)) continue;
      const { state } = judgeQuality(signalQuality(damaged, hearVoice(damaged, recogniser)));
      if (state === becomes) right.set(name, (right.get(name) ?? 0) + 1);
    }
  }
  const shares = DAMAGES.map(({ name, becomes }) => ({
    what: `quality: ${name} is ${becomes}`,
    share: (right.get(name) ?? 0) / files.length,
  }));
  return [
    {
      what: `quality told right, ${files.length} recordings in ${DAMAGES.length} states`,
      unit: 'right',
      values: [shares.reduce((sum, { share }) => sum + share, 0) / shares.length],
      goal: 0.95,
    },
    ...shares.map(({ what, share }) => ({ what, unit: 'right' as const, values: [share], goal: null })),
  ];
}

const sixteenBits = (samples: Float32Array): Float32Array =>
  samples.map((value) => Math.round(Math.max(-1, Math.min(1, value)) * 32_767) / 32_768);

/** How well the spoken text is distinguished from a text that was not spoken. */
async function textRows(recogniser: Recogniser): Promise<Measurement[]> {
  const folder = join(DATA, 'speechocean762');
  const lines = readFileSync(join(folder, 'labels.csv'), 'utf8').trim().split('\n').slice(1);
  const said = lines.map((line) => ({ file: `${line.split(',')[0]}.flac`, text: line.split(',')[4] }));
  const chosen = said.filter((_, nth) => nth % EVERY_TEXT === 0);
  const matches: number[] = [];
  const isSaid: number[] = [];
  for (const [nth, { file, text }] of chosen.entries()) {
    const recording = await readRecording(join(folder, 'audio', file));
    if (isRefused(recording)) continue;
    const voice = hearVoice(recording, recogniser);
    const other = chosen[(nth + 37) % chosen.length].text;
    for (const expected of [text, other]) {
      if (expected === other && other === text) continue;
      const match = textMatch(hearSpeech(voice, spokenWords(expected, recogniser.dictionary), recogniser));
      matches.push(match ?? 0);
      isSaid.push(expected === text ? 1 : 0);
    }
  }
  const wrong = matches.filter((_, nth) => isSaid[nth] === 0);
  const right = matches.filter((_, nth) => isSaid[nth] === 1);
  const share = (of: readonly number[], has: (match: number) => boolean) => of.filter(has).length / of.length;
  return [
    {
      what: `text: area under the curve, ${right.length} with their own texts, ${wrong.length} with others`,
      unit: 'right',
      values: [rocAuc(rankByScore(Float64Array.from(matches), Uint8Array.from(isSaid))) ?? Number.NaN],
      goal: null,
    },
    {
      what: 'text: a wrong one is noticed',
      unit: 'right',
      values: [share(wrong, (match) => match < LEAST_TEXT_MATCH)],
      goal: null,
    },
    {
      what: 'text: the right one is used',
      unit: 'right',
      values: [share(right, (match) => match >= LEAST_TEXT_MATCH)],
      goal: null,
    },
  ];
}

async function emotionRows(recogniser: Recogniser): Promise<Measurement[]> {
  const german = await labelledVoices(join(DATA, 'emodb'), EMODB, recogniser);
  const english = await labelledVoices(join(DATA, 'ravdess'), RAVDESS, recogniser);
  const model = trainEmotion(german, 'EmoDB');
  const within = leaveSpeakersOut(german);
  const across = rightShares(model, english, againstOwn(english));
  const strangers = rightShares(
    model,
    english,
    english.map(() => null),
  );
  const row = (what: string, share: number, goal: number | null = null): Measurement => ({
    what,
    unit: 'right',
    values: [share],
    goal,
  });
  return [
    row(
      'five emotions, other speakers of the same corpus (EmoDB), each against the own voice',
      within.emotion,
    ),
    row(
      'five emotions, trained on EmoDB, judged on RAVDESS, each against the own voice',
      across.emotion,
      0.48,
    ),
    row('the same without knowing the own voice', strangers.emotion),
    row(
      'aroused or not, trained on EmoDB, judged on RAVDESS, each against the own voice',
      across.arousal,
      0.78,
    ),
    row('the same without knowing the own voice', strangers.arousal),
  ];
}

type Baselines = readonly Parameters<typeof hearEmotion>[2][];

function rightShares(model: EmotionModel, voices: readonly LabelledVoice[], baselines: Baselines) {
  let [of, emotion, arousal] = [0, 0, 0];
  voices.forEach((voice, nth) => {
    if (voice.emotion === null) return;
    const heard = hearEmotion(model, voice.measured, baselines[nth]);
    of += 1;
    if (strongest(heard) === voice.emotion) emotion += 1;
    if (heard.arousal > 0.5 === voice.isAroused) arousal += 1;
  });
  return { emotion: emotion / of, arousal: arousal / of, of };
}

function leaveSpeakersOut(voices: readonly LabelledVoice[]): { emotion: number } {
  const own = againstOwn(voices);
  let [right, of] = [0, 0];
  for (const speaker of new Set(voices.map((voice) => voice.speaker))) {
    const model = trainEmotion(
      voices.filter((voice) => voice.speaker !== speaker),
      'EmoDB',
    );
    const places = [...voices.keys()].filter((nth) => voices[nth].speaker === speaker);
    const shares = rightShares(
      model,
      places.map((nth) => voices[nth]),
      places.map((nth) => own[nth]),
    );
    right += shares.emotion * shares.of;
    of += shares.of;
  }
  return { emotion: right / of };
}
