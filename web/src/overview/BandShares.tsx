import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Overview } from '../../../src/read/overview-view.ts';
import { formatCount, formatPercent, formatSigned } from '../format.ts';
import { useViewed } from '../presentation/viewed.ts';
import { BandMark } from '../risk/BandMark.tsx';
import { BAND_NAMES, HIGHEST_FIRST } from '../risk/bands.ts';
import { whyNobody } from '../risk/phase.ts';
import classes from './BandShares.module.css';

interface BandSharesProps {
  readonly risks: Overview['risks'];
  readonly bands: Overview['bands'];
  readonly weekBefore: Overview['bandsWeekBefore'];
}

/** How many registered learners are in each band, and the change in a week. Each band links to its learners. */
export function BandShares({ risks, bands, weekBefore }: BandSharesProps) {
  const { presentation } = useViewed();
  const total = bands.high + bands.medium + bands.low;
  return (
    <div className={classes.shares}>
      <p className={classes.name}>Chance of leaving or failing</p>
      {total === 0 ? (
        <p className={classes.empty}>
          {whyNobody(risks, presentation) ?? 'No learner is registered on this day.'}
        </p>
      ) : (
        <>
          <ul className={classes.bands}>
            {HIGHEST_FIRST.map((band) => (
              <li key={band}>
                <Link
                  to="/p/$presentationId/attention"
                  params={{ presentationId: presentation.id }}
                  search={{ band }}
                  className={classes.band}
                >
                  <span className={classes.label}>
                    <BandMark band={band} />
                    {BAND_NAMES[band]}
                  </span>
                  <span className={classes.count}>
                    <VisuallyHidden>: </VisuallyHidden>
                    {formatCount(bands[band])}
                    <VisuallyHidden>, </VisuallyHidden>
                    <span className={classes.share}>{formatPercent(bands[band] / total)}</span>
                  </span>
                  <VisuallyHidden>, </VisuallyHidden>
                  <span className={classes.change}>
                    {weekBefore
                      ? `${formatSigned(bands[band] - weekBefore[band])} in a week`
                      : 'new this week'}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          <div className={classes.bar} aria-hidden="true">
            {HIGHEST_FIRST.map((band) => (
              <div key={band} data-band={band} style={{ flexGrow: bands[band] }} />
            ))}
          </div>
        </>
      )}
    </div>
  );
}
