import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { formatLabel } from '../format.ts';

/** A day on which something is due, and what: `Tutor marked due`, `Tutor marked and computer marked due`. */
export interface Deadline {
  readonly day: number;
  readonly name: string;
}

/** The days within the presentation on which assessments are due, in their order, each once. */
export function deadlinesOf({
  assessments,
  lengthDays,
}: Pick<PresentationView, 'assessments' | 'lengthDays'>): Deadline[] {
  const kinds = new Map<number, Set<string>>();
  for (const { dueDay, kind } of assessments) {
    if (dueDay !== null && dueDay <= lengthDays)
      kinds.set(dueDay, (kinds.get(dueDay) ?? new Set()).add(kind));
  }
  return [...kinds]
    .sort(([a], [b]) => a - b)
    .map(([day, due]) => ({
      day,
      name: `${formatLabel([...due].map((kind) => kind.replaceAll('_', ' ')).join(' and '))} due`,
    }));
}
