import type { ReactNode } from 'react';
import { DataTable } from '../chart/DataTable.tsx';
import { formatCount, formatLabel, formatPercent } from '../format.ts';
import { Panel } from '../page/Panel.tsx';
import type { Phases } from './phaseOption.ts';
import classes from './Responses.module.css';

const PRONUNCIATIONS = ['good', 'average', 'poor'];
const STATES = ['engaged', 'neutral', 'disengaged'];
const EMOTIONS = ['happiness', 'calmness', 'sadness', 'fear', 'anger'];

const cells = (counts: Readonly<Record<string, number>>, names: readonly string[]): ReactNode[] =>
  names.map((name) => formatCount(counts[name] ?? 0));

/** Responses whose pronunciation an analyser of one's own put into words of its own. */
const otherWords = (counts: Readonly<Record<string, number>>): number =>
  Object.entries(counts).reduce(
    (sum, [name, count]) => (PRONUNCIATIONS.includes(name) ? sum : sum + count),
    0,
  );

/** How many responses of each phase got which finding, and how many recordings are left out. */
export function Heard({ phases }: { phases: Phases }) {
  const hasOther = phases.some(({ pronunciations }) => otherWords(pronunciations) > 0);
  return (
    <Panel
      title="What was heard"
      note="Responses by phase. Blank and distorted recordings do not count in the means"
    >
      <DataTable
        caption="What was heard in each phase"
        maxHeightPx={360}
        columns={[
          'Phase',
          ...PRONUNCIATIONS.map((name) => `Pronunciation ${name}`),
          ...(hasOther ? ['Pronunciation, other words'] : []),
          ...STATES.map(formatLabel),
          'Blank',
          'Distorted',
        ]}
        rows={phases.map(({ phase, pronunciations, engagementStates, excluded }) => ({
          id: phase,
          name: phase,
          cells: [
            ...cells(pronunciations, PRONUNCIATIONS),
            ...(hasOther ? [formatCount(otherWords(pronunciations))] : []),
            ...cells(engagementStates, STATES),
            formatCount(excluded.blank),
            formatCount(excluded.distorted),
          ],
        }))}
      />
    </Panel>
  );
}

/** Emotions by phase, for learners who agreed, with a warning of how often they are wrong. */
export function Emotions({ phases }: { phases: Phases }) {
  return (
    <Panel title="Emotions" note="Shown only for learners who agreed to it">
      <p className={classes.remark}>
        Emotions heard in a voice are often wrong. With five emotions to choose from, guessing alone is right
        in 20% of cases; the last column says how often these are right. Talk with the learner before you draw
        a conclusion.
      </p>
      <DataTable
        caption="Emotions heard in each phase"
        maxHeightPx={360}
        columns={['Phase', ...EMOTIONS.map(formatLabel), 'Right in about']}
        rows={phases.map(({ phase, emotions, emotionConfidence }) => ({
          id: phase,
          name: phase,
          cells: [
            ...cells(emotions, EMOTIONS),
            emotionConfidence === null ? 'unknown' : formatPercent(emotionConfidence),
          ],
        }))}
      />
    </Panel>
  );
}
