/** At most about `limit` of the entries, evenly spaced and with the first and the last: enough to draw a line. */
export function thinned<Entry>(entries: readonly Entry[], limit: number): readonly Entry[] {
  if (entries.length <= limit) return entries;
  const step = (entries.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, index) => entries[Math.round(index * step)]);
}

/** The numbers of at most `limit` out of `count` rows, evenly spaced. */
export function evenRows(count: number, limit: number): number[] {
  const rows = Math.min(count, Math.floor(limit));
  return Array.from({ length: rows }, (_, index) => Math.floor((index * count) / rows));
}
