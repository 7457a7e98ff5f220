import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AttentionSort, Suggested } from '../../../src/read/attention-order.ts';
import { SearchInput } from '../page/SearchInput.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { overviewQuery } from '../queries.ts';
import classes from './AttentionFilters.module.css';
import { BandFilter } from './BandFilter.tsx';
import { type AttentionSearch, shownBands, sortOf, withBands } from './filter.ts';

const SORT_NAMES: Readonly<Record<AttentionSort, string>> = {
  attention: 'At risk, still reachable',
  probability: 'Highest risk',
  changeIn7Days: 'Largest rise in 7 days',
  daysSinceLastActivity: 'Longest without activity',
  learnerId: 'Learner id',
};

const SUGGESTED_NAMES: Readonly<Record<Suggested, string>> = {
  any: 'With or without a suggestion',
  coach_new: 'For you, new',
  coach: 'For you',
  learner: 'To the learner',
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
      <SearchInput
        className={classes.find}
        label="Find a learner by id"
        placeholder="Learner id"
        value={search.find ?? ''}
        pauseMs={250}
        onSearch={(find) => onChange({ ...search, find: find === '' ? undefined : find, page: undefined })}
      />
      <NativeSelect
        size="sm"
        className={classes.suggested}
        aria-label="Suggestions shown"
        value={search.suggested ?? 'any'}
        data={Object.entries(SUGGESTED_NAMES).map(([value, label]) => ({ value, label }))}
        onChange={({ currentTarget }) =>
          onChange({
            ...search,
            suggested: currentTarget.value === 'any' ? undefined : (currentTarget.value as Suggested),
            page: undefined,
          })
        }
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
          onChange({
            ...search,
            sort: currentTarget.value as AttentionSort,
            order: undefined,
            page: undefined,
          })
        }
      />
    </search>
  );
}
