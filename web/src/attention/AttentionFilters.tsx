import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Icon } from '../page/Icon.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { overviewQuery } from '../queries.ts';
import classes from './AttentionFilters.module.css';
import { BandFilter } from './BandFilter.tsx';
import { type AttentionSearch, type Sort, shownBands, sortOf, withBands } from './filter.ts';

const SORT_NAMES: Readonly<Record<Sort, string>> = {
  attention: 'At risk, still reachable',
  probability: 'Highest risk',
  changeIn7Days: 'Largest rise in 7 days',
  daysSinceLastActivity: 'Longest without activity',
  learnerId: 'Learner id',
};

interface AttentionFiltersProps {
  readonly search: AttentionSearch;
  readonly onChange: (search: AttentionSearch) => void;
}

export function AttentionFilters({ search, onChange }: AttentionFiltersProps) {
  const { presentation, asOf } = useViewed();
  const overview = useQuery(overviewQuery(presentation.id, asOf)).data;
  const isByRules = typeof overview?.riskWithheld === 'string';
  return (
    <search className={classes.filters}>
      {!isByRules && (
        <BandFilter
          shown={shownBands(search)}
          counts={overview?.bands}
          onChange={(bands) => onChange(withBands(search, bands))}
        />
      )}
      <FindLearner
        find={search.find ?? ''}
        onFind={(find) => onChange({ ...search, find: find === '' ? undefined : find, page: undefined })}
      />
      <NativeSelect
        size="sm"
        className={classes.sort}
        aria-label="Sort by"
        value={sortOf(search).sort}
        data={Object.entries(
          isByRules ? { ...SORT_NAMES, attention: 'Most urgent, by the rules' } : SORT_NAMES,
        ).map(([value, label]) => ({ value, label }))}
        onChange={({ currentTarget }) =>
          onChange({ ...search, sort: currentTarget.value as Sort, order: undefined, page: undefined })
        }
      />
    </search>
  );
}

function FindLearner({ find, onFind }: { find: string; onFind: (find: string) => void }) {
  const [typed, setTyped] = useState(find);
  useEffect(() => setTyped(find), [find]);
  const search = useDebouncedCallback(onFind, 250);
  return (
    <TextInput
      size="sm"
      type="search"
      className={classes.find}
      aria-label="Find a learner by id"
      placeholder="Learner id"
      leftSection={<Icon name="search" />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        search(currentTarget.value.trim());
      }}
    />
  );
}
