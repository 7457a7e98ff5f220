import { Link } from '@tanstack/react-router';
import { useViewed } from '../presentation/viewed.ts';
import classes from './RiskWithheld.module.css';

interface Props {
  /** Null where the risks count: then nothing is shown. */
  readonly reason: string | null | undefined;
  /** On the page that it would lead to, the way there is left out. */
  readonly isModelPage?: boolean;
}

/** Says plainly that the risks are not believed at present, and by what is decided instead. */
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
