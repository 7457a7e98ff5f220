import { Button } from '@mantine/core';
import { Fragment, type ReactNode, useState } from 'react';
import { formatQuantity } from '../format.ts';

interface FirstFewProps<T> {
  readonly items: readonly T[];
  readonly count: number;
  /** Singular, for example `decision`. */
  readonly noun: string;
  readonly keyOf: (item: T) => string;
  readonly children: (item: T, index: number) => ReactNode;
}

/** The first items of a long list, and a button for all. */
export function FirstFew<T>({ items, count, noun, keyOf, children }: FirstFewProps<T>) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, count);
  return (
    <>
      {shown.map((item, index) => (
        <Fragment key={keyOf(item)}>{children(item, index)}</Fragment>
      ))}
      {items.length > shown.length && (
        <Button variant="subtle" size="xs" mt="xs" onClick={() => setAll(true)}>
          Show all {formatQuantity(items.length, noun)}
        </Button>
      )}
    </>
  );
}
