import type { Analysis } from './analysis.ts';
import type { Measured } from './voice/voice-features.ts';

/** What is to be analysed. */
export interface AnalysedRecording {
  /** A sound file. */
  readonly path: string;
  /** What the learner was to say; null where nobody knows. */
  readonly expectedText: string | null;
  /** What the analyser remembers of the learner's earlier recordings; nothing where nobody's are known. */
  readonly earlier: readonly Measured[];
}

/** A recording that cannot be analysed, with what would be right. */
export interface AnalysisRefusal {
  readonly refused: string;
  readonly message: string;
  /**
   * Nothing is settled, so that nothing is recorded and the recording waits for the next run. It lies with the service, and
   * may hold for all recordings; or with what was asked about this one.
   */
  readonly askAgain?: 'service' | 'recording';
}

/** Listens to recordings. */
export interface Analyser {
  /** Names what analyses may be mixed with: those by the same name. */
  readonly name: string;
  /** What was heard is put on the disk after so many recordings: 1 where listening costs money. */
  readonly saveEvery: number;
  /** What is to be remembered of a learner's recordings after one more analysis. Later ones are judged against it. */
  remember(earlier: readonly Measured[], analysis: Analysis): readonly Measured[];
  /** @throws the signal's reason where it is stopped while it waits */
  analyse(recording: AnalysedRecording, signal?: AbortSignal): Promise<Analysis | AnalysisRefusal>;
}
