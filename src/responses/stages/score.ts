import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ANALYSED_COLUMNS } from '../analysed-response.ts';
import {
  doneManifest,
  fingerprintOf,
  type Manifest,
  resumedManifest,
  stageFolder,
  writeManifest,
} from '../manifest.ts';
import { ACCURACY_SHARE, EMOTION_SHARE, type PhaseMap } from '../phase.ts';
import { jsonLines, parquet, quoted, type Tables } from '../tables.ts';

export interface ScoreRequest {
  readonly runFolder: string;
  readonly phases: PhaseMap;
}

/**
 * How learners did in each phase of learning: `phases.parquet` and `.csv`, one row for each learner, session, milestone
 * and phase; and `scored.*`, one row for each response. Blank and distorted recordings count for nothing but their
 * number. What was not analysed has no emotion and no engagement.
 */
export async function score({ runFolder, phases }: ScoreRequest, tables: Tables): Promise<Manifest> {
  doneManifest(runFolder, 'join');
  const joined = join(stageFolder(runFolder, 'join'), 'joined.parquet');
  const analysis = join(stageFolder(runFolder, 'analyse'), 'analysis.jsonl');
  const isAnalysed = existsSync(analysis);
  const fingerprint = fingerprintOf([...phases], isAnalysed ? [joined, analysis] : [joined]);
  const earlier = resumedManifest(runFolder, 'score', fingerprint);
  if (earlier?.isDone) return earlier;
  const folder = stageFolder(runFolder, 'score');
  const analysed = isAnalysed ? jsonLines(analysis, ANALYSED_COLUMNS) : NOTHING_ANALYSED;
  await tables.write(scoredResponses(parquet(joined), analysed, phases), join(folder, 'scored'));
  const scored = parquet(join(folder, 'scored.parquet'));
  await tables.write(phaseScores(scored), join(folder, 'phases'));
  const [row] = await tables.rows<Record<string, number>>(
    `select toUInt32(count()) as responses, toUInt32(countIf(is_excluded)) as excluded,
       toUInt32(countIf(audio_quality is null)) as unanalysed, toUInt32(countIf(phase is null)) as noPhase,
       (select toUInt32(count()) from ${parquet(join(folder, 'phases.parquet'))}) as phases
     from ${scored}`,
  );
  const { responses = 0, excluded = 0, unanalysed = 0, noPhase = 0, phases: rows = 0 } = row ?? {};
  const manifest: Manifest = {
    stage: 'score',
    fingerprint,
    isDone: true,
    counts: { responses, phases: rows, unanalysed },
    refused: { blank_or_distorted: excluded, no_phase: noPhase },
    files: ['phases.parquet', 'phases.csv', 'scored.parquet', 'scored.csv'],
    place: null,
  };
  writeManifest(runFolder, manifest);
  return manifest;
}

const NOTHING_ANALYSED = `(select * from null('${Object.entries(ANALYSED_COLUMNS)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')}'))`;

/** Each response with what was heard, its phase, and whether it is left out of the means. */
const scoredResponses = (joined: string, analysed: string, phases: PhaseMap): string => `
  select r.*, a.* except (response_id),
    coalesce(audio_quality in ('blank', 'distorted'), false) as is_excluded,
    nullIf(transform(progress, [${[...phases.keys()].join(', ')}]::Array(Float64),
      [${[...phases.values()].map(quoted).join(', ')}], ''), '') as phase
  from ${joined} as r
  left join (select * from ${analysed} limit 1 by response_id) as a on r.response_id = a.response_id
  order by r.user_id, r.answered_at, r.response_id`;

/** The most frequent value; of equally frequent ones the first in the alphabet. Null where there is none. */
const mode = (column: string): string => {
  const counted = `sumMapIf([assumeNotNull(${column})], [toUInt32(1)], not is_excluded and ${column} is not null)`;
  return `nullIf(tupleElement(${counted} as ${column}_counts, 1)[indexOf(${column}_counts.2, arrayMax(${column}_counts.2))], '')`;
};

const MODES = ['dominant_emotion', 'engagement_state', 'pronunciation', 'audio_quality'] as const;

/** One row for each learner, session, milestone and phase. The gap is from its last response to the next phase's first. */
const phaseScores = (scored: string): string => `
  with by_phase as (
    select user_id, nearest_session_id, milestone, phase,
      min(answered_at) as phase_started_at, max(answered_at) as phase_ended_at,
      toUInt32(countIf(not is_excluded)) as responses, toUInt32(countIf(is_excluded)) as excluded,
      avgOrNullIf(accuracy_percent, not is_excluded) as mean_accuracy_percent,
      avgOrNullIf(emotional_score, not is_excluded) as mean_emotional_score,
      avgOrNullIf(engagement_score, not is_excluded) as mean_engagement_score,
      ${MODES.map((column) => `${mode(column)} as mode_${column}`).join(',\n      ')}
    from ${scored}
    where phase is not null
    group by user_id, nearest_session_id, milestone, phase
  )
  select user_id, nearest_session_id as session_id, milestone, phase, phase_started_at, phase_ended_at,
    dateDiff('millisecond', phase_started_at, phase_ended_at) / 60000 as duration_minutes,
    dateDiff('millisecond', phase_ended_at, leadInFrame(toNullable(phase_started_at)) over (
      partition by user_id order by phase_started_at, phase rows between unbounded preceding and unbounded following
    )) / 60000 as gap_minutes,
    responses, excluded, mean_accuracy_percent, mean_emotional_score, mean_engagement_score,
    ${MODES.map((column) => `mode_${column}`).join(', ')},
    ${EMOTION_SHARE} * mean_emotional_score + ${ACCURACY_SHARE} * mean_accuracy_percent as composite_score
  from by_phase
  order by user_id, phase_started_at, phase`;
