import type { CalendarDate } from '../domain/moment.ts';
import type { Assessment, Presentation, PresentationId } from '../domain/presentation.ts';
import { courseId, presentationId } from '../domain/presentation.ts';
import type { State } from './state.ts';

/** Every presentation, oldest first. */
export async function allPresentations(state: State): Promise<Presentation[]> {
  const rows = await state
    .selectFrom('presentation')
    .selectAll()
    .orderBy('starts_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: presentationId(row.id),
    courseId: courseId(row.course_id),
    startsOn: row.starts_on as CalendarDate,
    lengthDays: row.length_days,
    assessments: row.assessments as Assessment[],
  }));
}

/** The presentation with this id, or null. */
export const findPresentation = async (state: State, id: PresentationId): Promise<Presentation | null> =>
  (await allPresentations(state)).find((presentation) => presentation.id === id) ?? null;

/** How many presentations come from the bundled sample alone, and how many are the institution's own. */
export async function countBySource(
  state: State,
): Promise<{ readonly sample: number; readonly own: number }> {
  const rows = await state.selectFrom('presentation').select('from_sample').execute();
  const sample = rows.filter((row) => row.from_sample).length;
  return { sample, own: rows.length - sample };
}

/** Stores a presentation's calendar in place of its earlier one. It is the institution's own from then on. */
export async function putPresentation(state: State, presentation: Presentation): Promise<void> {
  const row = {
    id: presentation.id,
    course_id: presentation.courseId,
    starts_on: presentation.startsOn,
    length_days: presentation.lengthDays,
    assessments: JSON.stringify(presentation.assessments),
    from_sample: false,
  };
  await state
    .insertInto('presentation')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
}
