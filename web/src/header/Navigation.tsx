import { Link } from '@tanstack/react-router';
import { useViewed } from '../presentation/viewed.ts';
import classes from './Navigation.module.css';

export function Navigation() {
  const { presentation } = useViewed();
  const params = { presentationId: presentation.id };
  return (
    <nav aria-label="Screens" className={classes.navigation}>
      <Link
        to="/p/$presentationId"
        params={params}
        className={classes.link}
        activeOptions={{ exact: true, includeSearch: false }}
      >
        Overview
      </Link>
      <Link
        to="/p/$presentationId/attention"
        params={params}
        className={classes.link}
        activeOptions={{ includeSearch: false }}
      >
        Who needs attention
      </Link>
      <Link
        to="/p/$presentationId/models"
        params={params}
        className={classes.link}
        activeOptions={{ includeSearch: false }}
      >
        Models
      </Link>
      <Link
        to="/p/$presentationId/playground"
        params={params}
        className={classes.link}
        activeOptions={{ includeSearch: false }}
      >
        Playground
      </Link>
      <Link
        to="/p/$presentationId/settings"
        params={params}
        className={classes.link}
        activeOptions={{ includeSearch: false }}
      >
        Thresholds and texts
      </Link>
    </nav>
  );
}
