import type { Band } from '../../../src/domain/risk.ts';
import classes from './BandMark.module.css';

const SHAPES: Readonly<Record<Band, string>> = {
  high: 'M6 1 11.5 11H.5z',
  medium: 'M6 .5 11.5 6 6 11.5.5 6z',
  low: 'M6 1.2a4.8 4.8 0 1 0 0 9.6 4.8 4.8 0 0 0 0-9.6z',
};

/** The shape of a band: triangle, diamond, disc. Told apart without colour; the word stands beside it. */
export function BandMark({ band, size = 10 }: { band: Band; size?: number }) {
  return (
    <svg
      className={classes.mark}
      data-band={band}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      aria-hidden="true"
      focusable="false"
    >
      <path d={SHAPES[band]} fill="currentColor" />
    </svg>
  );
}
