import { join } from 'node:path';
import { normalShareBelow } from '../stats/normal.ts';
import { type SpokenWord, spokenWords } from './align/spoken-word.ts';
import type { AnalysedRecording, Analyser, AnalysisRefusal } from './analyser.ts';
import { type Analysis, EMOTIONS, type Finding, type Pronunciation } from './analysis.ts';
import { isRefused } from './audio/decoded-audio.ts';
import { type Recording, readRecording } from './audio/recording.ts';
import { behaviourOf } from './behaviour.ts';
import { type EmotionModel, hearEmotion, readEmotionModel, strongest } from './emotion/emotion-model.ts';
import { heardEngagement } from './engagement-score.ts';
import {
  type HeardSpeech,
  type HeardVoice,
  hearSpeech,
  hearVoice,
  openRecogniser,
  type Recogniser,
} from './hearing.ts';
import { learnerBaseline, type VoiceBaseline, withMeasured } from './learner-baseline.ts';
import {
  type MarkedSpeech,
  markSpeech,
  type PronunciationModel,
  readPronunciationModel,
} from './pronunciation/pronunciation-model.ts';
import { LEAST_TEXT_MATCH, textMatch } from './pronunciation/text-match.ts';
import { wordFindings } from './pronunciation/word-findings.ts';
import { type JudgedQuality, judgeQuality } from './quality/quality-state.ts';
import { type SignalQuality, signalQuality } from './quality/signal-quality.ts';

/** The models that the local analyser needs, read once. */
interface Instruments {
  readonly recogniser: Recogniser;
  readonly pronunciation: PronunciationModel;
  readonly emotion: EmotionModel;
}

/**
 * An analyser that runs on this machine: nothing leaves the machine, and nothing is downloaded.
 *
 * @param folder that holds the models, `models/speech` of the package
 * @param emotionFile a site's own model (`rekindle responses train-emotion`) in place of the shipped one
 */
export function localAnalyser(folder: string, emotionFile = join(folder, 'emotion.json')): Analyser {
  const instruments: Instruments = {
    recogniser: openRecogniser(join(folder, 'cmusphinx-en-us-16k')),
    pronunciation: readPronunciationModel(join(folder, 'pronunciation.json')),
    emotion: readEmotionModel(emotionFile),
  };
  return {
    name: 'local',
    saveEvery: 10,
    remember: withMeasured,
    analyse: (recording) => analyse(recording, instruments),
  };
}

async function analyse(
  { path, expectedText, earlier }: AnalysedRecording,
  { recogniser, pronunciation, emotion }: Instruments,
): Promise<Analysis | AnalysisRefusal> {
  const recording = await readRecording(path);
  if (isRefused(recording)) return recording;
  const voice = hearVoice(recording, recogniser);
  const signal = signalQuality(recording, voice);
  const quality = judgeQuality(signal);
  if (quality.state === 'blank') return blankAnalysis(recording, signal, quality);
  const words = expectedText === null ? [] : spokenWords(expectedText, recogniser.dictionary);
  const speech = hearSpeech(voice, words.length > 0 ? words : null, recogniser);
  const match = textMatch(speech);
  const isTextUsed = match !== null && match >= LEAST_TEXT_MATCH;
  const marked = markSpeech(pronunciation, speech, voice.measured, isTextUsed);
  const behaviour = behaviourOf(voice, isTextUsed ? speech : { ...speech, expected: null });
  const baseline = learnerBaseline(earlier);
  const engagement = heardEngagement(behaviour, baseline);
  const felt = emotionFindings(emotion, voice, baseline);
  return {
    analyser: 'local',
    ...felt.findings,
    engagementScore: unvalidated(engagement?.score ?? null),
    engagementState: unvalidated(engagement?.state ?? null),
    pronunciation: pronunciationFinding(marked, quality, pronunciation.validatedAgainst),
    audioQuality: qualityFinding(quality),
    details: {
      ...recordingDetails(recording, signal, quality),
      ...textDetails(expectedText, words, speech, match),
      marks: marked?.marks ?? null,
      expectedErrors: marked?.errors ?? null,
      engagementParts: engagement?.parts ?? null,
      emotionShares: felt.shares,
      arousal: felt.arousal,
      hasBaseline: baseline !== null,
      words: isTextUsed ? wordFindings(speech, recogniser.model.definitions.phones) : [],
      heardPhones: speech.loop.phones
        .map(({ phone }) => recogniser.model.definitions.phones[phone])
        .join(' '),
      behaviour,
    },
  };
}

const unvalidated = <Value>(value: Value | null): Finding<Value> => ({
  value,
  confidence: null,
  validatedAgainst: null,
});

