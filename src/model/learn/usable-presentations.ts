import type { Presentation, PresentationId } from '../../domain/presentation.ts';
import type { EventLog } from '../../store/event-log.ts';
import { learningDays } from '../scan-days.ts';
import { type Ending, endingsOf } from '../targets/dropout.ts';

/** A presentation that is neither learnt from nor judged on, and why. */
export interface LeftOut {
  readonly presentation: PresentationId;
  readonly reason: string;
}

/** Presentations with known outcomes, and the rest. */
export interface UsablePresentations {
  readonly usable: readonly Presentation[];
  readonly leftOut: readonly LeftOut[];
  /** How many enrolments of a presentation have a known outcome. */
  readonly enrolmentsIn: (presentation: Presentation) => number;
}

/**
 * Separates presentations that can be learnt from and judged on from those that cannot yet. Before the first result only
 * the withdrawals of a presentation are known, and they would look like everybody's ending.
 *
 * @param over presentations that are over
 */
export async function usablePresentations(
  eventLog: EventLog,
  over: readonly Presentation[],
): Promise<UsablePresentations> {
  const endings = new Map<PresentationId, readonly Ending[]>();
  for (const { id } of over) endings.set(id, [...(await endingsOf(eventLog, [id])).values()]);
  const reasonAgainst = ({ id, lengthDays }: Presentation): string | null => {
    if (learningDays(lengthDays).length === 0) return 'too short';
    const hasResult = endings.get(id)?.some(({ outcome }) => outcome !== 'withdrew');
    return hasResult ? null : 'no results yet';
  };
  const judged = over.map((presentation) => ({ presentation, reason: reasonAgainst(presentation) }));
  return {
    usable: judged.flatMap(({ presentation, reason }) => (reason === null ? [presentation] : [])),
    leftOut: judged.flatMap(({ presentation, reason }) =>
      reason === null ? [] : [{ presentation: presentation.id, reason }],
    ),
    enrolmentsIn: ({ id }) => endings.get(id)?.length ?? 0,
  };
}

/** `AAA-2026J: no results yet` */
export const leftOutText = ({ presentation, reason }: LeftOut): string => `${presentation}: ${reason}`;
