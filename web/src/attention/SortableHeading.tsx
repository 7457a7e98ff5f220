import type { AttentionSort } from '../../../src/read/attention-order.ts';
import { Icon } from '../page/Icon.tsx';
import classes from './SortableHeading.module.css';
import type { Sorting } from './sorting.ts';

interface Choice {
  readonly name: string;
  readonly sort: AttentionSort;
}

interface SortableHeadingProps extends Choice {
  readonly sorting?: Sorting | undefined;
  /** Another order that the same column offers. */
  readonly second?: Choice;
  readonly className?: string | undefined;
}

/** A column heading. A click sorts by the column, a second click reverses the order. */
export function SortableHeading({ name, sort, sorting, second, className }: SortableHeadingProps) {
  if (!sorting) {
    return (
      <th scope="col" className={className}>
        {name}
      </th>
    );
  }
  const choices = second ? [{ name, sort }, second] : [{ name, sort }];
  const active = choices.find((choice) => choice.sort === sorting.sort);
  const direction = sorting.order === 'asc' ? 'ascending' : 'descending';
  return (
    <th scope="col" className={className} aria-sort={active ? direction : 'none'}>
      <span className={classes.choices}>
        {choices.map((choice) => (
          <button
            key={choice.sort}
            type="button"
            className={classes.sort}
            data-active={choice === active || undefined}
            aria-label={`Sort by ${choice.name.toLowerCase()}`}
            onClick={() => sorting.onSort(choice.sort)}
          >
            {choice.name}
            <span className={classes.arrow}>
              <Icon name={choice === active && sorting.order === 'asc' ? 'up' : 'down'} size={12} />
            </span>
          </button>
        ))}
      </span>
    </th>
  );
}
