import type { ExplanationView } from '../../../src/api/insight-explain.ts';
import { formatPercent } from '../format.ts';
import { Facts } from '../models/Facts.tsx';
import { Panel } from '../page/Panel.tsx';

/** The models' probabilities, whether or not the rules left a free place. */
export function ModelWords({ models }: { models: ExplanationView['models'] }) {
  const said = (probability: number | null) =>
    probability === null ? 'no model' : formatPercent(probability);
  return (
    <Panel
      title="Models"
      note={`Models fill places that the rules leave free, if the probability is at least ${formatPercent(models.fromProbability)}`}
    >
      <Facts
        facts={{ 'Invite to upload a résumé': said(models.resume), 'Invite to an event': said(models.event) }}
      />
    </Panel>
  );
}
