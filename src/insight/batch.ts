import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { z } from 'zod';
import { InputError } from '../errors.ts';
import { type JsonLines, openJsonLines } from '../store/json-lines.ts';

/** The outcome of a line: a line of the output, or a line of the file of refusals. */
export type LineOutcome = { readonly line: string } | { readonly refused: string };

export interface BatchFiles {
  /** A file with one JSON document per line. */
  readonly input: string;
  readonly output: string;
  /** The file of refusals, which remains only where lines were refused. */
  readonly rejects: string;
}

export interface BatchSummary {
  readonly lines: number;
  readonly refused: number;
  /** How many lines an earlier run had processed. */
  readonly resumedFrom: number;
}

const CHUNK_BYTES = 1 << 20;

/** A longer line is read in pieces, and each piece is refused. */
const LONGEST_LINE_BYTES = 1 << 20;

/** A run writes its checkpoint every so many chunks. */
const CHECKPOINT_CHUNKS = 16;

const checkpointSchema = z.object({
  input: z.object({ bytes: z.number(), modifiedMs: z.number() }),
  read: z.number(),
  written: z.number(),
  rejected: z.number(),
  lines: z.number(),
  refused: z.number(),
});
type Checkpoint = z.infer<typeof checkpointSchema>;

/**
 * Answers a file of JSON lines by `answer`, line by line, in constant memory. A run that was stopped resumes at its last
 * checkpoint (a file beside the output), so that every line is answered once.
 *
 * @param onProgress receives the bytes read, the bytes in all, and the lines
 * @throws InputError where a file cannot be opened; DiskFullError
 */
export function answerLines(
  files: BatchFiles,
  answer: (text: string, lineNumber: number) => LineOutcome,
  onProgress: (read: number, total: number, lines: number) => void,
): BatchSummary {
  const input = openInput(files.input);
  const kept = `${files.output}.checkpoint`;
  const { size, mtimeMs } = fstatSync(input);
  const start = checkpointIn(kept, size, mtimeMs) ?? {
    input: { bytes: size, modifiedMs: mtimeMs },
    read: 0,
    written: 0,
    rejected: 0,
    lines: 0,
    refused: 0,
  };
  const output = openAt(files.output, start.written);
  const rejects = openAt(files.rejects, start.rejected);
  const now: Checkpoint = { ...start };
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES + LONGEST_LINE_BYTES);
    for (let round = 1, held = 0, at = start.read; ; round += 1) {
      const got = readSync(input, chunk, held, CHUNK_BYTES, at);
      at += got;
      const filled = held + got;
      const { used, answers, refusals } = answerChunk(chunk.subarray(0, filled), got === 0, now, answer);
      now.read += used;
      output.append(answers);
      rejects.append(refusals);
      onProgress(now.read, size, now.lines);
      if (got === 0) break;
      chunk.copy(chunk, 0, used, filled);
      held = filled - used;
      if (round % CHECKPOINT_CHUNKS > 0) continue;
      // All lines that the checkpoint counts are on the disk before the checkpoint is.
      now.written = output.sync();
      now.rejected = rejects.sync();
      keep(kept, now);
    }
    output.sync();
    now.rejected = rejects.sync();
  } finally {
    closeSync(input);
    output.abandon();
    rejects.abandon();
  }
  rmSync(kept, { force: true });
  if (now.rejected === 0) rmSync(files.rejects, { force: true });
  return { lines: now.lines, refused: now.refused, resumedFrom: start.lines };
}

/** Answers the complete lines in `bytes` and, at the end of the file, also the last line. Counts them in `counts`. */
function answerChunk(
  bytes: Buffer,
  isLast: boolean,
  counts: Checkpoint,
  answer: (text: string, lineNumber: number) => LineOutcome,
): { used: number; answers: string; refusals: string } {
  let answers = '';
  let refusals = '';
  let from = 0;
  while (from < bytes.length) {
    const newline = bytes.indexOf(10, from);
    const tooLong = newline === -1 && bytes.length - from >= LONGEST_LINE_BYTES;
    if (newline === -1 && !isLast && !tooLong) break;
    const end = newline === -1 ? bytes.length : newline;
    const text = bytes.toString('utf8', from, end);
    from = Math.min(end + 1, bytes.length);
    counts.lines += 1;
    if (text.trim() === '') continue;
    const outcome = answer(text, counts.lines);
    if ('line' in outcome) answers += `${outcome.line}\n`;
    else {
      counts.refused += 1;
      refusals += `${outcome.refused}\n`;
    }
  }
  return { used: from, answers, refusals };
}

function openInput(path: string): number {
  try {
    return openSync(path, 'r');
  } catch (error) {
    throw new InputError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Opens a file to continue at `bytes`; cuts off what a stopped run wrote after its checkpoint. */
function openAt(path: string, bytes: number): JsonLines {
  try {
    return openJsonLines(path, bytes);
  } catch (error) {
    throw new InputError(`${path} cannot be written: ${(error as Error).message}`);
  }
}

/** The checkpoint; null where there is none, or where it belongs to a different input. */
function checkpointIn(path: string, bytes: number, modifiedMs: number): Checkpoint | null {
  if (!existsSync(path)) return null;
  try {
    const found = checkpointSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return found.input.bytes === bytes && found.input.modifiedMs === modifiedMs ? found : null;
  } catch {
    return null;
  }
}

/** Replaces the checkpoint as a whole. */
function keep(path: string, checkpoint: Checkpoint): void {
  writeFileSync(`${path}.new`, JSON.stringify(checkpoint));
  renameSync(`${path}.new`, path);
}
