import { Link } from '@tanstack/react-router';
import { useViewed } from '../presentation/viewed.ts';
import classes from './RiskWithheld.module.css';

interface Props {
  /** Null while the risks count; nothing is shown then. */
  readonly reason: string | null | undefined;
  /** The page about models needs no link to itself. */
  readonly isModelPage?: boolean;
}

/** Says that nobody should rely on the risks at present, and what decides instead. */
export function RiskWithheld({ reason, isModelPage = false }: Props) {
  const { presentation } = useViewed();
  if (reason === null || reason === undefined) return null;
  return (
    <section className={classes.notice} aria-label="Risks withheld" data-in-grid={isModelPage || undefined}>
      <p className={classes.title}>The model's risks are withheld</p>
      <p>
        {reason} Until that changes, the rules alone decide about nudges and order the list “Who needs
        attention”. Risks and bands are still shown; do not rely on them.
      </p>
      {!isModelPage && (
        <Link to="/p/$presentationId/models" params={{ presentationId: presentation.id }}>
          See what is known about the model
        </Link>
      )}
    </section>
  );
}
