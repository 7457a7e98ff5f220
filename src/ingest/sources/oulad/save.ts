import { sql } from 'kysely';
import type { State } from '../../../store/state.ts';
import type { PresentationRecord } from './records.ts';

/** Rows of one statement; PostgreSQL accepts at most 65,535 values in one. */
const ROWS_A_STATEMENT = 2000;

/**
 * Writes the presentation, its learners and their demographics to the state. Known learners keep their preferences. A
 * presentation that has come from elsewhere once is no longer one of the sample.
 */
export async function savePresentation(
  state: State,
  record: PresentationRecord,
  fromSample: boolean,
): Promise<void> {
  const { presentation, enrolments } = record;
  await state.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('presentation')
      .values({
        id: presentation.id,
        course_id: presentation.courseId,
        starts_on: presentation.startsOn,
        length_days: presentation.lengthDays,
        assessments: JSON.stringify(presentation.assessments),
        from_sample: fromSample,
      })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          length_days: row.ref('excluded.length_days'),
          assessments: row.ref('excluded.assessments'),
          from_sample: sql<boolean>`presentation.from_sample and excluded.from_sample`,
        })),
      )
      .execute();
    for (const some of inSlices([...enrolments.values()])) {
      await transaction
        .insertInto('learner')
        .values(some.map(({ info }) => ({ id: String(info.id_student) })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await transaction
        .insertInto('learner_demographic')
        .values(
          some.map(({ info }) => ({
            presentation_id: presentation.id,
            learner_id: String(info.id_student),
            gender: info.gender,
            region: info.region,
            highest_education: info.highest_education,
            deprivation_band: info.imd_band,
            age_band: info.age_band,
            disability: info.disability,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}

function* inSlices<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < all.length; from += ROWS_A_STATEMENT)
    yield all.slice(from, from + ROWS_A_STATEMENT);
}
