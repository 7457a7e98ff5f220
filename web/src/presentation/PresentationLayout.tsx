import { Container, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, Outlet } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ClockView } from '../../../src/api/clock.ts';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { BareHeader, Header } from '../header/Header.tsx';
import { LiveRisk } from '../live/LiveRisk.tsx';
import { BarePage } from '../page/BarePage.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { useFocusOnArrival } from '../page/useFocusOnArrival.ts';
import { clockQuery, presentationsQuery } from '../queries.ts';
import { viewedDay } from './day.ts';
import { ViewedContext } from './viewed.ts';

const route = getRouteApi('/p/$presentationId');

/** The frame of every screen of a presentation: header with the time machine, the stream of new risks, the screen. */
export function PresentationLayout() {
  useFocusOnArrival();
  const { presentationId } = route.useParams();
  const presentations = useQuery(presentationsQuery);
  const clock = useQuery(clockQuery);
  return (
    <Loaded query={presentations} skeleton={<LayoutSkeleton />}>
      {({ presentations: known }) => (
        <Loaded query={clock} skeleton={<LayoutSkeleton />}>
          {(now) => {
            const presentation = known.find(({ id }) => id === presentationId);
            return presentation ? (
              <Framed presentation={presentation} presentations={known} clock={now} />
            ) : (
              <UnknownPresentation id={presentationId} known={known} />
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}

interface FramedProps {
  readonly presentation: PresentationView;
  readonly presentations: readonly PresentationView[];
  readonly clock: ClockView;
}

function Framed({ presentation, presentations, clock }: FramedProps) {
  const { asOf } = route.useSearch();
  const viewed = useMemo(
    () => ({ presentation, ...viewedDay(presentation, clock.now, asOf) }),
    [presentation, clock.now, asOf],
  );
  return (
    <ViewedContext value={viewed}>
      <LiveRisk key={presentation.id}>
        <a href="#content" className="skip">
          Skip to the content
        </a>
        <Header presentations={presentations} />
        <Container
          component="main"
          id="content"
          tabIndex={-1}
          size={1440}
          py="lg"
          px={{ base: 'sm', sm: 'lg' }}
        >
          <Outlet />
        </Container>
      </LiveRisk>
    </ViewedContext>
  );
}

function UnknownPresentation({ id, known }: { id: string; known: readonly PresentationView[] }) {
  return (
    <BarePage
      title={`There is no presentation “${id}”`}
      note={known.length > 0 && 'These are the ones that exist:'}
    >
      {known.map((presentation) => (
        <p key={presentation.id}>
          <Link to="/p/$presentationId" params={{ presentationId: presentation.id }}>
            {presentation.id}
          </Link>
        </p>
      ))}
    </BarePage>
  );
}

/** The page while the course is loading, with its header. */
function LayoutSkeleton() {
  return (
    <>
      <BareHeader />
      <Container size={1440} py="lg" px={{ base: 'sm', sm: 'lg' }}>
        <Skeleton h={48} mb="md" />
        <Skeleton h={120} mb="md" />
        <Skeleton h={420} />
      </Container>
    </>
  );
}
