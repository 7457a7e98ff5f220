import { Container, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { BareHeader } from '../header/Header.tsx';
import { EmptyNotice } from '../page/EmptyNotice.tsx';
import { Loaded } from '../page/Loaded.tsx';
import { clockQuery, presentationsQuery } from '../queries.ts';
import { openingPresentation } from './opening.ts';

/** `/`: redirects to a course, or says that there is none yet. */
export function Home() {
  const presentations = useQuery(presentationsQuery);
  const clock = useQuery(clockQuery);
  return (
    <>
      <BareHeader />
      <Container component="main" size={1440} py="xl">
        <Loaded query={presentations} skeleton={<Skeleton h={320} />}>
          {(known) => (
            <Loaded query={clock} skeleton={<Skeleton h={320} />}>
              {(now) => <Opening presentation={openingPresentation(known.presentations, now)} />}
            </Loaded>
          )}
        </Loaded>
      </Container>
    </>
  );
}

function Opening({ presentation }: { presentation: PresentationView | undefined }) {
  if (presentation) {
    return <Navigate to="/p/$presentationId" params={{ presentationId: presentation.id }} replace />;
  }
  return (
    <EmptyNotice title="No course yet">
      Import one with <code>rekindle import oulad &lt;directory or zip&gt;</code>, or send activity events to{' '}
      <code>POST /v1/events</code>. The <a href="/docs">API documentation</a> shows how.
    </EmptyNotice>
  );
}
