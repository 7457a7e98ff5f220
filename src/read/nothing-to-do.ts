import { counted } from '../domain/phrase.ts';

/** Why nothing is suggested for a learner, and in words what is left to do. */
export interface NothingToDo {
  readonly reason: 'comparison_group' | 'never_there' | 'probably_gone' | 'nothing_due';
  readonly sentence: string;
}

/**
 * @param silentDays days of the course without a sign of the learner; null where unknown
 * @param reachableDays learners who have been silent for longer rarely come back
 */
export function nothingToDo(
  learner: { readonly holdout: boolean; readonly wasActive: boolean; readonly silentDays: number | null },
  reachableDays: number,
): NothingToDo {
  if (learner.holdout)
    return {
      reason: 'comparison_group',
      sentence: 'In the comparison group, which gets no nudges. Help if you see need.',
    };
  const silent = Math.floor(learner.silentDays ?? 0);
  if (silent <= reachableDays) return { reason: 'nothing_due', sentence: 'Nothing to do now.' };
  return learner.wasActive
    ? {
        reason: 'probably_gone',
        sentence: `Silent for ${counted(silent, 'day')}, probably gone. One last friendly note?`,
      }
    : {
        reason: 'never_there',
        sentence: `Not here once in ${counted(silent, 'day')}, probably not coming. One last friendly note?`,
      };
}
