import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { InputError } from '../errors.ts';
import type { Columns } from './column.ts';
import { type CsvFile, checkHeader } from './csv-table.ts';

/** The CSV files of a published layout, ready to be read. */
export interface CsvFiles<Name extends string> {
  readonly file: Readonly<Record<Name, CsvFile>>;
  /** Equal for equal content in the same form (directory or zip), wherever it is stored. */
  readonly fingerprint: string;
  close(): void;
}

/**
 * Finds the files of a layout in a directory or a zip (there in any folder) and checks their headers.
 *
 * @param layout the columns of each file by its name
 * @throws InputError naming the file that is missing, cannot be read or has a wrong header
 */
export async function openCsvFiles<Name extends string>(
  path: string,
  layout: Readonly<Record<Name, Columns>>,
): Promise<CsvFiles<Name>> {
  const names = Object.keys(layout) as Name[];
  const { found, close } = await findFiles(path, names);
  try {
    const missing = names.filter((name) => !found.has(name));
    if (missing.length > 0)
      throw new InputError(`${path} lacks ${missing.join(', ')}; expected the files ${names.join(', ')}`);
    for (const name of names) await checkHeader(found.get(name) as CsvFile, layout[name]);
  } catch (error) {
    close();
    throw error;
  }
  const file = Object.fromEntries(found) as Record<Name, CsvFile>;
  return { file, fingerprint: fingerprintOf(names.map((name) => file[name])), close };
}

/**
 * Whether a directory or a zip holds all files of these names.
 *
 * @throws InputError where it is neither
 */
export async function holdsFiles(path: string, names: readonly string[]): Promise<boolean> {
  const { found, close } = await findFiles(path, names);
  close();
  return names.every((name) => found.has(name));
}

async function findFiles(path: string, names: readonly string[]) {
  if (!existsSync(path)) throw new InputError(`${path} does not exist; expected a directory or a zip file`);
  return statSync(path).isDirectory()
    ? { found: await filesInDirectory(path, names), close: () => {} }
    : await filesInZip(path, names);
}

function fingerprintOf(files: readonly CsvFile[]): string {
  const hash = createHash('sha256');
  for (const { name, sizeBytes, checksum } of files) hash.update(`${name} ${sizeBytes} ${checksum}\n`);
  return hash.digest('hex');
}

async function filesInDirectory(directory: string, names: readonly string[]): Promise<Map<string, CsvFile>> {
  const found = new Map<string, CsvFile>();
  for (const name of names) {
    const path = join(directory, name);
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) continue;
    const sizeBytes = statSync(path).size;
    found.set(name, {
      name,
      sizeBytes,
      checksum: await checksumOfEnds(path, sizeBytes),
      open: async () => createReadStream(path, { highWaterMark: 1 << 18 }),
    });
  }
  return found;
}

/** Hashing 300 MB would cost a second before anything happens; the two ends are enough to distinguish editions of a file. */
async function checksumOfEnds(path: string, sizeBytes: number): Promise<string> {
  const handle = await open(path).catch((error: Error) => {
    throw new InputError(`${path} cannot be read: ${error.message}`);
  });
  try {
    const length = Math.min(sizeBytes, 1 << 16);
    const hash = createHash('sha256');
    for (const position of [0, sizeBytes - length])
      hash.update((await handle.read(Buffer.alloc(length), 0, length, position)).buffer);
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
}

async function filesInZip(
  path: string,
  names: readonly string[],
): Promise<{ found: Map<string, CsvFile>; close: () => void }> {
  const unreadable = (error: unknown) =>
    new InputError(`${path} cannot be read as a zip file: ${error instanceof Error ? error.message : error}`);
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { autoClose: false });
  } catch (error) {
    throw unreadable(error);
  }
  const found = new Map<string, CsvFile>();
  try {
    for await (const entry of zip.eachEntry()) {
      const name = basename(entry.fileName);
      if (!names.includes(name) || entry.fileName.startsWith('__MACOSX/')) continue;
      if (found.has(name)) throw new InputError(`${path} holds ${name} twice; expected it once`);
      found.set(name, fileInZip(zip, entry, name));
    }
  } catch (error) {
    zip.close();
    throw error instanceof InputError ? error : unreadable(error);
  }
  return { found, close: () => zip.close() };
}

const fileInZip = (zip: ZipFile, entry: Entry, name: string): CsvFile => ({
  name,
  sizeBytes: entry.uncompressedSize,
  checksum: String(entry.crc32),
  open: () => zip.openReadStreamPromise(entry),
});
