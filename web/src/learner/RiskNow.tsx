import type { EnrolmentView } from '../../../src/read/enrolment-view.ts';
import { formatPercent } from '../format.ts';
import { useLive } from '../live/live.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { BandMark } from '../risk/BandMark.tsx';
import { BAND_NAMES } from '../risk/bands.ts';
import { RiskChange } from '../risk/RiskChange.tsx';
import { ReasonBars } from './ReasonBars.tsx';
import classes from './RiskNow.module.css';
import { probabilityOn } from './riskHistory.ts';

const WHY_NO_RISK: Readonly<Record<EnrolmentView['status'], string>> = {
  registered: 'There is no data yet to judge the risk by.',
  withdrawn: 'The learner has withdrawn; there is nothing left to predict.',
  finished: 'The course is over; there is nothing left to predict.',
};

const WHAT_BETWEEN_MEANS =
  'In eight of ten past courses, the share of learners with this risk who left or failed lay between these two.';

/** How likely the learner is to leave, the five strongest reasons, and what would lower the risk. */
export function RiskNow({ enrolment }: { enrolment: EnrolmentView }) {
  const { risk, riskOverTime } = enrolment;
  const fresh = useLive().fresh.has(enrolment.learnerId);
  if (!risk) {
    return (
      <Panel title="Chance of leaving or failing">
        <EmptyNotice title="No risk known on this day">{WHY_NO_RISK[enrolment.status]}</EmptyNotice>
      </Panel>
    );
  }
  const weekBefore = probabilityOn(riskOverTime, risk.asOf, -7);
  return (
    <Panel
      title="Chance of leaving or failing"
      note={<span title={risk.modelId}>By model {risk.modelId.slice(0, 8)}</span>}
    >
      <div className={`${classes.now} figures`} data-band={risk.band} data-fresh={fresh || undefined}>
        <strong className={classes.percent}>{formatPercent(risk.probability)}</strong>
        {risk.interval && (
          <span className={classes.interval} title={WHAT_BETWEEN_MEANS}>
            between {formatPercent(risk.interval.low)} and {formatPercent(risk.interval.high)}
          </span>
        )}
        <span className={classes.band}>
          <BandMark band={risk.band} size={11} />
          {BAND_NAMES[risk.band]} risk
        </span>
        {weekBefore !== null && <RiskChange change={risk.probability - weekBefore} />}
      </div>
      <ReasonBars reasons={risk.reasons} favours={risk.favours} />
      {risk.counterfactual ? (
        <p className={`${classes.effort} figures`}>{risk.counterfactual.sentence}</p>
      ) : (
        <p className={classes.noEffort}>What would help is not estimated. {risk.counterfactualWithheld}</p>
      )}
    </Panel>
  );
}
