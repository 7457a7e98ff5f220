import type { Clock, Moment } from '../domain/moment.ts';
import type { PresentationId } from '../domain/presentation.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import type { RowOf } from './column.ts';
import { readTable } from './csv-table.ts';
import { addCounts, type EventCounts } from './event-count.ts';
import { openRejects, type Place, type Refusal, type RefusalReason, type Rejects } from './rejects.ts';
import { OULAD_SOURCE } from './sources/oulad/events.ts';
import { type OuladFiles, openOuladFiles } from './sources/oulad/files.ts';
import {
  refuseUnregistered,
  takeAssessment,
  takeClick,
  takeCourse,
  takeLearner,
  takeRegistration,
  takeSite,
  takeSubmission,
} from './sources/oulad/gather.ts';
import { LAYOUT, OULAD_FILES, type OuladFile } from './sources/oulad/layout.ts';
import { emptyRecords, type OuladRecords } from './sources/oulad/records.ts';
import { stageClicks } from './sources/oulad/staged-clicks.ts';
import { writePresentation } from './sources/oulad/write.ts';

export interface OuladImport {
  /** A directory, or a zip file, with the seven files of the published layout. */
  readonly path: string;
  readonly eventLog: EventLog;
  readonly state: State;
  /** The file for refused rows, one JSON document per line. */
  readonly rejectsFile: string;
  readonly now: Clock;
  /** A whole number that no other import has: it marks the import's staged clicks. */
  readonly importId: number;
  readonly progress: ImportProgress;
  /** Whether this is the bundled sample, which makes a demonstration of an empty store. */
  readonly fromSample?: boolean;
  /** Stops the import between two batches; running it again completes it. */
  readonly signal?: AbortSignal;
}

/** Called with the progress of each step of the import. */
export type ImportProgress = (
  step: string,
  done: number,
  total: number,
  unit: 'bytes' | 'enrolments',
) => void;

export interface ImportSummary {
  readonly fingerprint: string;
  readonly files: Readonly<Record<OuladFile, RowCount>>;
  readonly refused: Partial<Record<RefusalReason, number>>;
  readonly events: EventCounts;
  readonly presentations: readonly PresentationId[];
  readonly learners: number;
  readonly enrolments: number;
  readonly seconds: number;
}

export interface RowCount {
  readonly read: number;
  readonly kept: number;
  readonly refused: number;
}

/**
 * Imports the Open University Learning Analytics Dataset: reads the seven files, then writes the events that the log
 * lacks, presentation by presentation. Importing the same again changes nothing.
 *
 * @throws InputError, before anything is written, where a file is missing or has a wrong header
 * @throws the signal's reason where the signal stops the import
 */
export async function importOulad(request: OuladImport): Promise<ImportSummary> {
  const startedAt = request.now();
  const files = await openOuladFiles(request.path);
  const rejects = openRejects(request.rejectsFile);
  try {
    const run = await startRun(request.state, files.fingerprint, startedAt);
    const { records, rows } = await readRecords(files, rejects, request);
    const events = await writeRecords(records, request);
    const summary = {
      fingerprint: files.fingerprint,
      files: rowCounts(rows, rejects),
      refused: rejects.byReason(),
      events,
      presentations: [...records.presentations.keys()],
      ...learnerCounts(records),
      seconds: (request.now() - startedAt) / 1000,
    };
    await finishRun(request.state, run, request.now(), summary);
    return summary;
  } finally {
    rejects.close();
    files.close();
  }
}

/** Reads file after file, each one after the files it refers to. */
async function readRecords(
  files: OuladFiles,
  rejects: Rejects,
  { eventLog, importId, progress, signal }: OuladImport,
): Promise<{ records: OuladRecords; rows: Record<OuladFile, number> }> {
  const records = emptyRecords();
  const clicks = stageClicks(eventLog, importId);
  const total = OULAD_FILES.reduce((sum, name) => sum + files.file[name].sizeBytes, 0);
  let done = 0;
  const afterPiece = async (bytes: number) => {
    signal?.throwIfAborted();
    await clicks.drain();
    done += bytes;
    progress('Reading', done, total, 'bytes');
  };
  const read = <Name extends OuladFile>(
    name: Name,
    take: (records: OuladRecords, row: RowOf<(typeof LAYOUT)[Name]>, place: Place) => Refusal | null,
  ) =>
    readTable(files.file[name], LAYOUT[name], (row, place) => take(records, row, place), rejects, afterPiece);
  const rows = {
    'courses.csv': await read('courses.csv', takeCourse),
    'assessments.csv': await read('assessments.csv', takeAssessment),
    'vle.csv': await read('vle.csv', takeSite),
    'studentInfo.csv': await read('studentInfo.csv', takeLearner),
    'studentRegistration.csv': await read('studentRegistration.csv', takeRegistration),
    'studentAssessment.csv': await read('studentAssessment.csv', takeSubmission),
    'studentVle.csv': await read('studentVle.csv', (_, row) => takeClick(records, row, clicks)),
  };
  refuseUnregistered(records, rejects);
  await clicks.finish();
  return { records, rows };
}

/** Writes one presentation after the other, so that an import that stops leaves complete presentations behind. */
async function writeRecords(records: OuladRecords, request: OuladImport): Promise<EventCounts> {
  const all = [...records.presentations.values()];
  const total = all.reduce((sum, record) => sum + record.enrolments.size, 0);
  const counts: EventCounts[] = [];
  let done = 0;
  for (const record of all) {
    request.signal?.throwIfAborted();
    counts.push(await writePresentation(request, request.importId, record, request.fromSample ?? false));
    done += record.enrolments.size;
    request.progress('Writing', done, total, 'enrolments');
  }
  return addCounts(counts);
}

async function startRun(state: State, fingerprint: string, startedAt: Moment): Promise<string> {
  const run = await state
    .insertInto('import_run')
    .values({ source: OULAD_SOURCE, fingerprint, started_at: new Date(startedAt) })
    .returning('id')
    .executeTakeFirstOrThrow();
  return run.id;
}

async function finishRun(
  state: State,
  id: string,
  finishedAt: Moment,
  summary: ImportSummary,
): Promise<void> {
  await state
    .updateTable('import_run')
    .set({ finished_at: new Date(finishedAt), summary: JSON.stringify(summary) })
    .where('id', '=', id)
    .execute();
}

const rowCounts = (rows: Record<OuladFile, number>, rejects: Rejects) =>
  Object.fromEntries(
    OULAD_FILES.map((name) => {
      const refused = rejects.countOf(name);
      return [name, { read: rows[name], kept: rows[name] - refused, refused }];
    }),
  ) as Record<OuladFile, RowCount>;

function learnerCounts(records: OuladRecords): { learners: number; enrolments: number } {
  const enrolments = [...records.presentations.values()].map((record) => [...record.enrolments.keys()]);
  return { learners: new Set(enrolments.flat()).size, enrolments: enrolments.flat().length };
}
