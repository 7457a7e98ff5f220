import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { moment } from '../../domain/moment.ts';
import { acceptEvents, type EventOutcome } from '../../ingest/accept-events.ts';
import { stageFolder } from '../../responses/run-folder/manifest.ts';
import { openTables, parquet } from '../../responses/run-folder/tables.ts';
import { PHASES, parsePhases } from '../../responses/scores/phase.ts';
import { type ScoredResponse, scoredEvent } from '../../responses/scores/scored-event.ts';
import { score } from '../../responses/stages/score.ts';
import { openStores } from '../../runtime.ts';
import { runFolderOf, type StageOptions, type StageSummary, say } from './stage.ts';
import { runTableStage } from './table-stage.ts';

export interface ScoreOptions extends StageOptions {
  phases?: string;
  presentation?: string;
  withEmotion?: boolean;
}

/**
 * `rekindle responses score`: engagement by learning phase; with a presentation, also appended to the activity of its
 * learners.
 */
export const scoreCommand = async (options: ScoreOptions): Promise<void> =>
  say(options, await scoreStage(options));

export async function scoreStage(options: ScoreOptions): Promise<StageSummary> {
  const phases = options.phases === undefined ? PHASES : parsePhases(options.phases);
  const { presentation } = options;
  const summary = await runTableStage(options, (runFolder, tables) =>
    score.run({ runFolder, tables, phases }),
  );
  if (presentation === undefined) return summary;
  const outcomes = await appendScores(runFolderOf(options), presentation, options.withEmotion ?? false);
  process.stderr.write(
    `Activity of ${presentation}: ${outcomes.accepted} new or with new scores, ${outcomes.known} already known, ${outcomes.refused} refused${outcomes.why === null ? '' : ` (for example: ${outcomes.why})`}.\n`,
  );
  return summary;
}

const BATCH = 2_000;

/**
 * The tables and the event log use the same ClickHouse in process, one after the other, so each batch is read
 * completely before it is appended.
 */
async function appendScores(runFolder: string, presentation: string, withEmotion: boolean) {
  const events = await readScored(runFolder);
  const stores = await openStores(readConfig(process.env), 'responses score');
  const totals = { accepted: 0, known: 0, refused: 0, why: null as string | null };
  try {
    for (let from = 0; from < events.length; from += BATCH) {
      const posted = events
        .slice(from, from + BATCH)
        .map((response) => scoredEvent(response, presentation, withEmotion));
      const { outcomes } = await acceptEvents(posted, stores, moment(Date.now()));
      for (const outcome of outcomes) {
        totals[outcome.status] += 1;
        totals.why ??= whyRefused(outcome);
      }
    }
  } finally {
    await stores.close();
  }
  return totals;
}

const whyRefused = (outcome: EventOutcome): string | null =>
  outcome.status === 'refused'
    ? outcome.reasons.map(({ field, problem }) => `${field} ${problem}`).join('; ')
    : null;

async function readScored(runFolder: string): Promise<ScoredResponse[]> {
  const tables = await openTables(runFolder);
  try {
    const file = join(stageFolder(runFolder, 'score'), 'scored.parquet');
    return await tables.rows<ScoredResponse>(
      `select response_id, user_id, answered_at, accuracy_percent, duration_seconds, nearest_session_id as session_id,
         phase, phase_place, milestone, emotional_score, engagement_score, dominant_emotion, emotion_confidence,
         engagement_state, pronunciation, audio_quality
       from ${parquet(file)}`,
    );
  } finally {
    await tables.close();
  }
}
