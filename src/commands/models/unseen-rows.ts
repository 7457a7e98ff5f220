import { InputError } from '../../errors.ts';
import type { AskedRows, UnseenRows } from './target.ts';
import { TARGETS } from './targets.ts';

/**
 * What judges models of rows, whatever their target.
 *
 * @throws InputError where the target is not judged by rows, and where the models have nothing unseen in common
 */
export async function unseenRows(asked: AskedRows): Promise<UnseenRows> {
  const [{ target }] = asked.models;
  const rowsOf = Object.hasOwn(TARGETS, target) ? TARGETS[target].unseenRows : null;
  if (rowsOf === null) throw new InputError(`${target} is not judged by rows.`);
  return rowsOf(asked);
}
