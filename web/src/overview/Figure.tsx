import { VisuallyHidden } from '@mantine/core';
import classes from './Figure.module.css';

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly aside?: string | undefined;
  readonly note: string;
}

/** One number with its name and a note that puts it in relation. */
export function Figure({ name, value, aside, note }: FigureProps) {
  return (
    <dl className={classes.figure}>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.value}>
        {value}
        {aside && (
          <>
            <VisuallyHidden>, </VisuallyHidden>
            <span className={classes.aside}>{aside}</span>
          </>
        )}
      </dd>
      <dd className={classes.note}>{note}</dd>
    </dl>
  );
}
