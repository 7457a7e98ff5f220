/**
 * One text for several parts, for a key or an id: different parts always give different texts, whatever is in them. Parts
 * without `/` and `%` stay as they are.
 */
export const joinedKey = (...parts: readonly string[]): string => parts.map(escaped).join('/');

/** The separator must not occur within a part; `%` is escaped first, so that an escape is never read as a part's own text. */
const escaped = (part: string): string => part.replaceAll('%', '%25').replaceAll('/', '%2F');

/** A part as it was before it became part of a key. */
export const plainPart = (part: string): string => part.replaceAll('%2F', '/').replaceAll('%25', '%');
