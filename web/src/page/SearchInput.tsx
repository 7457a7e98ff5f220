import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { Icon } from './Icon.tsx';

interface SearchInputProps {
  readonly label: string;
  readonly placeholder: string;
  /** What is searched for now; empty for nothing. */
  readonly value: string;
  /** How long after the last keystroke the search begins. */
  readonly pauseMs: number;
  readonly className: string | undefined;
  readonly onSearch: (value: string) => void;
}

/** A field to search by: the search follows once the typing rests. */
export function SearchInput({ label, placeholder, value, pauseMs, className, onSearch }: SearchInputProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const search = useDebouncedCallback(onSearch, pauseMs);
  return (
    <TextInput
      size="sm"
      type="search"
      className={className}
      aria-label={label}
      placeholder={placeholder}
      leftSection={<Icon name="search" />}
      value={typed}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value);
        search(currentTarget.value.trim());
      }}
    />
  );
}
