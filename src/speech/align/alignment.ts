import type { AcousticModel } from '../acoustic/acoustic-model.ts';
import type { SenoneScores } from '../acoustic/senone-scores.ts';
import type { AlignedPhone } from './aligned-phone.ts';
import type { SpokenWord } from './spoken-word.ts';
import { START, type WordNode, wordNetwork } from './word-network.ts';

/** A text laid along a recording. */
export interface Alignment {
  /** In order, silences included. */
  readonly phones: readonly AlignedPhone[];
  /** Logarithm of the likelihood of the best path. */
  readonly score: number;
}

/**
 * How a state was reached: it continued, it followed the previous state of its phone, or (ENTERED and above) it
 * followed one of the phones before.
 */
const STAYED = 0;
const MOVED = 1;
const ENTERED = 2;

/** The most states times frames that we allow memory for: about ten minutes of continuous reading. */
const MOST_CELLS = 300e6;

/**
 * Lays the words along the frames by the best path (Viterbi 1967), with the best pronunciation of each word, and with a
 * silence between words or at either end where that fits better.
 *
 * @returns null where the recording is too short for the text, or both are too long to be held in memory
 */
export function align(
  words: readonly SpokenWord[],
  scores: SenoneScores,
  model: AcousticModel,
): Alignment | null {
  const { nodes, last } = wordNetwork(words, model);
  const states = model.definitions.statesPerPhone;
  const width = nodes.length * states;
  const { frames } = scores;
  if (words.length === 0 || frames === 0 || frames * width > MOST_CELLS) return null;
  const rows = nodes.flatMap(({ left, phone, right, position }) =>
    Array.from(model.definitions.between(left, phone, right, position), scores.row),
  );
  const { stay, leave } = model.transitions;
  const ends = (node: number): number => node * states + states - 1;
  let best = new Float64Array(width).fill(-Infinity);
  let next = new Float64Array(width);
  const ways = new Uint8Array(frames * width);
  nodes.forEach(({ before }, node) => {
    if (before.includes(START)) best[node * states] = rows[node * states][0];
  });
  for (let frame = 1; frame < frames; frame += 1) {
    for (let node = 0; node < nodes.length; node += 1) {
      const { phone, before } = nodes[node];
      for (let state = 0; state < states; state += 1) {
        const at = node * states + state;
        let score = best[at] + stay[phone * states + state];
        let way = STAYED;
        if (state > 0) {
          const moved = best[at - 1] + leave[phone * states + state - 1];
          if (moved > score) [score, way] = [moved, MOVED];
        }
        for (let nth = 0; state === 0 && nth < before.length; nth += 1) {
          if (before[nth] === START) continue;
          const entered = best[ends(before[nth])] + leave[ends(nodes[before[nth]].phone)];
          if (entered > score) [score, way] = [entered, ENTERED + nth];
        }
        next[at] = score + rows[at][frame];
        ways[frame * width + at] = way;
      }
    }
    [best, next] = [next, best];
  }
  const end = last.map(ends).reduce((a, b) => (best[b] > best[a] ? b : a));
  if (best[end] === -Infinity) return null;
  return { phones: pathTo(end, ways, nodes, states, frames), score: best[end] };
}

/** The phones on the path that ends in a state. */
function pathTo(
  end: number,
  ways: Uint8Array,
  nodes: readonly WordNode[],
  states: number,
  frames: number,
): AlignedPhone[] {
  const width = nodes.length * states;
  const phones: AlignedPhone[] = [];
  let to = frames;
  let at = end;
  for (let frame = frames - 1; frame >= 0; frame -= 1) {
    const { before, ...phone } = nodes[Math.floor(at / states)];
    const way = ways[frame * width + at];
    if (way >= ENTERED || frame === 0) {
      phones.push({ ...phone, from: frame, to });
      to = frame;
    }
    if (way === MOVED) at -= 1;
    else if (way >= ENTERED) at = before[way - ENTERED] * states + states - 1;
  }
  return phones.reverse();
}
