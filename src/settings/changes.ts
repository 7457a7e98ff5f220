/** One value that a document of settings has otherwise than the one before; null where there was or is none. */
export interface Change {
  /** The keys down to the value, with dots between them: `guards.cooldownDays`. */
  readonly path: string;
  readonly before: string | number | boolean | null;
  readonly after: string | number | boolean | null;
}

/** Every single value in which two documents differ; where a whole part comes or goes, each of its values. */
export function changesBetween(before: unknown, after: unknown, path = ''): Change[] {
  if (isTree(before) || isTree(after)) {
    const [old, fresh] = [isTree(before) ? before : {}, isTree(after) ? after : {}];
    return [...new Set([...Object.keys(old), ...Object.keys(fresh)])].flatMap((key) =>
      changesBetween(old[key], fresh[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return before === after ? [] : [{ path, before: leafOf(before), after: leafOf(after) }];
}

/** An object or a list: two lists that say the same are not the same object, so they are compared entry by entry. */
const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const leafOf = (value: unknown): Change['before'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
