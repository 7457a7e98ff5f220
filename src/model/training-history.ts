import { z } from 'zod';

/** Which rows a model was trained or judged on. */
export const historySchema = z.strictObject({
  /** The parts of the data: ids of presentations, or names of files. */
  parts: z.array(z.string()).min(1),
  rows: z.int().min(1),
  /** How many enrolments, or users; each may have several rows. */
  groups: z.int().min(1),
  /** Dates of the first and the last row; null where rows have none. */
  from: z.iso.date().nullable(),
  to: z.iso.date().nullable(),
  /** When the last of the outcomes was known: the end of the last presentation; absent where rows have no dates. */
  knownOn: z.iso.date().optional(),
  /** Shows whether two trainings had the same rows, for example a hash of them. */
  fingerprint: z.string().min(1),
});
export type History = z.infer<typeof historySchema>;

/** Joins the histories of different rows into one. */
export function joinHistories(histories: readonly History[]): History {
  const dates = (date: (history: History) => string | null | undefined) =>
    histories.flatMap((history) => date(history) ?? []).sort();
  const knownOn = dates(({ knownOn }) => knownOn).at(-1);
  return {
    parts: histories.flatMap(({ parts }) => parts),
    rows: histories.reduce((sum, { rows }) => sum + rows, 0),
    groups: histories.reduce((sum, { groups }) => sum + groups, 0),
    from: dates(({ from }) => from)[0] ?? null,
    to: dates(({ to }) => to).at(-1) ?? null,
    ...(knownOn === undefined ? {} : { knownOn }),
    fingerprint: histories.map(({ fingerprint }) => fingerprint).join('+'),
  };
}
