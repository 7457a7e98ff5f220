import type { Analysis } from './analysis.ts';
import type { Measured } from './voice/voice-features.ts';

/** What is to be analysed. */
export interface AnalysedRecording {
  /** A sound file. */
  readonly path: string;
  /** What the learner was asked to say; null where it is not known. */
  readonly expectedText: string | null;
  /** What the analyser remembers of the learner's earlier recordings; empty where there are none. */
  readonly earlier: readonly Measured[];
}

/** Why a recording was not analysed, with advice on how to mend it. */
export interface AnalysisRefusal {
  readonly refused: string;
  readonly message: string;
  /**
   * The failure may pass, so nothing is recorded and the recording waits for the next run. `service`: the failure lies
   * with the service and may affect every recording. `recording`: it lies with the request for this recording.
   */
  readonly askAgain?: 'service' | 'recording';
}

/** Listens to recordings. */
export interface Analyser {
  /** Analyses may be mixed only where the analysers' names are equal. */
  readonly name: string;
  /** After how many recordings the analyses are written to disk: 1 where an analysis costs money. */
  readonly saveEvery: number;
  /** What to remember of a learner's recordings after one more analysis. Later recordings are judged against it. */
  remember(earlier: readonly Measured[], analysis: Analysis): readonly Measured[];
  /** @throws the signal's reason where the signal stops it while it waits */
  analyse(recording: AnalysedRecording, signal?: AbortSignal): Promise<Analysis | AnalysisRefusal>;
}
