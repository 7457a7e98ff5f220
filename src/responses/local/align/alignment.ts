import type { AcousticModel } from '../acoustic/acoustic-model.ts';
import type { WordPosition } from '../acoustic/phone-definitions.ts';
import type { SenoneScores } from '../acoustic/senone-scores.ts';
import type { SpokenWord } from './spoken-word.ts';

/** A phone where it was found in a recording. */
export interface AlignedPhone {
  /** Its number in the model. */
  readonly phone: number;
  readonly left: number;
  readonly right: number;
  readonly position: WordPosition;
  /** Which word of the text; -1 for silence. */
  readonly word: number;
  /** Frames, the end exclusive. */
  readonly from: number;
  readonly to: number;
}

/** A text laid along a recording. */
export interface Alignment {
  /** Silences among them. */
  readonly phones: readonly AlignedPhone[];
  /** Logarithm of the likelihood of the best path. */
  readonly score: number;
}

/** A phone that the path may go through, and those that may come before it. */
interface Node extends Omit<AlignedPhone, 'from' | 'to'> {
  readonly before: number[];
}

const START = -1;

/**
 * Lays the words along the frames by the best path (Viterbi 1967), with a silence where it fits between words and at
 * either end, and with the pronunciation that fits best.
 *
 * @returns null where the recording is too short for the text
 */
export function align(
  words: readonly SpokenWord[],
  scores: SenoneScores,
  model: AcousticModel,
): Alignment | null {
  const { nodes, last } = network(words, model);
  const states = model.definitions.statesPerPhone;
  const width = nodes.length * states;
  const { frames } = scores;
  if (words.length === 0 || frames === 0) return null;
  const rows = nodes.flatMap(({ left, phone, right, position }) =>
    Array.from(model.definitions.between(left, phone, right, position), scores.row),
  );
  const { stay, leave } = model.transitions;
  const best = new Float64Array(width).fill(-Infinity);
  const next = new Float64Array(width);
  const from = new Int32Array(frames * width);
  for (let frame = 0; frame < frames; frame += 1) {
    for (let at = 0; at < width; at += 1) {
      const node = nodes[Math.floor(at / states)];
      const state = at % states;
      const transition = node.phone * states + state;
      let score = frame === 0 ? -Infinity : best[at] + stay[transition];
      let origin = at;
      if (state > 0) {
        const moved = frame === 0 ? -Infinity : best[at - 1] + leave[transition - 1];
        if (moved > score) [score, origin] = [moved, at - 1];
      } else {
        for (const previous of node.before) {
          const end = previous * states + states - 1;
          const moved =
            previous === START
              ? frame === 0
                ? 0
                : -Infinity
              : frame === 0
                ? -Infinity
                : best[end] + leave[nodes[previous].phone * states + states - 1];
          if (moved > score) [score, origin] = [moved, end];
        }
      }
      next[at] = score + rows[at][frame];
      from[frame * width + at] = origin;
    }
    best.set(next);
  }
  const ends = last.map((node) => node * states + states - 1);
  const end = ends.reduce((a, b) => (best[b] > best[a] ? b : a));
  if (best[end] === -Infinity) return null;
  return { phones: pathTo(end, from, nodes, states, frames), score: best[end] };
}

/** The phones on the path that ends in a state. */
function pathTo(
  end: number,
  from: Int32Array,
  nodes: readonly Node[],
  states: number,
  frames: number,
): AlignedPhone[] {
  const width = nodes.length * states;
  const phones: AlignedPhone[] = [];
  let to = frames;
  for (let at = end, frame = frames - 1; frame >= 0; frame -= 1) {
    const origin = from[frame * width + at];
    const entered = at % states === 0 && origin !== at;
    if (entered || frame === 0) {
      const { before: _, ...node } = nodes[Math.floor(at / states)];
      phones.push({ ...node, from: frame, to });
      to = frame;
    }
    at = origin;
  }
  return phones.reverse();
}

/** The phones of all pronunciations, with silences between words that may be passed by. */
function network(
  words: readonly SpokenWord[],
  { definitions }: AcousticModel,
): { nodes: Node[]; last: number[] } {
  const nodes: Node[] = [];
  const { silence } = definitions;
  const numbers = new Map(definitions.phones.map((name, phone) => [name, phone]));
  const numberOf = (name: string | undefined): number => numbers.get(name ?? '') ?? silence;
  const addSilence = (before: number[]): number => {
    nodes.push({ phone: silence, left: silence, right: silence, position: 'internal', word: -1, before });
    return nodes.length - 1;
  };
  let ends = [START, addSilence([START])];
  words.forEach(({ pronunciations }, word) => {
    const leftOfWord = numberOf(words[word - 1]?.pronunciations[0].at(-1));
    const rightOfWord = numberOf(words[word + 1]?.pronunciations[0][0]);
    const wordEnds = pronunciations.map((names) => {
      names.forEach((name, place) => {
        nodes.push({
          phone: numberOf(name),
          left: place === 0 ? leftOfWord : numberOf(names[place - 1]),
          right: place === names.length - 1 ? rightOfWord : numberOf(names[place + 1]),
          position: positionOf(place, names.length),
          word,
          before: place === 0 ? ends : [nodes.length - 1],
        });
      });
      return nodes.length - 1;
    });
    ends = [...wordEnds, addSilence(wordEnds)];
  });
  return { nodes, last: ends };
}

function positionOf(place: number, length: number): WordPosition {
  if (length === 1) return 'single';
  if (place === 0) return 'begin';
  return place === length - 1 ? 'end' : 'internal';
}
