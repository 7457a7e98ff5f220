import type { Band } from '../../../src/domain/risk.ts';
import type { Overview } from '../../../src/read/overview-view.ts';
import { formatCount } from '../format.ts';
import { BandMark } from '../risk/BandMark.tsx';
import { BAND_NAMES, HIGHEST_FIRST } from '../risk/bands.ts';
import classes from './BandFilter.module.css';

interface BandFilterProps {
  readonly shown: readonly Band[];
  /** Learners in each band; unknown at first. */
  readonly counts: Overview['bands'] | undefined;
  /** A search looks in all bands. */
  readonly disabled: boolean;
  readonly onChange: (shown: readonly Band[]) => void;
}

/** Which bands the list shows, as check boxes in the shape of buttons. */
export function BandFilter({ shown, counts, disabled, onChange }: BandFilterProps) {
  const toggle = (band: Band) =>
    onChange(shown.includes(band) ? shown.filter((other) => other !== band) : [...shown, band]);
  return (
    <fieldset
      className={classes.bands}
      disabled={disabled}
      title={disabled ? 'A search looks in all bands' : undefined}
    >
      <legend className={classes.legend}>Risk bands shown</legend>
      {HIGHEST_FIRST.map((band) => (
        <label key={band} className={classes.band}>
          <input
            type="checkbox"
            className={classes.box}
            checked={shown.includes(band)}
            onChange={() => toggle(band)}
          />
          <BandMark band={band} />
          {BAND_NAMES[band]}
          {counts && <span className={`${classes.count} figures`}>{formatCount(counts[band])}</span>}
        </label>
      ))}
    </fieldset>
  );
}
