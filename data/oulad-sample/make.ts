/**
 * Makes the bundled sample: every line of the chosen presentations, unchanged, from a directory with the published files.
 *
 *   node data/oulad-sample/make.ts <directory> [BBB-2013J BBB-2014B]
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { OULAD_FILES } from '../../src/ingest/sources/oulad/layout.ts';

const [directory, ...chosen] = process.argv.slice(2);
if (directory === undefined) throw new Error('usage: make.ts <directory> [<presentation> ...]');
const presentations = new Set(chosen.length > 0 ? chosen : ['BBB-2013J', 'BBB-2014B']);

/** The same lines must give the same zip, byte for byte. */
const ZIP_DATE = new Date('2017-11-28T00:00:00Z');

const fieldsOf = (line: string) => line.split(',').map((field) => field.replaceAll('"', '').trim());

/** Copies the header and the lines that `keep` takes. */
async function filter(name: string, target: string, keep: (row: Record<string, string>) => boolean) {
  const lines = createInterface({ input: createReadStream(join(directory as string, name)) });
  const copy = createWriteStream(target);
  let columns: string[] | null = null;
  for await (const line of lines) {
    const fields = fieldsOf(line);
    const row = Object.fromEntries(columns?.map((column, index) => [column, fields[index] ?? '']) ?? []);
    if (columns === null || keep(row)) copy.write(`${line}\n`);
    columns ??= fields;
  }
  await new Promise((resolve) => copy.end(resolve));
  utimesSync(target, ZIP_DATE, ZIP_DATE);
}

const folder = mkdtempSync(join(tmpdir(), 'oulad-sample-'));
const inPresentation = (row: Record<string, string>) =>
  presentations.has(`${row.code_module}-${row.code_presentation}`);
const assessments = new Set<string>();
for (const name of OULAD_FILES)
  await filter(name, join(folder, name), (row) => {
    if (name === 'studentAssessment.csv') return assessments.has(row.id_assessment ?? '');
    const kept = inPresentation(row);
    if (name === 'assessments.csv' && kept) assessments.add(row.id_assessment ?? '');
    return kept;
  });

const zip = join(import.meta.dirname, 'oulad-sample.zip');
rmSync(zip, { force: true });
execFileSync('zip', ['-9', '-X', '-q', zip, ...OULAD_FILES], { cwd: folder });
rmSync(folder, { recursive: true });
console.log(`${zip}: ${statSync(zip).size} bytes`);
