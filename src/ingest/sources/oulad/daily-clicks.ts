/** Clicks of one learner on one site on one day, in one number: seven million of them take 60 MB, as objects 600. */
export type PackedClicks = number & { readonly __brand: 'PackedClicks' };

export interface DailyClicks {
  readonly day: number;
  /** Where the site stands in its presentation's list. */
  readonly siteIndex: number;
  readonly clicks: number;
}

/** Day, site and clicks share the 53 bits in which a number is exact: 11 for the day, 21 for the site, 21 for clicks. */
const SITES = 2 ** 21;
const CLICKS = 2 ** 21;
const FIRST_DAY = -1024;

/** @param daily day -1024 to 1023, site index and clicks below two million */
export const pack = (daily: DailyClicks): PackedClicks =>
  (((daily.day - FIRST_DAY) * SITES + daily.siteIndex) * CLICKS + daily.clicks) as PackedClicks;

/** One entry a day and site, by day and then site, with the clicks of all entries for them added up. */
export function* sumsOf(packed: readonly PackedClicks[]): Generator<DailyClicks> {
  // The day comes first and the site second in the number, so that sorting brings the entries of one key together.
  const sorted = Float64Array.from(packed).sort();
  for (let from = 0; from < sorted.length; ) {
    const key = Math.floor((sorted[from] as number) / CLICKS);
    let clicks = 0;
    for (; from < sorted.length && Math.floor((sorted[from] as number) / CLICKS) === key; from++)
      clicks += (sorted[from] as number) % CLICKS;
    yield { day: Math.floor(key / SITES) + FIRST_DAY, siteIndex: key % SITES, clicks };
  }
}
