import { z } from 'zod';

/** A part of the configuration file with exactly these keys: a misspelt key is refused, not ignored. */
export const section = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject(shape, {
    error: ({ code }) =>
      code === 'unrecognized_keys'
        ? `is not a setting; known here are ${Object.keys(shape).join(', ')}`
        : 'must be an object',
  });

/** A whole number from `least` to `most`. */
export const whole = (unit: string, least: number, most: number) => {
  const error = `must be a whole number of ${unit} from ${least} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

export const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });

/** A number from 0 to 1. */
export const share = () => {
  const error = 'must be a number from 0 to 1';
  return z.number({ error }).min(0, { error }).max(1, { error });
};

export const days = () => whole('days', 1, 365);

export const people = (who: string) => whole(who, 1, 100_000);

export const yesOrNo = () => z.boolean({ error: 'must be true or false' });
