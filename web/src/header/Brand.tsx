import { Link } from '@tanstack/react-router';
import classes from './Brand.module.css';

/** The logo with the name, which lead to the course, or to the start page where no course is open. */
export function Brand({ presentationId }: { presentationId?: string }) {
  const content = (
    <>
      <img src="/flame.svg" alt="" width={24} height={24} />
      <span className={classes.name}>Rekindle</span>
    </>
  );
  return presentationId === undefined ? (
    <Link to="/" className={classes.brand} aria-label="Rekindle, start page">
      {content}
    </Link>
  ) : (
    <Link
      to="/p/$presentationId"
      params={{ presentationId }}
      className={classes.brand}
      data-beside-links
      aria-label="Rekindle, course overview"
    >
      {content}
    </Link>
  );
}