/** Accuracy marks, out of 10, of at least GOOD are good and those below POOR are poor: the rubric of speechocean762. */
const GOOD = 7;
const POOR = 5;
/**
 * Marks from bad recordings have larger errors. Nobody has measured how large; to halve the confidence is a judgement.
 */
const BAD_RECORDING = 0.5;

/** The class of the mark, with the chance that the raters' mark falls into the same class, assuming a normal error. */
function pronunciationFinding(
  marked: MarkedSpeech | null,
  quality: JudgedQuality,
  validatedAgainst: string,
): Finding<Pronunciation> {
  if (marked === null) return { value: null, confidence: null, validatedAgainst };
  const { accuracy } = marked.marks;
  const below = (mark: number): number => normalShareBelow((mark - accuracy) / marked.errors.accuracy);
  const chances: Record<Pronunciation, number> = {
    poor: below(POOR),
    average: below(GOOD) - below(POOR),
    good: 1 - below(GOOD),
  };
  const value = accuracy >= GOOD ? 'good' : accuracy < POOR ? 'poor' : 'average';
  const confidence = chances[value] * (quality.state === 'good' ? 1 : BAD_RECORDING);
  return { value, confidence, validatedAgainst };
}

const qualityFinding = ({ state, confidence }: JudgedQuality): Analysis['audioQuality'] => ({
  value: state,
  confidence,
  validatedAgainst: 'speechocean762 recordings damaged in known ways',
});

/**
 * How often the strongest of the five emotions is the acted one, in a corpus that the model was not trained on (model
 * card): with the speaker's own baseline, and without it.
 */
const RIGHT_WITH_BASELINE = 0.5;
const RIGHT_WITHOUT = 0.44;
/** The average share of the strongest emotion. */
const MEAN_SHARE = 0.6;
const ACROSS_CORPORA = 'acted emotions across corpora: trained on EmoDB, judged on RAVDESS';

/** How pleasant an emotion is, 0 to 100: the order is that of Russell's circumplex (1980); the distances are a judgement. */
const PLEASANTNESS: Readonly<Record<(typeof EMOTIONS)[number], number>> = {
  happiness: 100,
  calmness: 70,
  fear: 35,
  sadness: 25,
  anger: 20,
};

function emotionFindings(model: EmotionModel, { measured }: HeardVoice, baseline: VoiceBaseline | null) {
  const heard = hearEmotion(model, measured, baseline);
  const emotion = strongest(heard);
  const right = baseline === null ? RIGHT_WITHOUT : RIGHT_WITH_BASELINE;
  const chance = 1 / EMOTIONS.length;
  // The average share gets the measured rate of right answers as its confidence; an even split gets the rate of chance.
  const confidence = Math.min(
    0.9,
    Math.max(0, chance + ((heard.shares[emotion] - chance) / (MEAN_SHARE - chance)) * (right - chance)),
  );
  const score = EMOTIONS.reduce((sum, name) => sum + heard.shares[name] * PLEASANTNESS[name], 0);
  return {
    shares: heard.shares,
    arousal: heard.arousal,
    findings: {
      emotionalScore: { value: score, confidence, validatedAgainst: null },
      dominantEmotion: { value: emotion, confidence, validatedAgainst: ACROSS_CORPORA },
    },
  };
}

function recordingDetails(recording: Recording, signal: SignalQuality, quality: JudgedQuality) {
  return {
    seconds: recording.seconds,
    sourceRate: recording.sourceRate,
    truncated: recording.truncated,
    qualityFaults: quality.faults,
    signal,
  };
}

function textDetails(
  expectedText: string | null,
  words: readonly SpokenWord[],
  speech: HeardSpeech,
  match: number | null,
) {
  return {
    hasText: expectedText !== null,
    unknownWords: words.filter(({ isKnown }) => !isKnown).map(({ word }) => word),
    /** A recording that is too short for the text does not match it either. */
    textMatch: words.length > 0 && speech.expected === null ? 0 : match,
    isWrongText: words.length > 0 && (match ?? 0) < LEAST_TEXT_MATCH,
  };
}

function blankAnalysis(recording: Recording, signal: SignalQuality, quality: JudgedQuality): Analysis {
  const nothing = { value: null, confidence: null, validatedAgainst: null };
  return {
    analyser: 'local',
    emotionalScore: nothing,
    dominantEmotion: nothing,
    engagementScore: nothing,
    engagementState: nothing,
    pronunciation: nothing,
    audioQuality: qualityFinding(quality),
    details: recordingDetails(recording, signal, quality),
  };
}
