import { InputError } from '../../errors.ts';

/** How much each density of its codebook counts in a senone. */
export interface MixtureWeights {
  readonly senones: number;
  /** By stream, density, senone: minus the logarithm, in steps of `STEP`. */
  readonly weights: Uint8Array;
}

/** The natural logarithm of one step: Sphinx counts in powers of 1.0001, shifted by ten bits. */
export const STEP = 1_024 * Math.log(1.0001);

/**
 * Reads `sendump`, the mixture weights, one byte each.
 *
 * @throws InputError where it holds a different number of weights than the model's other files say
 */
export function readMixtureWeights(
  bytes: Uint8Array,
  { streams, densities, senones }: { streams: number; densities: number; senones: number },
): MixtureWeights {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The header is a list of texts, each after its length; a length of 0 ends it.
  let at = 0;
  for (let length = -1; length !== 0 && at + 4 <= bytes.length; at += 4 + length)
    length = view.getInt32(at, true);
  const [rows, columns] = [view.getInt32(at, true), view.getInt32(at + 4, true)];
  const start = at + 8;
  if (rows !== densities || columns !== senones || bytes.length - start !== streams * rows * columns)
    throw new InputError(
      `sendump has ${rows} densities of ${columns} senones; the model has ${densities} of ${senones}.`,
    );
  return { senones, weights: bytes.subarray(start) };
}
