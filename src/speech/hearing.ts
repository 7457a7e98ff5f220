import { join } from 'node:path';
import { type AcousticModel, readAcousticModel } from './acoustic/acoustic-model.ts';
import { cepstraOf, powerSpectra } from './acoustic/cepstra.ts';
import { bestDensities, type DensityScores } from './acoustic/codebook-scores.ts';
import { densityScores } from './acoustic/density-kernel.ts';
import { subtractMean, withSlopes } from './acoustic/features.ts';
import { type PronouncingDictionary, readPronouncingDictionary } from './acoustic/pronouncing-dictionary.ts';
import { type SenoneScores, senoneScores } from './acoustic/senone-scores.ts';
import { bestWarp } from './acoustic/vocal-tract.ts';
import { type Alignment, align } from './align/alignment.ts';
import { type Goodness, goodnessOf } from './align/goodness.ts';
import { type PhoneLoop, phoneLoop } from './align/phone-loop.ts';
import type { SpokenWord } from './align/spoken-word.ts';
import type { Recording } from './audio/recording.ts';
import { type PitchTrack, pitchTrack } from './voice/pitch.ts';
import { type SpectralTrack, spectralTrack } from './voice/spectral-track.ts';
import { type Measured, voiceFeatures } from './voice/voice-features.ts';

/** What speech recognition needs: read once, used for every recording. */
export interface Recogniser {
  readonly model: AcousticModel;
  readonly dictionary: PronouncingDictionary;
  readonly kernel: DensityScores;
}

/** @param folder that holds CMU Sphinx's model and dictionary */
export function openRecogniser(folder: string): Recogniser {
  const model = readAcousticModel(folder);
  return {
    model,
    dictionary: readPronouncingDictionary(join(folder, 'cmudict-en-us.dict')),
    kernel: densityScores(model.gaussians),
  };
}

/** The voice in a recording, regardless of what it says. */
export interface HeardVoice {
  readonly spectra: Float32Array;
  readonly pitch: PitchTrack;
  readonly track: SpectralTrack;
  readonly measured: Measured;
}

export function hearVoice({ samples }: Recording, { model }: Recogniser): HeardVoice {
  const spectra = powerSpectra(samples);
  const pitch = pitchTrack(samples);
  const track = spectralTrack(spectra);
  const measured = voiceFeatures(pitch, track, cepstraOf(spectra, model.frontEnd, 1));
  return { spectra, pitch, track, measured };
}

/** What was said in a recording. */
export interface HeardSpeech {
  readonly frames: number;
  /** How many times shorter than average the vocal tract seems. */
  readonly warp: number;
  readonly loop: PhoneLoop;
  readonly loopGoodness: readonly Goodness[];
  /** The expected text aligned with the recording; null where there is no text or it cannot be aligned. */
  readonly expected: {
    readonly words: readonly SpokenWord[];
    readonly alignment: Alignment;
    readonly goodness: readonly Goodness[];
  } | null;
}

/**
 * Analyses the speech twice: first as that of an average adult, then with the frequencies adapted to the speaker's
 * vocal tract.
 *
 * @param words of the expected text; null where the text is not known
 */
export function hearSpeech(
  { spectra }: HeardVoice,
  words: readonly SpokenWord[] | null,
  recogniser: Recogniser,
): HeardSpeech {
  const { model } = recogniser;
  const first = scoresAt(spectra, 1, recogniser);
  const found = (words && align(words, first, model)?.phones) ?? phoneLoop(first, model).phones;
  const warp = bestWarp(spectra, found, model);
  const scores = warp === 1 ? first : scoresAt(spectra, warp, recogniser);
  const loop = phoneLoop(scores, model);
  const alignment = words && align(words, scores, model);
  return {
    frames: scores.frames,
    warp,
    loop,
    loopGoodness: goodnessOf(loop.phones, scores, model),
    expected:
      words && alignment ? { words, alignment, goodness: goodnessOf(alignment.phones, scores, model) } : null,
  };
}

function scoresAt(spectra: Float32Array, warp: number, { model, kernel }: Recogniser): SenoneScores {
  const cepstra = cepstraOf(spectra, model.frontEnd, warp);
  subtractMean(cepstra);
  return senoneScores(model, bestDensities(withSlopes(cepstra), model.gaussians, kernel));
}
