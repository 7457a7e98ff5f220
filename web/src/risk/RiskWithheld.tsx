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
        {reason} Until that changes, nudges are decided and the list of who needs attention is ordered by the
        rules alone. Risks and bands are still shown; do not rely on them.
      </p>
      {!isModelPage && (
        <Link to="/p/$presentationId/models" params={{ presentationId: presentation.id }}>
          What is known of the model
        </Link>
      )}
    </section>
  );
}
