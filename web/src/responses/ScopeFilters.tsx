import { SegmentedControl } from '@mantine/core';
import { SearchInput } from '../page/SearchInput.tsx';
import classes from './Responses.module.css';
import type { ResponsesSearch } from './search.ts';

interface ScopeFiltersProps {
  readonly search: ResponsesSearch;
  readonly onChange: (search: ResponsesSearch) => void;
}

/** Which responses are shown: of this course or all courses, of everybody or one learner. */
export function ScopeFilters({ search, onChange }: ScopeFiltersProps) {
  return (
    <search className={classes.filters}>
      <SegmentedControl
        size="sm"
        aria-label="Courses"
        value={search.whose ?? 'course'}
        data={[
          { value: 'course', label: 'This course' },
          { value: 'all', label: 'All courses' },
        ]}
        onChange={(value) => onChange({ ...search, whose: value === 'all' ? 'all' : undefined })}
      />
      <SearchInput
        className={classes.find}
        label="Learner"
        placeholder="Everybody, or a learner id"
        value={search.learner ?? ''}
        pauseMs={400}
        onSearch={(learner) => onChange({ ...search, learner: learner === '' ? undefined : learner })}
      />
    </search>
  );
}
