import { type Moment, moment } from '../../domain/moment.ts';
import { InputError, NotFoundError } from '../../errors.ts';
import type { State, StateTables } from '../../store/state.ts';
import { type Model, parseModelFile, serialiseModelFile } from '../model-file.ts';
import type { GateVerdict } from './promotion.ts';

export type ModelStatus = StateTables['model']['status'];

/** Who decided something about a model, when and why. */
export interface Decided {
  readonly by: string;
  readonly at: Moment;
  readonly reason: string;
  readonly gates: readonly GateVerdict[];
}

/** One entry of a model's history. */
export interface ModelDecision extends Decided {
  readonly decision: StateTables['model_decision']['decision'];
}

/** A model of the registry, with all that was decided about it, newest first. */
export interface RegisteredModel {
  readonly status: ModelStatus;
  readonly addedAt: Moment;
  readonly model: Model;
  readonly decisions: readonly ModelDecision[];
}

/** A model that this release cannot read any more, and why. */
export interface UnreadableModel extends Omit<RegisteredModel, 'model'> {
  readonly id: string;
  readonly target: string;
  readonly problem: string;
}

/** Puts a model into the registry as a candidate. One that is there stays as it is. */
export async function addModel(state: State, model: Model, decided: Decided): Promise<void> {
  await state.transaction().execute(async (transaction) => {
    const added = await transaction
      .insertInto('model')
      .values({
        id: model.id,
        target: model.target,
        status: 'candidate',
        file: serialiseModelFile(model),
        added_at: new Date(decided.at),
      })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (added !== undefined) await writeDown(transaction, model.id, 'added', decided);
  });
}

/**
 * Makes a model the champion of its target; the one before it is retired.
 *
 * @throws NotFoundError where there is no such model
 */
export async function promoteModel(state: State, id: string, decided: Decided): Promise<void> {
  await state.transaction().execute(async (transaction) => {
    const { target } = await rowOf(transaction, id);
    const before = await transaction
      .updateTable('model')
      .set({ status: 'retired' })
      .where('target', '=', target)
      .where('status', '=', 'champion')
      .where('id', '!=', id)
      .returning('id')
      .execute();
    for (const retired of before)
      await writeDown(transaction, retired.id, 'retired', {
        ...decided,
        reason: `${id} took its place.`,
        gates: [],
      });
    await transaction.updateTable('model').set({ status: 'champion' }).where('id', '=', id).execute();
    await writeDown(transaction, id, 'promoted', decided);
  });
}

/** Notes that a candidate was judged and stays a candidate. */
export const keepCandidate = (state: State, id: string, decided: Decided): Promise<void> =>
  writeDown(state, id, 'kept', decided);

/**
 * Takes a candidate out of the running.
 *
 * @throws InputError for a champion, which only another one can replace
 */
export async function retireModel(state: State, id: string, decided: Decided): Promise<void> {
  await state.transaction().execute(async (transaction) => {
    const { status } = await rowOf(transaction, id);
    if (status === 'champion')
      throw new InputError(`Model ${id} is the champion. Promote another one in its place.`);
    await transaction.updateTable('model').set({ status: 'retired' }).where('id', '=', id).execute();
    await writeDown(transaction, id, 'retired', decided);
  });
}

/** All models of the registry, the champions first, then by age, newest first. */
export async function registeredModels(state: State): Promise<(RegisteredModel | UnreadableModel)[]> {
  const rows = await state
    .selectFrom('model')
    .selectAll()
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .execute();
  const decisions = await state.selectFrom('model_decision').selectAll().orderBy('id', 'desc').execute();
  return rows
    .map((row) => ({
      status: row.status,
      addedAt: moment(row.added_at.getTime()),
      decisions: decisions.filter(({ model_id }) => model_id === row.id).map(decisionOf),
      ...readable(row),
    }))
    .sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
}

/** The champion of a target; null where there is none, or where this release cannot read it. */
export async function championOf(state: State, target: string): Promise<RegisteredModel | null> {
  const champion = (await registeredModels(state)).find(
    (one) => one.status === 'champion' && 'model' in one && one.model.target === target,
  );
  return champion !== undefined && 'model' in champion ? champion : null;
}

/**
 * One model of the registry.
 *
 * @throws NotFoundError where there is none
 * @throws InputError where this release cannot read it
 */
export async function registeredModel(state: State, id: string): Promise<RegisteredModel> {
  const found = (await registeredModels(state)).find((one) => idOf(one) === id);
  if (found === undefined) throw new NotFoundError(`There is no model ${id}.`);
  if ('problem' in found) throw new InputError(found.problem);
  return found;
}

export const idOf = (one: RegisteredModel | UnreadableModel): string =>
  'model' in one ? one.model.id : one.id;

const ORDER: readonly ModelStatus[] = ['champion', 'candidate', 'retired'];

function readable({ id, target, file }: { id: string; target: string; file: string }) {
  try {
    return { model: parseModelFile(file, `model ${id}`) };
  } catch (error) {
    if (error instanceof InputError) return { id, target, problem: error.message };
    throw error;
  }
}

const decisionOf = (row: {
  decision: ModelDecision['decision'];
  decided_at: Date;
  decided_by: string;
  reason: string;
  gates: unknown;
}): ModelDecision => ({
  decision: row.decision,
  by: row.decided_by,
  at: moment(row.decided_at.getTime()),
  reason: row.reason,
  gates: row.gates as GateVerdict[],
});

async function rowOf(state: State, id: string): Promise<{ target: string; status: ModelStatus }> {
  const row = await state
    .selectFrom('model')
    .select(['target', 'status'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) throw new NotFoundError(`There is no model ${id} in the registry.`);
  return row;
}

async function writeDown(
  state: State,
  modelId: string,
  decision: ModelDecision['decision'],
  { by, at, reason, gates }: Decided,
): Promise<void> {
  await state
    .insertInto('model_decision')
    .values({
      model_id: modelId,
      decision,
      decided_at: new Date(at),
      decided_by: by,
      reason,
      gates: JSON.stringify(gates),
    })
    .execute();
}
