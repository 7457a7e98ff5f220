import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ResponsePhases } from '../../../src/read/responses-view.ts';
import type { ResponseScope } from '../api.ts';
import { formatCount, formatQuantity } from '../format.ts';
import { Figure } from '../overview/Figure.tsx';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { responsePhasesQuery } from '../queries.ts';
import { ByPhase } from './ByPhase.tsx';
import { ByWeek } from './ByWeek.tsx';
import { Emotions, Heard } from './Heard.tsx';
import { MEASURES, type Measure, measuresShown } from './measures.ts';
import classes from './Responses.module.css';
import { ScopeFilters } from './ScopeFilters.tsx';
import { Sessions } from './Sessions.tsx';
import { Struggles } from './Struggles.tsx';
import type { ResponsesSearch } from './search.ts';

const route = getRouteApi('/p/$presentationId/responses');

/** Scores of spoken responses: by phase of learning, where learners struggle, and over time. */
export function ResponsesPage() {
  const { presentation, asOf } = useViewed();
  const { asOf: day, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (next: ResponsesSearch) =>
    void navigate({
      search: { ...next, asOf: day },
      replace: next.learner !== search.learner,
      resetScroll: false,
    });
  const cohort: ResponseScope = { presentationId: search.whose ? undefined : presentation.id, asOf };
  const scope: ResponseScope = { ...cohort, learnerId: search.learner };
  const query = useQuery(responsePhasesQuery(scope));
  return (
    <>
      <ScreenTitle
        title="Spoken responses"
        note={
          search.learner
            ? `How learner ${search.learner} speaks, phase by phase`
            : 'How learners speak, phase by phase, and where they struggle'
        }
      />
      <div className={classes.panels}>
        <ScopeFilters search={search} onChange={show} />
        <Loaded query={query} skeleton={<RowsSkeleton rows={6} />}>
          {(view) =>
            view.counts.responses === 0 ? (
              <NoResponses scope={scope} presentationId={presentation.id} />
            ) : (
              <Responses view={view} scope={scope} cohort={cohort} search={search} onChange={show} />
            )
          }
        </Loaded>
      </div>
    </>
  );
}

interface ResponsesProps {
  readonly view: ResponsePhases;
  readonly scope: ResponseScope;
  readonly cohort: ResponseScope;
  readonly search: ResponsesSearch;
  readonly onChange: (search: ResponsesSearch) => void;
}

function Responses({ view, scope, cohort, search, onChange }: ResponsesProps) {
  const isLearner = scope.learnerId !== undefined;
  const everybody = useQuery({ ...responsePhasesQuery(cohort), enabled: isLearner });
  const measures = measuresShown(view.counts);
  const measure: Measure = search.by && measures.includes(search.by) ? search.by : 'accuracy';
  return (
    <>
      <Counts counts={view.counts} />
      <div>
        <SegmentedControl
          size="sm"
          aria-label="Score shown"
          data={measures.map((value) => ({ value, label: MEASURES[value].label }))}
          value={measure}
          onChange={(by) => onChange({ ...search, by: by === 'accuracy' ? undefined : (by as Measure) })}
        />
      </div>
      <div className={classes.charts}>
        <ByPhase
          phases={view.phases}
          cohort={isLearner ? (everybody.data?.phases ?? []) : null}
          cohortName={scope.presentationId ? 'Mean of the course' : 'Mean of all courses'}
          measure={measure}
        />
        <ByWeek scope={scope} measure={measure} />
      </div>
      <Struggles scope={scope} measure={measure} />
      <Heard phases={view.phases} />
      {view.counts.withEmotion > 0 && <Emotions phases={view.phases} />}
      {isLearner && <Sessions scope={scope} />}
    </>
  );
}

function Counts({ counts }: { counts: ResponsePhases['counts'] }) {
  const { responses, learners, sessions, blank, distorted, unanalysed, withoutPhase } = counts;
  return (
    <section aria-label="Responses in numbers" className={`${classes.figures} figures`}>
      <Figure
        name="Responses"
        value={formatCount(responses)}
        note={`of ${formatQuantity(learners, 'learner')} in ${formatQuantity(sessions, 'session')}`}
      />
      <Figure
        name="Left out"
        value={formatCount(blank + distorted)}
        note={`${formatCount(blank)} blank, ${formatCount(distorted)} distorted recordings`}
      />
      <Figure
        name="Not analysed"
        value={formatCount(unanalysed)}
        note="Only the platform's accuracy counts"
      />
      <Figure
        name="Without a phase"
        value={formatCount(withoutPhase)}
        note="They count by week, not by phase"
      />
    </section>
  );
}

/** Says that there is nothing to show, and how to import recordings. */
function NoResponses({ scope, presentationId }: { scope: ResponseScope; presentationId: string }) {
  if (scope.learnerId)
    return (
      <EmptyNotice title={`Learner “${scope.learnerId}” has not spoken by the day shown`}>
        Check the id, choose a later day, or look at all courses.
      </EmptyNotice>
    );
  return (
    <EmptyNotice title="No spoken responses yet">
      <p>Import the telemetry of a speaking app, and say where its recordings are:</p>
      <p>
        <code className={classes.command}>
          rekindle responses run telemetry.jsonl.gz --from s3://bucket/recordings --presentation{' '}
          {presentationId}
        </code>
      </p>
      <p>
        The recordings are analysed on the machine that runs the command, and deleted afterwards. Responses
        after the day shown do not count.
      </p>
    </EmptyNotice>
  );
}
