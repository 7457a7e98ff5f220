import { enrolmentKey } from '../../domain/enrolment.ts';
import { learnerId } from '../../domain/learner.ts';
import { type PresentationId, presentationId } from '../../domain/presentation.ts';
import type { State } from '../../store/state.ts';
import type { Demographics } from './fairness.ts';

/** The learners' demographics in these presentations, by enrolment key: for audits only. */
export async function demographicsOf(
  state: State,
  presentationIds: readonly PresentationId[],
): Promise<Map<string, Demographics>> {
  if (presentationIds.length === 0) return new Map();
  const rows = await state
    .selectFrom('learner_demographic')
    .select(['presentation_id', 'learner_id', 'gender', 'age_band', 'disability', 'deprivation_band'])
    .where('presentation_id', 'in', presentationIds)
    .execute();
  return new Map(
    rows.map((row) => [
      enrolmentKey({
        presentationId: presentationId(row.presentation_id),
        learnerId: learnerId(row.learner_id),
      }),
      {
        gender: row.gender,
        ageBand: row.age_band,
        disability: row.disability,
        deprivationBand: row.deprivation_band,
      },
    ]),
  );
}
