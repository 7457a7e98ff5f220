import type { Moment } from '../../domain/moment.ts';
import type { State } from '../../store/state.ts';
import type { Model } from '../model-file.ts';
import { addModel, championOf, promoteModel } from './registry.ts';

/** Where the model file that is offered at start comes from. */
export type Origin = 'package' | 'MODEL_PATH';

/**
 * The model that scores: the champion of the target. A file that MODEL_PATH names becomes champion in every case. The
 * package's own model is the first champion; it replaces an older model of the package, or a champion that this release
 * cannot read, but never a model that was trained or chosen in this installation.
 */
export async function modelInService(
  state: State,
  offered: Model,
  origin: Origin,
  now: Moment,
): Promise<Model> {
  const champion = await championOf(state, offered.target);
  if (champion?.model.id === offered.id) return champion.model;
  const reason = whyOffered(champion?.decisions.find(({ decision }) => decision === 'promoted')?.by, origin);
  if (champion !== null && reason === null) return champion.model;
  const decided = { by: origin, at: now, reason: reason ?? '', gates: [] };
  await addModel(state, offered, decided);
  await promoteModel(state, offered.id, decided);
  return offered;
}

/** Why the offered model takes the champion's place; null where it does not. */
function whyOffered(promotedBy: string | undefined, origin: Origin): string | null {
  if (origin === 'MODEL_PATH') return 'MODEL_PATH names it.';
  if (promotedBy === undefined) return 'It is the first champion: this release brings it.';
  return promotedBy === 'package' ? 'This release brings it in place of the one before.' : null;
}
