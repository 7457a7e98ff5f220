import { UsageError } from '../../errors.ts';

/** Which phase of learning each value of a session's progress stands for. */
export type PhaseMap = ReadonlyMap<number, string>;

/** The phases of the language-learning app: practice P1 to P8, with the showcase S1 between them and S2 after them. */
export const PHASES: PhaseMap = new Map([
  [10, 'P1'],
  [20, 'P2'],
  [30, 'P3'],
  [40, 'P4'],
  [50, 'S1'],
  [60, 'P5'],
  [70, 'P6'],
  [80, 'P7'],
  [90, 'P8'],
  [0, 'S2'],
]);

/**
 * Reads `10=P1,20=P2`.
 *
 * @throws UsageError where the text has a different form
 */
export function parsePhases(text: string): PhaseMap {
  const pairs = text.split(',').map((pair): [number, string] => {
    const [, progress, phase] = /^\s*(-?\d+(?:\.\d+)?)\s*=\s*([\w-]+)\s*$/.exec(pair) ?? [];
    if (progress === undefined || phase === undefined)
      throw new UsageError(`--phases must be like 10=P1,20=P2; ${pair.trim() || 'an empty part'} is not`);
    return [Number(progress), phase];
  });
  return new Map(pairs);
}
