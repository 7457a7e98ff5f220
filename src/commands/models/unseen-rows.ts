import { InputError } from '../../errors.ts';
import type { AskedRows, UnseenRows } from './target.ts';
import { TARGETS } from './targets.ts';

/**
 * The rows that judge models of rows, whatever their target.
 *
 * @throws InputError where the target is not judged by rows, or where there are no rows that none of the models has seen
 */
export async function unseenRows(asked: AskedRows): Promise<UnseenRows> {
  const [{ target }] = asked.models;
  const rowsOf = Object.hasOwn(TARGETS, target) ? TARGETS[target].unseenRows : null;
  if (rowsOf === null) throw new InputError(`${target} is not judged by rows.`);
  return rowsOf(asked);
}
