/**
 * Measures the promised figures, in the same run as a peer where there is one.
 *
 *   npm run bench            all of them
 *   npm run bench -- api     only those named
 *
 * Writes bench/RESULTS.md and bench/results.json.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { measureApi } from './api.ts';
import { measureBoosting } from './boosting.ts';
import { measureContent } from './content.ts';
import { measureImport } from './import.ts';
import { measureIndicators } from './indicators.ts';
import { measureInsight } from './insight.ts';
import { measureLive } from './live.ts';
import { type Measurement, type Outcome, tableOf } from './measurement.ts';
import { measureResponses } from './responses.ts';
import { measureSingles } from './singles.ts';
import { measureSpeech } from './speech.ts';
import { measureStart } from './start.ts';
import { measureVoices } from './voices.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<Outcome>>> = {
  import: measureImport,
  indicators: measureIndicators,
  api: measureApi,
  live: measureLive,
  singles: measureSingles,
  engagement: measureContent,
  boosting: measureBoosting,
  insight: measureInsight,
  start: measureStart,
  speech: measureSpeech,
  voices: measureVoices,
  responses: measureResponses,
};

const RESULTS = join(import.meta.dirname, 'results.json');

const named = process.argv.slice(2);
const unknown = named.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark ${unknown.join(', ')}; there are ${Object.keys(BENCHMARKS).join(', ')}.\n`,
  );
  process.exit(2);
}
for (const [name, measure] of Object.entries(BENCHMARKS)) {
  if (named.length > 0 && !named.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  const outcome = await measure();
  if ('skipped' in outcome) {
    process.stderr.write(`${name} skipped: ${outcome.skipped}\n`);
    continue;
  }
  process.stdout.write(`${tableOf(outcome.measured)}\n`);
  write({ ...measuredBefore(), [name]: outcome.measured });
}
process.exit(0);

/** Earlier measurements stay, so that one benchmark can be repeated alone. */
function measuredBefore(): Record<string, readonly Measurement[]> {
  if (!existsSync(RESULTS)) return {};
  return (JSON.parse(readFileSync(RESULTS, 'utf8')) as { results: Record<string, readonly Measurement[]> })
    .results;
}

function write(results: Readonly<Record<string, readonly Measurement[]>>): void {
  const machine = {
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 1e9),
    node: process.versions.node,
  };
  writeFileSync(RESULTS, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  const sections = Object.entries(results).map(([name, measured]) => `## ${name}\n\n${tableOf(measured)}`);
  writeFileSync(
    join(import.meta.dirname, 'RESULTS.md'),
    `# Measurements\n\nBy \`npm run bench\` on ${machine.cores} cores, ${machine.memoryGb} GB, Node ${machine.node}. Ratios are ours to the peer's: of times, below 1 is faster than the peer; of rates, above.\n\n${sections.join('\n\n')}\n`,
  );
}
