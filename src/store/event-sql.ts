import { ACTIVE_VERBS } from '../domain/activity-event.ts';
import { LIFE_VERBS } from '../domain/life.ts';

/** Whether an event makes its learner active: a condition over the column `verb`. */
export const IS_ACTIVE = `verb in (${ACTIVE_VERBS.map((verb) => `'${verb}'`).join(', ')})`;

/** Whether an event belongs to the life of an enrolment: a condition over the column `verb`. */
export const IS_LIFE = `verb in (${LIFE_VERBS.map((verb) => `'${verb}'`).join(', ')})`;

/** What `lifeAsOf` reads: aggregates over the events of one enrolment, with the columns `verb` and `at` (Int64). */
export const LIFE_TIMES = LIFE_VERBS.map(
  (verb) => `groupArrayIf(at, verb = '${verb}') as ${verb}_times`,
).join(', ');

/**
 * Where an enrolment stands as of a moment and since when, by the rules of `lifeOf` (src/domain/life.ts): a tuple with
 * `state`, empty where the learner had not registered by then, and `since`, 0 there. It reads the columns of
 * `LIFE_TIMES`. `entered` are the registrations that count, `left` the withdrawals that count.
 *
 * @param moment an expression of the type of the times; only what lies before it counts
 */
export function lifeAsOf(moment: string): string {
  const before = (times: string) => `[arrayFilter(t -> t < ${moment}, ${times})]`;
  const without = (times: string, others: readonly string[]) =>
    `[arrayFilter(t -> ${others.map((other) => `not has(${other}, t)`).join(' and ')}, ${times})]`;
  const firstAfter = (times: string, time: string) => `arrayMin(arrayFilter(t -> t > ${time}, ${times}))`;
  const state = `multiIf(
    empty(r), ('', toInt64(0)),
    notEmpty(ended) and arrayMax(ended) > arrayMax(entered), ('finished', ${firstAfter('ended', 'arrayMax(entered)')}),
    empty(entered), ('withdrawn', arrayMin(r)),
    arrayMax(left) > arrayMax(entered), ('withdrawn', ${firstAfter('left', 'arrayMax(entered)')}),
    ('registered', ${firstAfter('entered', 'greatest(arrayMax(left), arrayMax(ended))')}))`;
  const ofTimes = `arrayMap((entered, left, ended) -> ${state},
    ${without('r', ['w', 'f'])}, ${without('w', ['r', 'f'])}, [arrayFilter(t -> t >= arrayMin(r), f)])[1]`;
  return `arrayMap((r, w, f) -> ${ofTimes},
    ${LIFE_VERBS.map((verb) => before(`${verb}_times`)).join(', ')})[1]::Tuple(state String, since Int64)`;
}
