import type { Assessment, Presentation, PresentationId } from '../../../domain/presentation.ts';
import type { RowOf } from '../../column.ts';
import type { Place } from '../../rejects.ts';
import type { PackedClicks } from './daily-clicks.ts';
import type { LAYOUT } from './layout.ts';

/** What the files say, gathered file by file. Ids are the numbers of the files. */
export interface OuladRecords {
  readonly presentations: Map<PresentationId, PresentationRecord>;
  readonly presentationOfAssessment: Map<number, PresentationRecord>;
}

export interface PresentationRecord {
  readonly presentation: Presentation;
  readonly assessments: Assessment[];
  /** Where each site stands in `sites`. */
  readonly siteIndex: Map<number, number>;
  readonly sites: SiteRecord[];
  /** Lines of studentInfo.csv still without their line of studentRegistration.csv, which makes them an enrolment. */
  readonly unregistered: Map<number, { readonly info: LearnerInfo; readonly place: Place }>;
  readonly enrolments: Map<number, EnrolmentRecord>;
}

export interface SiteRecord {
  readonly id: number;
  readonly activityType: string;
}

export type LearnerInfo = RowOf<(typeof LAYOUT)['studentInfo.csv']>;

export interface EnrolmentRecord {
  readonly info: LearnerInfo;
  readonly registeredDay: number | null;
  readonly withdrewDay: number | null;
  /** By assessment. */
  readonly submissions: Map<number, SubmissionRecord>;
  readonly clicks: PackedClicks[];
}

export interface SubmissionRecord {
  readonly day: number;
  readonly banked: boolean;
  readonly scorePercent: number | null;
}

export const emptyRecords = (): OuladRecords => ({
  presentations: new Map(),
  presentationOfAssessment: new Map(),
});
