import { SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Icon } from '../page/Icon.tsx';
import classes from './Responses.module.css';
import type { ResponsesSearch } from './search.ts';

interface ScopeFiltersProps {
  readonly search: ResponsesSearch;
  readonly onChange: (search: ResponsesSearch) => void;
}

/** Which responses are shown: of this course or all courses, of everybody or one learner. */
export function ScopeFilters({ search, onChange }: ScopeFiltersProps) {
  const [typed, setTyped] = useState(search.learner ?? '');
  useEffect(() => setTyped(search.learner ?? ''), [search.learner]);
  const find = useDebouncedCallback(
    (learner: string) => onChange({ ...search, learner: learner === '' ? undefined : learner }),
    400,
  );
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
      <TextInput
        size="sm"
        type="search"
        className={classes.find}
        aria-label="Learner"
        placeholder="Everybody, or a learner id"
        leftSection={<Icon name="search" />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          find(currentTarget.value.trim());
        }}
      />
    </search>
  );
}
