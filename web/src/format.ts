/** Numbers and dates as people read them, in English. Dates of a course are those of its time zone, others UTC. */

const whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const dateFormat = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
const longDate = dateFormat({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
const shortDate = dateFormat({ day: 'numeric', month: 'short' });
const monthAndYear = dateFormat({ month: 'long', year: 'numeric' });

/** `1,303` */
export const formatCount = (count: number): string => whole.format(count);

/** At most one decimal: `12.5`, `3`. A real minus sign. */
export const formatNumber = (value: number): string => oneDecimal.format(value).replace('-', '−');

/** At most two decimals, as thresholds are set: `0.78`, `571`. */
export const formatPrecise = (value: number): string => twoDecimals.format(value).replace('-', '−');

/** A share of 1 in whole percent: `86%`. Only none reads as 0%, and only all as 100%. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.005) return '<1%';
  if (share < 1 && share >= 0.995) return '>99%';
  return `${Math.round(share * 100)}%`;
}

/** With its sign, a real minus: `+12`, `−3`, `±0`. */
export function formatSigned(value: number): string {
  if (value === 0) return '±0';
  return `${value > 0 ? '+' : '−'}${oneDecimal.format(Math.abs(value))}`;
}

/** A difference of two shares in percentage points, whole: `+12`. */
export const percentagePoints = (difference: number): number => Math.round(difference * 100) + 0;

/** The date of a moment (ISO) in a time zone; a date stays as it is. */
export const dateIn = (timeZone: string, iso: string): string =>
  iso.length === 10
    ? iso
    : new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(iso));

/** `Mon, 7 Apr 2014`, from a date or a moment in ISO form. */
export const formatDate = (iso: string): string => longDate.format(new Date(iso));

/** `Mon, 7 Apr 2014, 09:00 UTC` */
export const formatMoment = (iso: string): string =>
  `${formatDate(iso)}, ${new Date(iso).toISOString().slice(11, 16)} UTC`;

/** `7 Apr` */
export const formatShortDate = (iso: string): string => shortDate.format(new Date(iso));

/** `February 2014` */
export const formatMonth = (iso: string): string => monthAndYear.format(new Date(iso));

/** `1 day`, `2 days`: the count with its noun, which takes an s. */
export const formatQuantity = (count: number, noun: string): string =>
  `${formatCount(count)} ${noun}${Math.abs(count) === 1 ? '' : 's'}`;

/** `weekly_cap` and `coursework` as a label: `Weekly cap`, `Coursework`; camel case too. */
export function formatLabel(identifier: string): string {
  const words = identifier
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .toLowerCase()
    .trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Minutes in the unit that suits them: `12 min`, `3.5 h`, `28 days`. */
export function formatDuration(minutes: number): string {
  if (minutes < 90) return `${formatNumber(minutes)} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${formatNumber(hours)} h` : formatQuantity(Math.round(hours / 24), 'day');
}

/** Ids as people read them: of a long one its beginning and its end. */
export const shortId = (id: string): string => (id.length <= 28 ? id : `${id.slice(0, 14)}…${id.slice(-10)}`);

/** How long ago, in days: `today`, `yesterday`, `12 days ago`. */
export const formatDaysAgo = (days: number): string =>
  days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${formatCount(days)} days ago`;

/** How far ahead, in days: `today`, `tomorrow`, `in 9 days`. */
export const formatDaysAhead = (days: number): string =>
  days <= 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${formatCount(days)} days`;
