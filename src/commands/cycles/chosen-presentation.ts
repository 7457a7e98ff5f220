import { type Presentation, presentationId } from '../../domain/presentation.ts';
import { NotFoundError } from '../../errors.ts';
import { allPresentations } from '../../store/presentations.ts';
import type { State } from '../../store/state.ts';

/** The presentation with this id, or the latest one where the user names none. */
export async function chosenPresentation(state: State, id: string | undefined): Promise<Presentation> {
  const all = await allPresentations(state);
  const found = id === undefined ? all.at(-1) : all.find((one) => one.id === presentationId(id));
  if (found === undefined)
    throw new NotFoundError(
      id === undefined
        ? 'There is no presentation yet. Import one: rekindle import oulad <path>'
        : `There is no presentation ${id}; there are ${all.map((one) => one.id).join(', ') || 'none'}.`,
    );
  return found;
}
