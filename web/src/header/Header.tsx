import { Container } from '@mantine/core';
import { useIsFetching } from '@tanstack/react-query';
import { useMatches } from '@tanstack/react-router';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { DayNotice } from '../presentation/DayNotice.tsx';
import { useViewed } from '../presentation/viewed.ts';
import { Brand } from './Brand.tsx';
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx';
import classes from './Header.module.css';
import { Navigation } from './Navigation.tsx';
import { PresentationPicker } from './PresentationPicker.tsx';
import { TimeMachine } from './TimeMachine.tsx';

const PADDING = { base: 'sm', sm: 'lg' };

/** The header of a course: its screens, and the day shown on those that show one. */
export function Header({ presentations }: { presentations: readonly PresentationView[] }) {
  const { presentation } = useViewed();
  const fetching = useIsFetching() > 0;
  const isTimeless = useMatches({
    select: (matches) => matches.some(({ staticData }) => staticData.isTimeless),
  });
  return (
    <header className={classes.header}>
      <Container size={1440} px={PADDING} className={classes.bar}>
        <Brand presentationId={presentation.id} />
        <PresentationPicker presentations={presentations} />
        <Navigation />
        <div className={classes.tools}>
          <a href="/docs" className={classes.docs} title="API documentation">
            API
          </a>
          <ColorSchemeToggle />
        </div>
      </Container>
      {!isTimeless && (
        <div className={classes.time}>
          <Container size={1440} px={PADDING}>
            <TimeMachine key={presentation.id} />
          </Container>
        </div>
      )}
      <DayNotice />
      <div className={classes.progress} data-active={fetching || undefined} aria-hidden="true" />
    </header>
  );
}

/** The header where no course is open: while it loads, and on pages outside a course. */
export function BareHeader() {
  return (
    <header className={classes.header}>
      <Container size={1440} px={PADDING} className={classes.bar}>
        <Brand />
        <div className={classes.tools}>
          <ColorSchemeToggle />
        </div>
      </Container>
    </header>
  );
}
