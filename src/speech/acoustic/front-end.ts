import { InputError } from '../../errors.ts';

/** How sound becomes numbers: what `feat.params` sets, and Sphinx's defaults for the rest. */
export interface FrontEnd {
  readonly lowestHz: number;
  readonly highestHz: number;
  readonly filters: number;
  readonly lifter: number;
}

/** The only settings that this code supports; a model that was trained with any other is refused. */
const ONLY: Readonly<Record<string, readonly string[]>> = {
  transform: ['dct'],
  feat: ['1s_c_d_dd'],
  agc: ['none'],
  cmn: ['current', 'batch'],
  varnorm: ['no'],
  model: ['ptm'],
  svspec: ['0-12/13-25/26-38'],
};

/**
 * Reads `feat.params`.
 *
 * @throws InputError where the model needs a setting that this code does not support
 */
export function readFrontEnd(text: string): FrontEnd {
  const settings = new Map(
    text
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter((words) => words.length === 2)
      .map(([key, value]) => [key.replace(/^-/, ''), value]),
  );
  for (const [key, allowed] of Object.entries(ONLY)) {
    const value = settings.get(key);
    if (value !== undefined && !allowed.includes(value))
      throw new InputError(`feat.params: ${key} ${value} is not supported; ${allowed.join(' or ')} is.`);
  }
  const number = (key: string, fallback: number): number => Number(settings.get(key) ?? fallback);
  // Sphinx's defaults, where the file does not set a value.
  return {
    lowestHz: number('lowerf', 133.33334),
    highestHz: number('upperf', 6855.4976),
    filters: number('nfilt', 40),
    lifter: number('lifter', 0),
  };
}
