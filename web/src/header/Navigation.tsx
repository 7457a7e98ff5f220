import { Link, useLocation } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useViewed } from '../presentation/viewed.ts';
import classes from './Navigation.module.css';

const ATTENTION = '/p/$presentationId/attention';

const SCREENS = [
  { to: '/p/$presentationId', name: 'Overview', exact: true },
  { to: ATTENTION, name: 'Who needs attention', exact: false },
  { to: '/p/$presentationId/responses', name: 'Spoken responses', exact: false },
  { to: '/p/$presentationId/models', name: 'Models', exact: false },
  { to: '/p/$presentationId/playground', name: 'Playground', exact: false },
  { to: '/p/$presentationId/settings', name: 'Thresholds and texts', exact: false },
] as const;

/** Not by scrollIntoView, which would let the keyboard start there and skip the link to the content. */
function scrollTo(box: Element, inner: Element): void {
  const [around, within] = [box.getBoundingClientRect(), inner.getBoundingClientRect()];
  box.scrollLeft += Math.max(0, within.right - around.right) - Math.max(0, around.left - within.left);
}

export function Navigation() {
  const { presentation } = useViewed();
  const { pathname } = useLocation();
  const links = useRef<HTMLElement>(null);
  const isLearner = pathname.startsWith(`/p/${encodeURIComponent(presentation.id)}/learners/`);
  // On a narrow page not all links fit: the current one is scrolled into view.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen is another current link
  useEffect(() => {
    const current = links.current?.querySelector('[aria-current]');
    if (links.current && current) scrollTo(links.current, current);
  }, [pathname]);
  return (
    <nav ref={links} aria-label="Screens" className={classes.navigation}>
      {SCREENS.map(({ to, name, exact }) => (
        <Link
          key={to}
          to={to}
          params={{ presentationId: presentation.id }}
          className={classes.link}
          activeOptions={{ exact, includeSearch: false }}
          // A learner is a page under the list of learners.
          {...(isLearner && to === ATTENTION && { 'aria-current': 'true' as const })}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
