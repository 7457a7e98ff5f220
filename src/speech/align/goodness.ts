import type { AcousticModel } from '../acoustic/acoustic-model.ts';
import type { SenoneScores } from '../acoustic/senone-scores.ts';
import type { AlignedPhone } from './aligned-phone.ts';

/** How well a phone was said, compared with all other phones in its place. */
export interface Goodness {
  readonly phone: AlignedPhone;
  /** Mean logarithm of a frame's likelihood as the expected phone. */
  readonly fit: number;
  /** How far it fits worse (below 0) or better (above 0) than the best other phone, per frame. */
  readonly margin: number;
  /** Logarithm of the expected phone's share of all phones' likelihoods, from -Infinity to 0. */
  readonly posterior: number;
  /** How many other phones fit better. */
  readonly betterOnes: number;
  /** The phone that fits best. */
  readonly heard: number;
}

/**
 * The goodness of pronunciation (Witt and Young 2000, "Phone-level pronunciation scoring and assessment for interactive
 * language learning"): each phone of an alignment against every other phone between the same neighbours.
 */
export function goodnessOf(
  phones: readonly AlignedPhone[],
  scores: SenoneScores,
  model: AcousticModel,
): Goodness[] {
  const rivals = speechPhones(model);
  return phones
    .filter(({ word }) => word >= 0)
    .map((phone) => {
      const fits = rivals.map((rival) => fitOf({ ...phone, phone: rival }, scores, model));
      const own = rivals.indexOf(phone.phone);
      const fit = fits[own];
      const best = fits.reduce((a, b, nth) => (nth === own ? a : Math.max(a, b)), -Infinity);
      const top = Math.max(fit, best);
      const sum = fits.reduce((total, other) => total + Math.exp(other - top), 0);
      return {
        phone,
        fit,
        margin: fit - best,
        posterior: fit - top - Math.log(sum),
        betterOnes: fits.filter((other) => other > fit).length,
        heard: rivals[fits.indexOf(top)],
      };
    });
}

/** The phones that are speech: neither silence nor noise. */
export const speechPhones = ({ definitions }: AcousticModel): number[] =>
  [...definitions.phones.keys()].filter(
    (phone) => phone !== definitions.silence && !definitions.phones[phone].startsWith('+'),
  );

/** The score of the best path through the states of one phone over its frames, per frame. */
function fitOf(
  { left, phone, right, position, from, to }: AlignedPhone,
  scores: SenoneScores,
  { definitions, transitions }: AcousticModel,
): number {
  const senones = definitions.between(left, phone, right, position);
  const rows = Array.from(senones, (senone) => scores.piece(senone, from, to));
  const states = senones.length;
  const best = new Float64Array(states).fill(-Infinity);
  best[0] = rows[0][0];
  for (let frame = 1; frame < to - from; frame += 1) {
    for (let state = states - 1; state >= 0; state -= 1) {
      const at = phone * states + state;
      const stayed = best[state] + transitions.stay[at];
      const moved = state > 0 ? best[state - 1] + transitions.leave[at - 1] : -Infinity;
      best[state] = Math.max(stayed, moved) + rows[state][frame];
    }
  }
  return best[states - 1] / (to - from);
}
