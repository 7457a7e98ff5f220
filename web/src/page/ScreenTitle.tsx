import { type ReactNode, useEffect } from 'react';
import classes from './ScreenTitle.module.css';

interface ScreenTitleProps {
  readonly title: string;
  readonly note?: ReactNode;
  /** What stands above the title: the way back. */
  readonly above?: ReactNode;
  /** On the right of the title. */
  readonly children?: ReactNode;
}

/** The screen's name: on the page, in the browser's tab, and where the focus arrives (useFocusOnArrival). */
export function ScreenTitle({ title, note, above, children }: ScreenTitleProps) {
  useEffect(() => {
    document.title = `${title} · Rekindle`;
  }, [title]);
  return (
    <div className={classes.head}>
      <div>
        {above && <p className={classes.above}>{above}</p>}
        <h1 tabIndex={-1} className={classes.title}>
          {title}
        </h1>
        {note && <p className={classes.note}>{note}</p>}
      </div>
      {children}
    </div>
  );
}
