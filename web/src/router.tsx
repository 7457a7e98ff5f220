import {
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  retainSearchParams,
} from '@tanstack/react-router';
import { readAttentionSearch } from './attention/filter.ts';
import { screen } from './page/code.ts';
import { NotFound } from './page/NotFound.tsx';
import { OutageNotice } from './page/OutageNotice.tsx';
import { ScreenError } from './page/ScreenError.tsx';
import { Home } from './presentation/Home.tsx';
import { PresentationLayout } from './presentation/PresentationLayout.tsx';
import { readResponsesSearch } from './responses/search.ts';
import { type DaySearch, parseSearch, readDaySearch, stringifySearch } from './search.ts';
import { readSettingsSearch } from './settings/search.ts';

const root = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <OutageNotice />
    </>
  ),
  notFoundComponent: NotFound,
});

const home = createRoute({ getParentRoute: () => root, path: '/', component: Home });

const presentation = createRoute({
  getParentRoute: () => root,
  path: '/p/$presentationId',
  validateSearch: readDaySearch,
  search: { middlewares: [retainSearchParams<DaySearch>(['asOf'])] },
  component: PresentationLayout,
});

const overview = createRoute({
  getParentRoute: () => presentation,
  path: '/',
  component: screen(() => import('./overview/OverviewPage.tsx'), 'OverviewPage'),
});

const attention = createRoute({
  getParentRoute: () => presentation,
  path: '/attention',
  validateSearch: readAttentionSearch,
  component: screen(() => import('./attention/AttentionPage.tsx'), 'AttentionPage'),
});

const learner = createRoute({
  getParentRoute: () => presentation,
  path: '/learners/$learnerId',
  component: screen(() => import('./learner/LearnerPage.tsx'), 'LearnerPage'),
});

const responses = createRoute({
  getParentRoute: () => presentation,
  path: '/responses',
  validateSearch: readResponsesSearch,
  component: screen(() => import('./responses/ResponsesPage.tsx'), 'ResponsesPage'),
});

const models = createRoute({
  getParentRoute: () => presentation,
  path: '/models',
  component: screen(() => import('./models/ModelsPage.tsx'), 'ModelsPage'),
});

const playground = createRoute({
  getParentRoute: () => presentation,
  path: '/playground',
  staticData: { isTimeless: true },
  component: screen(() => import('./playground/PlaygroundPage.tsx'), 'PlaygroundPage'),
});

const settings = createRoute({
  getParentRoute: () => presentation,
  path: '/settings',
  validateSearch: readSettingsSearch,
  staticData: { isTimeless: true },
  component: screen(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
});

export const createDashboardRouter = () =>
  createRouter({
    routeTree: root.addChildren([
      home,
      presentation.addChildren([overview, attention, learner, responses, models, playground, settings]),
    ]),
    parseSearch,
    stringifySearch,
    defaultPreload: 'intent',
    defaultErrorComponent: ScreenError,
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The screen shows no day, so that it needs no time machine. */
    isTimeless?: boolean;
  }
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}
