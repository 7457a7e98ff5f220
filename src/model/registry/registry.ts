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

/** What the registry knows about a model without reading its file. */
interface Registered {
  readonly status: ModelStatus;
  readonly addedAt: Moment;
  /** Newest first. */
  readonly decisions: readonly ModelDecision[];
}

/** A model of the registry, with all decisions about it. */
export interface RegisteredModel extends Registered {
  readonly model: Model;
}

/** A model in the list: how well it does, but not what it learnt. */
export interface ListedModel extends Registered {
  readonly id: string;
  readonly target: string;
  /** `problem` says why this release cannot read it any more. */
  readonly about: ModelSummary | { readonly problem: string };
}

export interface ModelSummary extends Pick<Model, 'trainedOn' | 'metrics'> {
  /** Name of the estimator. */
  readonly estimator: string;
}

/** Puts a model into the registry as a candidate. A model that is already registered stays as it is. */
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
 * Makes a model the champion of its target and retires the previous champion.
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
 * @throws InputError for a champion: only the promotion of a different model ends its service
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

/**
 * All models of the registry, the champions first, then the newest first. Metrics stand in the model files, so every file
 * is read, but one after the other, and only its summary is kept in memory.
 */
export async function listedModels(state: State): Promise<ListedModel[]> {
  const rows = await state
    .selectFrom('model')
    .select(['id', 'target', 'status', 'added_at'])
    .orderBy('added_at', 'desc')
    .orderBy('id')
    .execute();
  const decisions = Map.groupBy(await decisionRows(state).execute(), (row) => row.model_id);
  const models: ListedModel[] = [];
  for (const { id, target, status, added_at } of rows) {
    const { file } = await state
      .selectFrom('model')
      .select('file')
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const read = readModelFile(id, file);
    models.push({
      id,
      target,
      status,
      addedAt: moment(added_at.getTime()),
      decisions: (decisions.get(id) ?? []).map(decisionOf),
      about: 'model' in read ? summaryOf(read.model) : read,
    });
  }
  return models.sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
}

/** The champion of a target; null where there is none, or where this release cannot read it. No other model's file is read. */
export async function championOf(state: State, target: string): Promise<RegisteredModel | null> {
  const row = await state
    .selectFrom('model')
    .selectAll()
    .where('target', '=', target)
    .where('status', '=', 'champion')
    .executeTakeFirst();
  if (row === undefined) return null;
  const read = readModelFile(row.id, row.file);
  return 'problem' in read ? null : registeredAs(state, row, read.model);
}

/**
 * One model of the registry. No other model's file is read.
 *
 * @throws NotFoundError where there is no such model
 * @throws InputError where this release cannot read it
 */
export async function registeredModel(state: State, id: string): Promise<RegisteredModel> {
  const row = await state.selectFrom('model').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new NotFoundError(`There is no model ${id}.`);
  const read = readModelFile(id, row.file);
  if ('problem' in read) throw new InputError(read.problem);
  return registeredAs(state, row, read.model);
}

const ORDER: readonly ModelStatus[] = ['champion', 'candidate', 'retired'];

const summaryOf = ({ estimator, trainedOn, metrics }: Model): ModelSummary => ({
  estimator: estimator.estimator,
  trainedOn,
  metrics,
});

/** The model in a file, or why this release cannot read it. */
function readModelFile(id: string, file: string): { model: Model } | { problem: string } {
  try {
    return { model: parseModelFile(file, `model ${id}`) };
  } catch (error) {
    if (error instanceof InputError) return { problem: error.message };
    throw error;
  }
}

async function registeredAs(
  state: State,
  { status, added_at }: { readonly status: ModelStatus; readonly added_at: Date },
  model: Model,
): Promise<RegisteredModel> {
  const decisions = await decisionRows(state).where('model_id', '=', model.id).execute();
  return {
    status,
    addedAt: moment(added_at.getTime()),
    model,
    decisions: decisions.map(decisionOf),
  };
}

/** All decisions, newest first. */
const decisionRows = (state: State) => state.selectFrom('model_decision').selectAll().orderBy('id', 'desc');

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
