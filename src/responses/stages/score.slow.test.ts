import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { responseRuns } from '../../../test/fixtures/response-runs.ts';
import type { Analysis } from '../../speech/analysis.ts';
import { parquet } from '../run-folder/tables.ts';
import { PHASES, parsePhases } from '../scores/phase.ts';
import { analysedResponse } from './analysed-response.ts';
import { score } from './score.ts';

const here = responseRuns();
beforeEach(async () => {
  await joined();
});

const AT = Date.parse('2025-03-04T10:00:00Z');

/** Two responses at progress 10, two at 20 eight minutes later, and one at 25, which is not a phase. */
const SPOKEN = [
  { id: 'r1', minute: 1, accuracy: 80 },
  { id: 'r2', minute: 3, accuracy: 60 },
  { id: 'r3', minute: 11, accuracy: 90 },
  { id: 'r4', minute: 12.5, accuracy: 10 },
  { id: 'r5', minute: 40, accuracy: 50 },
];
const POINTS = [
  { progress: 10, minute: 0 },
  { progress: 20, minute: 10 },
  { progress: 25, minute: 40 },
];

async function joined() {
  const [telemetry, sessions] = [
    join(here.root, `${here.run}.jsonl`),
    join(here.root, `${here.run}-sessions.jsonl`),
  ];
  const jsonLines = (rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  writeFileSync(
    telemetry,
    jsonLines(
      SPOKEN.map(({ id, minute, accuracy }) => ({
        eid: 'RESPONSE',
        ets: AT + minute * 60_000,
        mid: id,
        actor: { id: 'ada' },
        edata: {
          target: `${id}.wav`,
          values: [{ original_text: 'a dog' }, { accuracy_percentage: accuracy }],
        },
      })),
    ),
  );
  writeFileSync(
    sessions,
    jsonLines(
      POINTS.map(({ progress, minute }) => ({
        user_id: 'ada',
        session_id: 's1',
        milestone_level: 'm1',
        progress,
        created_at: AT + minute * 60_000,
      })),
    ),
  );
  await here.join(telemetry, sessions);
}

const found = <Value>(value: Value) => ({ value, confidence: null, validatedAgainst: null });
const analysis = (over: { emotion: number; quality?: 'good' | 'blank' | 'distorted' }): Analysis => ({
  analyser: 'test',
  emotionalScore: found(over.emotion),
  engagementScore: found(50),
  dominantEmotion: found(over.emotion > 50 ? 'happiness' : 'sadness'),
  engagementState: found('neutral'),
  pronunciation: found('good'),
  audioQuality: found(over.quality ?? 'good'),
  details: {},
});

function analysed(results: Record<string, Analysis>) {
  mkdirSync(join(here.runFolder, 'analyse'), { recursive: true });
  const rows = Object.entries(results).map(([id, result]) => analysedResponse(id, 'ada', result));
  writeFileSync(
    join(here.runFolder, 'analyse/analysis.jsonl'),
    rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
  );
}
const phases = () =>
  here.tables.rows<Record<string, unknown>>(
    `select * from ${parquet(join(here.runFolder, 'score/phases.parquet'))}`,
  );

test('sums up each phase: duration, gap, means, modes and the composite 0.6 x emotion + 0.4 x accuracy', async () => {
  analysed({
    r1: analysis({ emotion: 70 }),
    r2: analysis({ emotion: 40 }),
    r3: analysis({ emotion: 90 }),
    r4: analysis({ emotion: 0, quality: 'blank' }),
  });
  const manifest = await score.run({ tables: here.tables, runFolder: here.runFolder, phases: PHASES });
  const [first, second] = await phases();
  expect(first).toMatchObject({
    user_id: 'ada',
    session_id: 's1',
    milestone: 'm1',
    phase: 'P1',
    phase_started_at: '2025-03-04 10:01:00.000',
    phase_ended_at: '2025-03-04 10:03:00.000',
    duration_minutes: 2,
    // From 10:03 to 10:11.
    gap_minutes: 8,
    responses: 2,
    excluded: 0,
    mean_accuracy_percent: 70,
    mean_emotional_score: 55,
    mean_engagement_score: 50,
    // Both values occur once: the first in the alphabet.
    mode_dominant_emotion: 'happiness',
    mode_engagement_state: 'neutral',
    mode_pronunciation: 'good',
    mode_audio_quality: 'good',
    // 0.6 x 55 + 0.4 x 70
    composite_score: 61,
  });
  expect(second).toMatchObject({
    phase: 'P2',
    gap_minutes: null,
    duration_minutes: 1.5,
    responses: 1,
    excluded: 1,
    mean_accuracy_percent: 90,
    composite_score: 90,
  });
  expect(manifest).toMatchObject({
    counts: { responses: 5, phases: 2, unanalysed: 1 },
    refused: { blank_or_distorted: 1, no_phase: 1 },
  });
});

test('gives each response its phase, the place of the phase, and the confidence in the emotion', async () => {
  const sure: Analysis = {
    ...analysis({ emotion: 70 }),
    dominantEmotion: { value: 'happiness', confidence: 0.4, validatedAgainst: 'acted emotions' },
  };
  analysed({ r1: sure, r4: analysis({ emotion: 0, quality: 'distorted' }) });
  await score.run({ tables: here.tables, runFolder: here.runFolder, phases: PHASES });
  const scored = await here.tables.rows<Record<string, unknown>>(
    `select response_id, phase, phase_place, emotion_confidence, is_excluded
     from ${parquet(join(here.runFolder, 'score/scored.parquet'))} order by response_id`,
  );
  const unheard = { emotion_confidence: null, is_excluded: 0 };
  expect(scored).toMatchObject([
    { response_id: 'r1', phase: 'P1', phase_place: 0, emotion_confidence: 0.4, is_excluded: 0 },
    { response_id: 'r2', phase: 'P1', phase_place: 0, ...unheard },
    { response_id: 'r3', phase: 'P2', phase_place: 1, ...unheard },
    { response_id: 'r4', phase: 'P2', phase_place: 1, ...unheard, is_excluded: 1 },
    { response_id: 'r5', phase: null, phase_place: null, ...unheard },
  ]);
});

test('without an analysis there is only accuracy; no emotion or composite score is made up', async () => {
  await score.run({ tables: here.tables, runFolder: here.runFolder, phases: PHASES });
  expect((await phases())[0]).toMatchObject({
    mean_accuracy_percent: 70,
    mean_emotional_score: null,
    mode_dominant_emotion: null,
    composite_score: null,
  });
});

test('phases can have other names', async () => {
  await score.run({
    tables: here.tables,
    runFolder: here.runFolder,
    phases: parsePhases('10=start,25=middle'),
  });
  expect((await phases()).map((row) => row.phase)).toEqual(['start', 'middle']);
  expect(() => parsePhases('10:P1')).toThrow('10=P1,20=P2');
});
