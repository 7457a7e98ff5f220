import { useLive } from '../live/live.ts';
import { useViewed } from '../presentation/viewed.ts';
import { RiskFigure } from '../risk/RiskFigure.tsx';
import classes from './AttentionCards.module.css';
import type { AttentionEnrolment } from './enrolment.ts';
import { LearnerLink } from './LearnerLink.tsx';
import { lastActivityText, lastNudgedText } from './lastActivity.ts';
import { Reasons } from './Reasons.tsx';
import { SuggestedAction } from './SuggestedAction.tsx';

export function AttentionCards({ enrolments }: { enrolments: readonly AttentionEnrolment[] }) {
  return (
    <ul className={classes.cards}>
      {enrolments.map((enrolment) => (
        <AttentionCard key={enrolment.learnerId} enrolment={enrolment} />
      ))}
    </ul>
  );
}

function AttentionCard({ enrolment }: { enrolment: AttentionEnrolment }) {
  const viewed = useViewed();
  const fresh = useLive().fresh.has(enrolment.learnerId);
  const { probability, band, changeIn7Days } = enrolment;
  return (
    <li className={classes.card} data-fresh={fresh || undefined}>
      <div className={classes.head}>
        <div>
          <LearnerLink learnerId={enrolment.learnerId} holdout={enrolment.holdout} />
          <p className={classes.when}>
            Last active: {lastActivityText(enrolment.daysSinceLastActivity)}
            <br />
            Last nudged: {lastNudgedText(enrolment.lastNudgedAt, viewed)}
          </p>
        </div>
        <RiskFigure probability={probability} band={band} change={changeIn7Days} />
      </div>
      <Reasons reasons={enrolment.reasons} />
      <div className={classes.action}>
        <SuggestedAction {...enrolment} />
      </div>
    </li>
  );
}
