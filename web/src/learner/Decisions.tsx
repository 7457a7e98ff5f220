import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatDate, formatPercent, formatQuantity } from '../format.ts';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Panel } from '../page/Panel.tsx';
import { CandidateVerdicts } from './CandidateVerdicts.tsx';
import classes from './Decisions.module.css';
import { type Decision, type DecisionOutcome, decisionOutcome } from './decisionOutcome.ts';

const SHOWN_FIRST = 8;

const MARKS: Readonly<Record<DecisionOutcome['kind'], string>> = {
  sent: 'Sent',
  heldOut: 'Held out',
  nothing: 'Not sent',
};

/** Every opportunity judged, with what was proposed and why something was not sent. */
export function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  const [all, setAll] = useState(false);
  const newestFirst = decisions.toSorted((a, b) => b.decidedAt.localeCompare(a.decidedAt));
  const shown = all ? newestFirst : newestFirst.slice(0, SHOWN_FIRST);
  return (
    <Panel title="Decisions" note="What was proposed, what the guards said, what was sent">
      {shown.length === 0 ? (
        <EmptyNotice title="No decision by this day" />
      ) : (
        shown.map((decision, index) => (
          <DecisionItem key={decision.id} decision={decision} open={index === 0} />
        ))
      )}
      {newestFirst.length > shown.length && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setAll(true)}>
          Show all {formatQuantity(newestFirst.length, 'decision')}
        </Button>
      )}
    </Panel>
  );
}

function DecisionItem({ decision, open }: { decision: Decision; open: boolean }) {
  const { decidedAt, probability, candidates } = decision;
  const outcome = decisionOutcome(decision);
  return (
    <details className={classes.decision} open={open}>
      <summary className={classes.summary}>
        <span className={classes.mark} data-kind={outcome.kind}>
          {MARKS[outcome.kind]}
        </span>
        <span className={classes.text}>{outcome.text}</span>
        <span className={`${classes.meta} figures`}>
          {formatDate(decidedAt)}
          {probability !== null && ` · risk ${formatPercent(probability)}`}
        </span>
      </summary>
      <ul className={classes.candidates}>
        {candidates.map((candidate) => (
          <CandidateVerdicts
            key={`${candidate.intervention}/${candidate.proposedBy}`}
            candidate={candidate}
          />
        ))}
        {candidates.length === 0 && <li>No rule and no risk proposed anything.</li>}
      </ul>
    </details>
  );
}
