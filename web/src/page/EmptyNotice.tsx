import type { ReactNode } from 'react';
import classes from './EmptyNotice.module.css';

/** Says that there is nothing to show and why, and, where useful, what to do. */
export function EmptyNotice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.notice}>
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.detail}>{children}</div>}
    </div>
  );
}
