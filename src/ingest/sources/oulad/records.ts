import type { Assessment, Presentation, PresentationId } from '../../../domain/presentation.ts';
import type { RowOf } from '../../column.ts';
import type { Place } from '../../rejects.ts';
import type { LAYOUT } from './layout.ts';

/** The contents of the files, gathered file by file. Ids are the numbers in the files. */
export interface OuladRecords {
  readonly presentations: Map<PresentationId, PresentationRecord>;
  readonly presentationOfAssessment: Map<number, PresentationRecord>;
}

export interface PresentationRecord {
  readonly presentation: Presentation;
  readonly assessments: Assessment[];
  /** The kind of content of each site. */
  readonly sites: Map<number, string>;
  /** Lines of studentInfo.csv that still lack their line of studentRegistration.csv, which makes them an enrolment. */
  readonly unregistered: Map<number, { readonly info: LearnerInfo; readonly place: Place }>;
  readonly enrolments: Map<number, EnrolmentRecord>;
}

export type LearnerInfo = RowOf<(typeof LAYOUT)['studentInfo.csv']>;

export interface EnrolmentRecord {
  readonly info: LearnerInfo;
  readonly registeredDay: number | null;
  readonly withdrewDay: number | null;
  /** The submissions by assessment. */
  readonly submissions: Map<number, SubmissionRecord>;
}

export interface SubmissionRecord {
  readonly day: number;
  readonly banked: boolean;
  readonly scorePercent: number | null;
}

/** One line of studentVle.csv: clicks of a learner on a site on a day. A day may have several such lines. */
export interface ClickRecord {
  readonly presentation: PresentationId;
  readonly student: number;
  readonly site: number;
  readonly day: number;
  readonly clicks: number;
}

export const emptyRecords = (): OuladRecords => ({
  presentations: new Map(),
  presentationOfAssessment: new Map(),
});
