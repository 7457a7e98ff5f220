import type { ReactNode } from 'react';
import classes from './EmptyNotice.module.css';

/** Nothing to show, why, and where useful a way on. */
export function EmptyNotice({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className={classes.notice}>
      <p className={classes.title}>{title}</p>
      {children && <div className={classes.detail}>{children}</div>}
    </div>
  );
}
