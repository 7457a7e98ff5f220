import type { AcousticModel } from '../acoustic/acoustic-model.ts';
import type { WordPosition } from '../acoustic/phone-definitions.ts';
import type { AlignedPhone } from './aligned-phone.ts';
import type { SpokenWord } from './spoken-word.ts';

/** A phone that the path may go through, and those that may come before it. */
export interface WordNode extends Omit<AlignedPhone, 'from' | 'to'> {
  readonly before: number[];
}

/** Stands for the start: the predecessor of the phones that may come first. */
export const START = -1;

/** The phones of all pronunciations, with optional silences between the words. */
export function wordNetwork(
  words: readonly SpokenWord[],
  { definitions }: AcousticModel,
): { nodes: WordNode[]; last: number[] } {
  const nodes: WordNode[] = [];
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
