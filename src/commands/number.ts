import { UsageError } from '../errors.ts';

/** Reads the number given to an option. */
export function numberOf(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= low && value <= high))
    throw new UsageError(`${option} must be a number from ${low} to ${high}, not ${text}`);
  return value;
}
