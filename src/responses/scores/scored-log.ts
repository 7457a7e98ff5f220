import type { Moment } from '../../domain/moment.ts';
import type { QueryParams } from '../../store/event-log.ts';
import { readStatement, sqlOf } from '../../store/statement.ts';
import type { TableNames } from '../../store/table-names.ts';

/** Which scored responses are meant: of one presentation or all, of one learner or everybody, before a moment. */
export interface ScoreScope {
  readonly presentationId: string | null;
  readonly learnerId: string | null;
  readonly asOf: Moment;
}

const SCORED_RESPONSES = readStatement(import.meta.dirname, 'scored-responses');

/**
 * Without a given presentation, only presentations with scored responses are read; the verb's column alone finds them.
 */
const ANY_WITH_SPEECH =
  "presentation_id global in (select distinct presentation_id from /*table:*/ activity_event where verb = 'response_scored')";

/**
 * The FROM clause for the scored responses in a scope, with the columns of the stage `score`; pass `params` with the
 * statement.
 */
export function scoredInLog(
  names: TableNames,
  { presentationId, learnerId, asOf }: ScoreScope,
): { readonly from: string; readonly params: QueryParams } {
  const whose = [
    presentationId === null ? ANY_WITH_SPEECH : 'presentation_id = {presentation:String}',
    ...(learnerId === null ? [] : ['learner_id = {learner:String}']),
  ].join(' and ');
  const from = `(${sqlOf(SCORED_RESPONSES, names, { whose })})`;
  return { from, params: { presentation: presentationId ?? '', learner: learnerId ?? '', asOf } };
}
