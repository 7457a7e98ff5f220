/** A turn of speech that a reader has to decode. */
export interface Riddle {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/**
 * "who" without anybody it refers to ("for who has none"), "is told" and "told of" for what is said, passed or notified,
 * and "at hand" for what is there. A question ("Who is at risk?"), and "learners who" or "whoever", are no riddles.
 */
const RIDDLES: readonly RegExp[] = [
  /\b(?:for|of|to|with|by|as|from|than|on|leaves?|and|whether|or|that|serves|lets|all|those of) who (?!needs attention|changed what)[a-z]+/gi,
  /(?:^|[.;:] |\/\*\* |\/\/ |^ ?\* |['"`])Who (?!is about to leave|needs attention)(?:is|has|was|takes|gets|gives|asks|needs|does|never|forgets|saves|failed|wants|goes|stays)\b(?![^.]*\?)/g,
  /\b(?:is|are|was|were|be|been|being) told\b/gi,
  /\btold of\b/gi,
  /\bat hand\b/gi,
  /\bby a trifle\b|\bha(?:s|ve) no say\b|\bas they come\b/gi,
];

/** Every riddle of a text. */
export const riddlesIn = (path: string, text: string): Riddle[] =>
  text
    .split('\n')
    .flatMap((line, nth) =>
      RIDDLES.flatMap((riddle) =>
        [...line.matchAll(riddle)].map(([found]) => ({ path, line: nth + 1, text: found.trim() })),
      ),
    );
