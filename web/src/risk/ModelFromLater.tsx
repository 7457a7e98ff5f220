import { useQuery } from '@tanstack/react-query';
import { formatDate } from '../format.ts';
import { clockQuery } from '../queries.ts';

interface Props {
  /** When the last thing was known that the model has learnt from. */
  readonly learntUntil: string | null;
  readonly isFromLater: boolean;
}

/** Says that the model could not have existed on the day shown; nothing where it could. */
export function ModelFromLater({ learntUntil, isFromLater }: Props) {
  const isDemonstration = useQuery(clockQuery).data?.timeMachine != null;
  if (!isFromLater || learntUntil === null) return null;
  return (
    <>
      {isDemonstration ? 'In this demonstration the' : 'The'} model is from later than the day shown: it has
      learnt until {formatDate(learntUntil)}.
    </>
  );
}
