/** The document of thresholds and texts: a tree of values. A change along a path makes a new tree. */

export type Path = readonly string[];

export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), document);
}

export function withValue<T>(document: T, path: Path, value: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return value as T;
  const own: Record<string, unknown> = isObject(document) ? document : {};
  return { ...own, [key]: withValue(own[key], rest, value) } as T;
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
