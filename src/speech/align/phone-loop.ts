import type { AcousticModel } from '../acoustic/acoustic-model.ts';
import type { SenoneScores } from '../acoustic/senone-scores.ts';
import type { AlignedPhone } from './aligned-phone.ts';
import { speechPhones } from './goodness.ts';

/** The phones that were heard, regardless of the expected text. */
export interface PhoneLoop {
  /** In order, silences included. */
  readonly phones: readonly AlignedPhone[];
  /** Logarithm of the likelihood of each frame along the path. */
  readonly fits: Float32Array;
}

/** The penalty for starting a new phone, so that a sound is not cut into pieces. */
const NEW_PHONE = -25;

/** The best path through any phones in any order, ignoring the neighbours of each. */
export function phoneLoop(scores: SenoneScores, model: AcousticModel): PhoneLoop {
  const { definitions, transitions } = model;
  const phones = [...speechPhones(model), definitions.silence];
  const states = definitions.statesPerPhone;
  const width = phones.length * states;
  const rows = phones.flatMap((phone) => Array.from(definitions.plain(phone), scores.row));
  const places = phones.flatMap((phone) =>
    Array.from({ length: states }, (_, state) => phone * states + state),
  );
  const { stay, leave } = transitions;
  let best = new Float64Array(width).fill(-Infinity);
  let next = new Float64Array(width);
  const from = new Int16Array(scores.frames * width);
  for (let frame = 0; frame < scores.frames; frame += 1) {
    let end = -1;
    let ended = frame === 0 ? 0 : -Infinity;
    for (let at = states - 1; at < width && frame > 0; at += states) {
      const left = best[at] + leave[places[at]] + NEW_PHONE;
      if (left > ended) [ended, end] = [left, at];
    }
    for (let at = 0; at < width; at += 1) {
      const stayed = best[at] + stay[places[at]];
      const isFirst = at % states === 0;
      const moved = isFirst ? ended : best[at - 1] + leave[places[at - 1]];
      const isMoved = moved > stayed;
      next[at] = (isMoved ? moved : stayed) + rows[at][frame];
      from[frame * width + at] = isMoved ? (isFirst ? end : at - 1) : at;
    }
    [best, next] = [next, best];
  }
  let at = states - 1;
  for (let end = at; end < width; end += states) if (best[end] > best[at]) at = end;
  const found: AlignedPhone[] = [];
  const fits = new Float32Array(scores.frames);
  let to = scores.frames;
  for (let frame = scores.frames - 1; frame >= 0; frame -= 1) {
    fits[frame] = rows[at][frame];
    const origin = from[frame * width + at];
    if (frame === 0 || (at % states === 0 && origin !== at)) {
      const phone = phones[Math.floor(at / states)];
      const word = phone === definitions.silence ? -1 : 0;
      const { silence } = definitions;
      found.push({ phone, left: silence, right: silence, position: 'internal', word, from: frame, to });
      to = frame;
    }
    at = origin;
  }
  return { phones: found.reverse(), fits };
}
