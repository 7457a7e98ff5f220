/** Strokes on a 16 by 16 grid. An icon stands beside a word or in a labelled button, so screen readers skip it. */
const STROKES = {
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6zM8 1.5v1.3M8 13.2v1.3M1.5 8h1.3M13.2 8h1.3M3.4 3.4l.9.9M11.7 11.7l.9.9M12.6 3.4l-.9.9M4.3 11.7l-.9.9',
  moon: 'M13.5 9.6A5.7 5.7 0 0 1 6.4 2.5a5.7 5.7 0 1 0 7.1 7.1z',
  previous: 'M10 3.5 5.5 8l4.5 4.5',
  next: 'M6 3.5 10.5 8 6 12.5',
  previousWeek: 'M8.5 3.5 4 8l4.5 4.5M13 3.5 8.5 8l4.5 4.5',
  nextWeek: 'M3 3.5 7.5 8 3 12.5M7.5 3.5 12 8l-4.5 4.5',
  table: 'M2 3.5h12v9H2zM2 6.5h12M6.5 6.5v6',
  chart: 'M2.5 2.5v11h11M5 10.5 7.5 7l2.5 2 3.5-5',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9zM10.3 10.3l3.2 3.2',
  up: 'M8 12.5v-9M4 7l4-3.7L12 7',
  down: 'M8 3.5v9M4 9l4 3.7L12 9',
  copy: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  allowed: 'M3 8.5l3.2 3.2L13 4.8',
  forbidden: 'M4 4l8 8M12 4l-8 8',
  reset: 'M3 8a5 5 0 1 0 1.6-3.7M3 2.8v2.7h2.7',
} as const;

export type IconName = keyof typeof STROKES;

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={STROKES[name]} />
    </svg>
  );
}
