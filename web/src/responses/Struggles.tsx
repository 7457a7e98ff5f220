import { useQuery } from '@tanstack/react-query';
import type { ResponseStruggles } from '../../../src/read/responses-view.ts';
import type { ResponseScope } from '../api.ts';
import { DataTable } from '../chart/DataTable.tsx';
import { formatCount, formatNumber, formatQuantity } from '../format.ts';
import { Loaded } from '../page/Loaded.tsx';
import { Panel } from '../page/Panel.tsx';
import { RowsSkeleton } from '../page/RowsSkeleton.tsx';
import { responseStrugglesQuery } from '../queries.ts';
import { formatInterval } from './interval.ts';
import { MEASURES, type Measure } from './measures.ts';
import { NothingMeasured } from './NothingMeasured.tsx';
import classes from './Responses.module.css';

type Place = ResponseStruggles['places'][number];

/** Phases of milestones with the lowest scores; first those that chance does not explain. */
export function Struggles({ scope, measure }: { scope: ResponseScope; measure: Measure }) {
  const query = useQuery(responseStrugglesQuery(scope, measure));
  const { label } = MEASURES[measure];
  return (
    <Panel
      title={scope.learnerId ? 'Where this learner struggles' : 'Where learners struggle'}
      note={`Lowest ${label.toLowerCase()} first; phases clearly below the mean come before the others`}
    >
      <Loaded query={query} skeleton={<RowsSkeleton rows={3} />}>
        {({ places, overall, unit }) =>
          overall === null || places.length === 0 ? (
            <NothingMeasured />
          ) : (
            <>
              <p className={classes.remark}>
                {belowCount(places)} of {formatQuantity(places.length, 'phase')} clearly below the mean of{' '}
                {formatNumber(overall.mean)}, which means that the whole 95% interval lies below it. Chance
                alone would mark one phase in forty.{' '}
                {unit === 'learner' ? 'Each learner counts once.' : 'Each response counts.'}
              </p>
              <DataTable
                caption={`Phases by ${label.toLowerCase()}, lowest first`}
                maxHeightPx={300}
                columns={[
                  'Phase',
                  'Against the mean',
                  'Mean and 95% interval',
                  'Responses',
                  ...(scope.learnerId ? [] : ['Learners']),
                ]}
                rows={places.map((place) => ({
                  id: placeName(place),
                  name: placeName(place),
                  cells: [
                    <Verdict key="verdict" place={place} overall={overall.mean} />,
                    formatInterval(place),
                    formatCount(place.responses),
                    ...(scope.learnerId ? [] : [formatCount(place.learners)]),
                  ],
                }))}
              />
            </>
          )
        }
      </Loaded>
    </Panel>
  );
}

const belowCount = (places: readonly Place[]): string =>
  formatCount(places.filter(({ isBelowOverall }) => isBelowOverall).length);

const placeName = ({ milestone, phase }: Place): string =>
  milestone === null ? phase : `${phase} of ${milestone}`;

function Verdict({ place, overall }: { place: Place; overall: number }) {
  if (place.isBelowOverall) return <strong className={classes.below}>▼ below</strong>;
  if (place.low === null) return 'too few to tell';
  return place.low > overall ? 'above' : 'no clear difference';
}
