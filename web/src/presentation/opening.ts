import type { ClockView } from '../../../src/api/clock.ts';
import type { PresentationView } from '../../../src/read/presentations-view.ts';

/** The presentation to open first: the time machine's, or else the latest one that has started. */
export function openingPresentation(
  presentations: readonly PresentationView[],
  clock: ClockView,
): PresentationView | undefined {
  const chosen = presentations.find(({ id }) => id === clock.timeMachine?.presentationId);
  const byStart = presentations.toSorted((a, b) => b.startsOn.localeCompare(a.startsOn));
  return chosen ?? byStart.find(({ startsOn }) => startsOn <= clock.now) ?? byStart[0];
}
