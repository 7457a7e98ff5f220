import { VisuallyHidden } from '@mantine/core';
import type { Band } from '../../../src/domain/risk.ts';
import { formatPercent } from '../format.ts';
import { BandMark } from './BandMark.tsx';
import { BAND_NAMES } from './bands.ts';
import { RiskChange } from './RiskChange.tsx';
import classes from './RiskFigure.module.css';

interface RiskFigureProps {
  readonly probability: number;
  readonly band: Band;
  /** Difference from 7 days before, as a share of 1; null if there was no risk then. */
  readonly change: number | null;
}

/** A risk in a list: percent, bar, band and change. */
export function RiskFigure({ probability, band, change }: RiskFigureProps) {
  return (
    <div className={`${classes.figure} figures`} data-band={band}>
      <div className={classes.line}>
        <strong className={classes.percent}>{formatPercent(probability)}</strong>{' '}
        <span className={classes.band}>
          <BandMark band={band} size={9} />
          {BAND_NAMES[band]}
          <VisuallyHidden> risk</VisuallyHidden>
        </span>
      </div>
      <div className={classes.track} aria-hidden="true">
        <div className={classes.bar} style={{ width: `${probability * 100}%` }} />
      </div>
      <RiskChange change={change} />
    </div>
  );
}
