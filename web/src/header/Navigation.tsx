import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useViewed } from '../presentation/viewed.ts';
import classes from './Navigation.module.css';

export function Navigation() {
  const { presentation } = useViewed();
  const { pathname } = useLocation();
  const links = useRef<HTMLElement>(null);
  // Where there is no room for all of them, the one of the screen shown is in view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen is another current link
  useEffect(() => {
    links.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest' });
  }, [pathname]);
  const params = { presentationId: presentation.id };
  return (
    <nav ref={links} aria-label="Screens" className={classes.navigation}>
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
        to="/p/$presentationId/responses"
        params={params}
        className={classes.link}
        activeOptions={{ includeSearch: false }}
      >
        Spoken responses
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
