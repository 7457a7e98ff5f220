import { Container } from '@mantine/core';
import { useIsFetching } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { useViewed } from '../presentation/viewed.ts';
import { ColorSchemeToggle } from './ColorSchemeToggle.tsx';
import classes from './Header.module.css';
import { Navigation } from './Navigation.tsx';
import { PresentationPicker } from './PresentationPicker.tsx';
import { TimeMachine } from './TimeMachine.tsx';

export function Header({ presentations }: { presentations: readonly PresentationView[] }) {
  const { presentation } = useViewed();
  const fetching = useIsFetching() > 0;
  return (
    <header className={classes.header}>
      <Container size={1440} px={{ base: 'sm', sm: 'lg' }} className={classes.bar}>
        <Link
          to="/p/$presentationId"
          params={{ presentationId: presentation.id }}
          className={classes.brand}
          aria-label="Rekindle, course overview"
        >
          <img src="/flame.svg" alt="" width={24} height={24} />
          <span className={classes.name}>Rekindle</span>
        </Link>
        <PresentationPicker presentations={presentations} />
        <Navigation />
        <div className={classes.tools}>
          <a href="/docs" className={classes.docs} title="API documentation">
            API
          </a>
          <ColorSchemeToggle />
        </div>
      </Container>
      <div className={classes.time}>
        <Container size={1440} px={{ base: 'sm', sm: 'lg' }}>
          <TimeMachine key={presentation.id} />
        </Container>
      </div>
      <div className={classes.progress} data-active={fetching || undefined} aria-hidden="true" />
    </header>
  );
}
