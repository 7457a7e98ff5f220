import { Container } from '@mantine/core';
import type { ReactNode } from 'react';
import { BareHeader } from '../header/Header.tsx';
import { ScreenTitle } from './ScreenTitle.tsx';

interface BarePageProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}

/** A whole page outside a course: why there is nothing to see, and the ways on. */
export function BarePage({ title, note, children }: BarePageProps) {
  return (
    <>
      <BareHeader />
      <Container component="main" size={1440} py="xl" px={{ base: 'sm', sm: 'lg' }}>
        <ScreenTitle title={title} note={note} />
        {children}
      </Container>
    </>
  );
}
