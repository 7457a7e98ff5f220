import type { ExplanationView } from '../../../src/api/insight-explain.ts';
import { formatLabel } from '../format.ts';
import { Panel } from '../page/Panel.tsx';
import classes from './Playground.module.css';

type Fomo = ExplanationView['fomo'];

/** What each factor means, and its part in the score. */
const FACTORS: Readonly<Record<keyof Fomo['factors'], readonly [label: string, weight: number]>> = {
  buddies: ['Buddies who go to events', 0.4],
  attendance: ['Peers at the events', 0.3],
  absence: ['Time since the last event', 0.3],
};

/** Score and factors as bars, each from 0 to 1. */
export function FomoBars({ fomo: { score, level, factors, recommendations } }: { fomo: Fomo }) {
  return (
    <Panel title="What is going on without them" note="Events, buddies and absence in one score">
      <ul className={`${classes.bars} figures`}>
        <Bar label="Score" note={formatLabel(level)} value={score} isScore />
        {Object.entries(FACTORS).map(([name, [label, weight]]) => (
          <Bar
            key={name}
            label={label}
            note={`weight ${weight * 100}%`}
            value={factors[name as keyof Fomo['factors']]}
          />
        ))}
      </ul>
      {recommendations.length > 0 && (
        <ul className={classes.recommendations}>
          {recommendations.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

interface BarProps {
  readonly label: string;
  readonly note: string;
  readonly value: number;
  readonly isScore?: boolean;
}

const Bar = ({ label, note, value, isScore }: BarProps) => (
  <li className={classes.bar} data-score={isScore}>
    <span>
      {label} <span className={classes.dimmed}>{note}</span>
    </span>
    <span className={classes.track} aria-hidden="true">
      <span style={{ width: `${value * 100}%` }} />
    </span>
    <span className={classes.value}>{value.toFixed(2)}</span>
  </li>
);
