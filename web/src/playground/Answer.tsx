import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ApiProblem } from '../api.ts';
import { ErrorNotice } from '../page/ErrorNotice.tsx';
import { FaultList } from '../page/FaultList.tsx';
import { Panel } from '../page/Panel.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { insightQuery, isOutage } from '../queries.ts';
import { FomoBars } from './FomoBars.tsx';
import { ModelWords } from './ModelWords.tsx';
import { Nudges } from './Nudges.tsx';
import classes from './Playground.module.css';
import { RulesFired } from './RulesFired.tsx';

/** Pause after the last keystroke before the request is sent. */
const PAUSE_MS = 350;

/** The server's answer, a moment after the last change. */
export function Answer({ text, isJson }: { text: string; isJson: boolean }) {
  const [asked] = useDebouncedValue(text, PAUSE_MS);
  const query = useQuery({ ...insightQuery(asked), enabled: isJson });
  const { data, error } = query;
  const faults = error instanceof ApiProblem ? error.faults : [];
  if (error && faults.length > 0)
    return (
      <Panel title="Wrong fields">
        <div role="alert">
          The server would refuse this request:
          <FaultList faults={faults} />
        </div>
      </Panel>
    );
  if (error && !isOutage(error)) return <ErrorNotice error={error} onRetry={() => query.refetch()} />;
  if (data === undefined)
    return (
      <div aria-busy="true">
        <RowsSkeleton rows={5} />
      </div>
    );
  return (
    <div className={classes.answer} data-stale={!isJson || query.isPlaceholderData || undefined}>
      <Nudges explanation={data} />
      <FomoBars fomo={data.fomo} />
      <RulesFired explanation={data} />
      <ModelWords models={data.models} />
    </div>
  );
}
