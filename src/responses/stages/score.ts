import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOf, stageFolder } from '../run-folder/manifest.ts';
import { jsonLines, parquet, quoted, type Tables } from '../run-folder/tables.ts';
import type { PhaseMap } from '../scores/phase.ts';
import { phaseScores } from '../scores/phase-scores.ts';
import { ANALYSED_COLUMNS } from './analysed-response.ts';
import { stage } from './stage.ts';

interface ScoreRequest {
  readonly runFolder: string;
  readonly tables: Tables;
  readonly phases: PhaseMap;
}

/**
 * How learners did in each phase of learning: `phases.parquet` and `.csv`, one row for each learner, session, milestone
 * and phase; and `scored.*`, one row for each response. Blank and distorted recordings are counted but otherwise
 * ignored. Responses that were not analysed have no emotion and no engagement.
 */
export const score = stage<ScoreRequest>({
  name: 'score',
  after: 'join',
  fingerprint({ runFolder, phases }) {
    const analysis = analysisIn(runFolder);
    const joined = joinedIn(runFolder);
    return fingerprintOf([...phases], existsSync(analysis) ? [joined, analysis] : [joined]);
  },
  async run({ runFolder, tables, phases }, { folder }) {
    const joined = parquet(joinedIn(runFolder));
    const analysis = analysisIn(runFolder);
    const analysed = existsSync(analysis) ? jsonLines(analysis, ANALYSED_COLUMNS) : NOTHING_ANALYSED;
    await tables.write(scoredResponses(joined, analysed, phases), join(folder, 'scored'));
    const scored = parquet(join(folder, 'scored.parquet'));
    const rows = await tables.write(phaseScores(scored), join(folder, 'phases'));
    const [row] = await tables.rows<Record<string, number>>(
      `select toUInt32(count()) as responses, toUInt32(countIf(is_excluded)) as excluded,
         toUInt32(countIf(audio_quality is null)) as unanalysed, toUInt32(countIf(phase is null)) as noPhase
       from ${scored}`,
    );
    const { responses = 0, excluded = 0, unanalysed = 0, noPhase = 0 } = row ?? {};
    return {
      counts: { responses, phases: rows, unanalysed },
      refused: { blank_or_distorted: excluded, no_phase: noPhase },
      files: ['phases.parquet', 'phases.csv', 'scored.parquet', 'scored.csv'],
    };
  },
});

const joinedIn = (runFolder: string) => join(stageFolder(runFolder, 'join'), 'joined.parquet');
const analysisIn = (runFolder: string) => join(stageFolder(runFolder, 'analyse'), 'analysis.jsonl');

const NOTHING_ANALYSED = `(select * from null('${Object.entries(ANALYSED_COLUMNS)
  .map(([name, type]) => `${name} ${type}`)
  .join(', ')}'))`;

/** Each response with its analysis, its phase, and whether it is left out of the means. */
function scoredResponses(joined: string, analysed: string, phases: PhaseMap): string {
  const progresses = `[${[...phases.keys()].join(', ')}]::Array(Float64)`;
  const places = `[${[...phases.keys()].map((_, place) => place).join(', ')}]::Array(Nullable(UInt8))`;
  return `
  select r.*, a.* except (response_id),
    coalesce(audio_quality in ('blank', 'distorted'), false) as is_excluded,
    nullIf(transform(progress, ${progresses}, [${[...phases.values()].map(quoted).join(', ')}], ''), '') as phase,
    transform(progress, ${progresses}, ${places}, null) as phase_place
  from ${joined} as r
  left join (select * from ${analysed} limit 1 by response_id) as a on r.response_id = a.response_id
  order by r.user_id, r.answered_at, r.response_id`;
}
