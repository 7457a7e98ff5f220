import type { z } from 'zod';

/** What is wrong with a field, the value given and what would be right. */
export interface Fault {
  /** The field's path in the body, for example `profile.karma`; empty for the body itself. */
  readonly path: string;
  readonly problem: string;
  readonly given: string;
  readonly expected: string;
}

/** The most characters of a given value that a message repeats. */
const SHOWN = 100;

/** Everything that is wrong with a body, as Zod found it. */
export const faultsOf = (body: unknown, issues: readonly z.core.$ZodIssue[]): Fault[] =>
  issues.map(({ path, message }) => ({
    path: path.join('.'),
    problem: message,
    given: JSON.stringify(valueAt(body, path))?.slice(0, SHOWN) ?? 'nothing',
    expected: message.replace(/^must (be|have) /, ''),
  }));

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], body);
