import type { Analysis } from './analysis.ts';

/** How a learner usually sounds: means and standard deviations over earlier recordings, by what is measured. */
export interface VoiceBaseline {
  /** How many recordings it is made of. */
  readonly recordings: number;
  readonly means: Readonly<Record<string, number>>;
  readonly deviations: Readonly<Record<string, number>>;
}

/** What is to be analysed. */
export interface AnalysedRecording {
  /** A sound file. */
  readonly path: string;
  /** What the learner was to say; null where nobody knows. */
  readonly expectedText: string | null;
  /** Null where there are too few earlier recordings. */
  readonly baseline: VoiceBaseline | null;
}

/** A recording that cannot be analysed, with what would be right. */
export interface AnalysisRefusal {
  readonly refused: string;
  readonly message: string;
}

/** Listens to recordings. */
export interface Analyser {
  readonly name: string;
  analyse(recording: AnalysedRecording): Promise<Analysis | AnalysisRefusal>;
}
