import { dateIn, formatDate, formatPercent } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { FirstFew } from '../page/FirstFew.tsx';
import { Panel } from '../page/Panel.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { CandidateVerdicts } from './CandidateVerdicts.tsx';
import classes from './Decisions.module.css';
import { type Decision, type DecisionOutcome, decisionOutcome } from './decisionOutcome.ts';

const MARKS: Readonly<Record<DecisionOutcome['kind'], string>> = {
  sent: 'Sent',
  replayed: 'Replayed',
  heldOut: 'Compared',
  nothing: 'Not sent',
};

const NOTE = 'What was proposed, what the guards said, what was sent';
const IN_A_REPLAY = 'A replay sends nothing; its guards count what it chose as sent';

/** Every decision, with its proposals and why any were not sent. */
export function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  const newestFirst = decisions.toSorted((a, b) => b.decidedAt.localeCompare(a.decidedAt));
  return (
    <Panel
      title="Decisions"
      note={decisions.some(({ replayed }) => replayed) ? `${NOTE}. ${IN_A_REPLAY}` : NOTE}
    >
      {decisions.length === 0 && <EmptyNotice title="No decision up to this day" />}
      <FirstFew items={newestFirst} count={8} noun="decision" keyOf={({ id }) => id}>
        {(decision, index) => <DecisionItem decision={decision} open={index === 0} />}
      </FirstFew>
    </Panel>
  );
}

function DecisionItem({ decision, open }: { decision: Decision; open: boolean }) {
  const { presentation } = useViewed();
  const { decidedAt, probability, candidates, replayed } = decision;
  const outcome = decisionOutcome(decision);
  return (
    <details className={classes.decision} open={open}>
      <summary className={classes.summary}>
        <span className={classes.mark} data-kind={outcome.kind}>
          {MARKS[outcome.kind]}
        </span>
        <span className={classes.text}>{outcome.text}</span>
        <span className={`${classes.meta} figures`}>
          {formatDate(dateIn(presentation.timeZone, decidedAt))}
          {probability !== null && ` · risk ${formatPercent(probability)}`}
        </span>
      </summary>
      <ul className={classes.candidates}>
        {candidates.map((candidate) => (
          <CandidateVerdicts
            key={`${candidate.intervention}/${candidate.proposedBy}`}
            candidate={candidate}
            replayed={replayed}
          />
        ))}
        {candidates.length === 0 && <li>No rule proposed anything.</li>}
      </ul>
    </details>
  );
}
