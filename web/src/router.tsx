import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  retainSearchParams,
} from '@tanstack/react-router';
import { readAttentionSearch } from './attention/filter.ts';
import { NotFound } from './page/NotFound.tsx';
import { Home } from './presentation/Home.tsx';
import { PresentationLayout } from './presentation/PresentationLayout.tsx';
import { readResponsesSearch } from './responses/search.ts';
import { type DaySearch, parseSearch, readDaySearch, stringifySearch } from './search.ts';
import { readSettingsSearch } from './settings/search.ts';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

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
  component: lazyRouteComponent(() => import('./overview/OverviewPage.tsx'), 'OverviewPage'),
});

const attention = createRoute({
  getParentRoute: () => presentation,
  path: '/attention',
  validateSearch: readAttentionSearch,
  component: lazyRouteComponent(() => import('./attention/AttentionPage.tsx'), 'AttentionPage'),
});

const learner = createRoute({
  getParentRoute: () => presentation,
  path: '/learners/$learnerId',
  component: lazyRouteComponent(() => import('./learner/LearnerPage.tsx'), 'LearnerPage'),
});

const responses = createRoute({
  getParentRoute: () => presentation,
  path: '/responses',
  validateSearch: readResponsesSearch,
  component: lazyRouteComponent(() => import('./responses/ResponsesPage.tsx'), 'ResponsesPage'),
});

const models = createRoute({
  getParentRoute: () => presentation,
  path: '/models',
  component: lazyRouteComponent(() => import('./models/ModelsPage.tsx'), 'ModelsPage'),
});

const playground = createRoute({
  getParentRoute: () => presentation,
  path: '/playground',
  component: lazyRouteComponent(() => import('./playground/PlaygroundPage.tsx'), 'PlaygroundPage'),
});

const settings = createRoute({
  getParentRoute: () => presentation,
  path: '/settings',
  validateSearch: readSettingsSearch,
  component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
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
    scrollRestoration: true,
  });

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}
