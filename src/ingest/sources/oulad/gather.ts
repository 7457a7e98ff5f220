import type { CalendarDate } from '../../../domain/moment.ts';
import { courseId, type PresentationId, presentationId } from '../../../domain/presentation.ts';
import type { RowOf } from '../../column.ts';
import type { Place, Refusal, Rejects } from '../../rejects.ts';
import type { LAYOUT } from './layout.ts';
import type { LearnerInfo, OuladRecords, PresentationRecord } from './records.ts';
import type { StagedClicks } from './staged-clicks.ts';

/**
 * One function for each file: takes a good row into the records, or refuses it. A file is read after those it refers
 * to: courses, assessments, sites, learners, registrations, submissions, clicks.
 */

type Row<File extends keyof typeof LAYOUT> = RowOf<(typeof LAYOUT)[File]>;

export function takeCourse(records: OuladRecords, row: Row<'courses.csv'>): Refusal | null {
  const id = idOf(row);
  if (records.presentations.has(id)) return duplicate('code_presentation', id, 'each presentation once');
  const assessments: PresentationRecord['assessments'] = [];
  records.presentations.set(id, {
    presentation: {
      id,
      courseId: courseId(row.code_module),
      startsOn: startOf(row.code_presentation),
      lengthDays: row.module_presentation_length,
      assessments,
    },
    assessments,
    sites: new Map(),
    unregistered: new Map(),
    enrolments: new Map(),
  });
  return null;
}

export function takeAssessment(records: OuladRecords, row: Row<'assessments.csv'>): Refusal | null {
  const presentation = records.presentations.get(idOf(row));
  if (presentation === undefined) return unknownPresentation(row);
  if (records.presentationOfAssessment.has(row.id_assessment))
    return duplicate('id_assessment', row.id_assessment, 'each assessment once');
  records.presentationOfAssessment.set(row.id_assessment, presentation);
  presentation.assessments.push({
    id: String(row.id_assessment),
    kind: row.assessment_type,
    dueDay: row.date,
    weightPercent: row.weight,
  });
  return null;
}

export function takeSite(records: OuladRecords, row: Row<'vle.csv'>): Refusal | null {
  const presentation = records.presentations.get(idOf(row));
  if (presentation === undefined) return unknownPresentation(row);
  if (presentation.sites.has(row.id_site))
    return duplicate('id_site', row.id_site, 'each site once in a presentation');
  presentation.sites.set(row.id_site, row.activity_type ?? '');
  return null;
}

export function takeLearner(records: OuladRecords, row: LearnerInfo, place: Place): Refusal | null {
  const presentation = records.presentations.get(idOf(row));
  if (presentation === undefined) return unknownPresentation(row);
  if (presentation.unregistered.has(row.id_student))
    return duplicate('id_student', row.id_student, 'each learner once in a presentation');
  presentation.unregistered.set(row.id_student, { info: row, place });
  return null;
}

export function takeRegistration(records: OuladRecords, row: Row<'studentRegistration.csv'>): Refusal | null {
  const presentation = records.presentations.get(idOf(row));
  if (presentation === undefined) return unknownPresentation(row);
  if (presentation.enrolments.has(row.id_student))
    return duplicate('id_student', row.id_student, 'each learner once in a presentation');
  const learner = presentation.unregistered.get(row.id_student);
  if (learner === undefined)
    return unknownEnrolment(
      row.id_student,
      `a learner with a good line in studentInfo.csv for ${presentation.presentation.id}`,
    );
  presentation.unregistered.delete(row.id_student);
  presentation.enrolments.set(row.id_student, {
    info: learner.info,
    registeredDay: row.date_registration,
    withdrewDay: row.date_unregistration,
    submissions: new Map(),
  });
  return null;
}

/** Refuses the lines of studentInfo.csv for which no registration followed. */
export function refuseUnregistered(records: OuladRecords, rejects: Rejects): void {
  for (const { presentation, unregistered } of records.presentations.values()) {
    for (const [id, { place }] of unregistered)
      rejects.add(
        place,
        unknownEnrolment(id, `a learner with a good line in studentRegistration.csv for ${presentation.id}`),
      );
    unregistered.clear();
  }
}

export function takeSubmission(records: OuladRecords, row: Row<'studentAssessment.csv'>): Refusal | null {
  const presentation = records.presentationOfAssessment.get(row.id_assessment);
  if (presentation === undefined)
    return {
      reason: 'unknown_assessment',
      field: 'id_assessment',
      found: String(row.id_assessment),
      expected: 'an assessment with a good line in assessments.csv',
    };
  const enrolment = presentation.enrolments.get(row.id_student);
  if (enrolment === undefined) return notEnrolled(row.id_student, presentation);
  if (enrolment.submissions.has(row.id_assessment))
    return duplicate('id_assessment', row.id_assessment, 'each assessment once for a learner');
  enrolment.submissions.set(row.id_assessment, {
    day: row.date_submitted,
    banked: row.is_banked,
    scorePercent: row.score,
  });
  return null;
}

export function takeClick(
  records: OuladRecords,
  row: Row<'studentVle.csv'>,
  clicks: StagedClicks,
): Refusal | null {
  const presentation = records.presentations.get(idOf(row));
  if (presentation === undefined) return unknownPresentation(row);
  if (!presentation.sites.has(row.id_site))
    return {
      reason: 'unknown_site',
      field: 'id_site',
      found: String(row.id_site),
      expected: `a site with a good line in vle.csv for ${presentation.presentation.id}`,
    };
  if (!presentation.enrolments.has(row.id_student)) return notEnrolled(row.id_student, presentation);
  clicks.add({
    presentation: presentation.presentation.id,
    student: row.id_student,
    site: row.id_site,
    day: row.date,
    clicks: row.sum_click,
  });
  return null;
}

interface PresentationCodes {
  readonly code_module: string;
  readonly code_presentation: string;
}

const idOf = (row: PresentationCodes): PresentationId =>
  presentationId(`${row.code_module}-${row.code_presentation}`);

/** B presentations start in February, J presentations in October. The day is not published, so it is taken as the first of the month. */
const startOf = (code: string): CalendarDate =>
  `${code.slice(0, 4)}-${code.endsWith('B') ? '02' : '10'}-01` as CalendarDate;

const unknownPresentation = (row: PresentationCodes): Refusal => ({
  reason: 'unknown_presentation',
  field: 'code_presentation',
  found: idOf(row),
  expected: 'a presentation with a good line in courses.csv',
});

const unknownEnrolment = (student: number, expected: string): Refusal => ({
  reason: 'unknown_enrolment',
  field: 'id_student',
  found: String(student),
  expected,
});

const notEnrolled = (student: number, { presentation }: PresentationRecord): Refusal =>
  unknownEnrolment(
    student,
    `a learner with a good line in studentInfo.csv and studentRegistration.csv for ${presentation.id}`,
  );

const duplicate = (field: string, found: string | number, expected: string): Refusal => ({
  reason: 'duplicate',
  field,
  found: String(found),
  expected,
});
