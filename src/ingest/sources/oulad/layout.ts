import { MOST_SCORE_PERCENT } from '../../../domain/activity-event.ts';
import type { AssessmentKind } from '../../../domain/presentation.ts';
import {
  type Columns,
  decimal,
  flag,
  matching,
  oneOf,
  optional,
  text,
  unused,
  wholeNumber,
} from '../../column.ts';

/**
 * The seven files of the Open University Learning Analytics Dataset, with their columns in the published order.
 * Source: Kuzilek, Hlosta, Zdrahal (2017), Open University Learning Analytics dataset, Scientific Data 4:170171, table 1 to 7.
 */

/** Days from the start of the presentation. Learners register up to a year before it and hand in work up to two years after it. */
const day = wholeNumber(-1000, 1000);
const id = wholeNumber(1, 2 ** 31 - 1);
const moduleCode = matching(/^[A-Za-z0-9_]+$/, 'a module code such as BBB');
const presentationCode = matching(
  /^(19|20)\d\d[BJ]$/,
  'a year and B (February) or J (October), such as 2014B',
);
const assessmentKind: Readonly<Record<string, AssessmentKind>> = {
  TMA: 'tutor_marked',
  CMA: 'computer_marked',
  Exam: 'exam',
};

export const LAYOUT = {
  'courses.csv': {
    code_module: moduleCode,
    code_presentation: presentationCode,
    module_presentation_length: wholeNumber(1, 1000),
  },
  'assessments.csv': {
    code_module: moduleCode,
    code_presentation: presentationCode,
    id_assessment: id,
    assessment_type: oneOf(assessmentKind),
    date: optional(day),
    weight: decimal(0, 100),
  },
  'vle.csv': {
    id_site: id,
    code_module: moduleCode,
    code_presentation: presentationCode,
    /** A site of no known kind is still used, and its clicks count in the totals. */
    activity_type: optional(text),
    week_from: unused,
    week_to: unused,
  },
  'studentInfo.csv': {
    code_module: moduleCode,
    code_presentation: presentationCode,
    id_student: id,
    gender: optional(text),
    region: optional(text),
    highest_education: optional(text),
    imd_band: optional(text),
    age_band: optional(text),
    num_of_prev_attempts: wholeNumber(0, 100),
    studied_credits: wholeNumber(0, 10_000),
    disability: optional(text),
    final_result: oneOf({ Pass: 'pass', Distinction: 'distinction', Fail: 'fail', Withdrawn: 'withdrew' }),
  },
  'studentRegistration.csv': {
    code_module: moduleCode,
    code_presentation: presentationCode,
    id_student: id,
    date_registration: optional(day),
    date_unregistration: optional(day),
  },
  'studentAssessment.csv': {
    id_assessment: id,
    id_student: id,
    date_submitted: day,
    is_banked: flag,
    /** Above 100 with extra credit. */
    score: optional(decimal(0, MOST_SCORE_PERCENT)),
  },
  'studentVle.csv': {
    code_module: moduleCode,
    code_presentation: presentationCode,
    id_student: id,
    id_site: id,
    date: day,
    sum_click: wholeNumber(1, 1_000_000),
  },
} as const satisfies Record<string, Columns>;

export type OuladFile = keyof typeof LAYOUT;

export const OULAD_FILES = Object.keys(LAYOUT) as OuladFile[];
