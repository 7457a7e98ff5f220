import type { DataQualityView } from '../../../src/read/data-quality-view.ts';
import { formatCount, formatLabel, formatPercent, formatShortDate } from '../format.ts';
import { Panel } from '../page/Panel.tsx';
import { Facts } from './Facts.tsx';

/** The days on which a source sent less than usual. */
export const silentDaysOf = ({ sources }: DataQualityView) =>
  sources.flatMap(({ source, silentDays }) => silentDays.map((day) => ({ source, ...day })));

/** Whether the data is as usual: a model is no better than its data. */
export function DataQuality({ quality }: { quality: DataQualityView }) {
  const { sources, impossible, lastImport } = quality;
  const silent = silentDaysOf(quality);
  return (
    <Panel
      title="Data"
      note={`Activity from ${formatShortDate(quality.from)} to ${formatShortDate(quality.to)}, and the last import`}
    >
      <Facts
        facts={{
          ...Object.fromEntries(
            sources.map(({ source, events, duplicateShare }) => [
              `Source ${source}`,
              `${formatCount(events)} events, ${formatPercent(duplicateShare)} repeated`,
            ]),
          ),
          ...Object.fromEntries(
            impossible.map(({ kind, events, learners }) => [
              formatLabel(kind),
              `${formatCount(events)} events of ${formatCount(learners)} learners`,
            ]),
          ),
          'Silent days': silent.length === 0 ? 'none in four weeks' : formatCount(silent.length),
          'Last import':
            lastImport === null
              ? 'none'
              : `${formatCount(lastImport.rows)} rows of ${lastImport.source}, ${formatCount(lastImport.refused)} refused`,
        }}
      />
    </Panel>
  );
}
