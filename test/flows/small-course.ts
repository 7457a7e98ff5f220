import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import { openOuladFiles } from '../../src/ingest/sources/oulad/files.ts';
import { OULAD_FILES } from '../../src/ingest/sources/oulad/layout.ts';

const SAMPLE = join(import.meta.dirname, '..', '..', 'data', 'oulad-sample', 'oulad-sample.zip');

/**
 * Writes a small course into `folder`: one learner in `oneOf` of the bundled sample's two presentations, with all
 * their lines unchanged. Returns the folder, which can be imported.
 */
export async function writeSmallCourse(folder: string, oneOf: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const { file, close } = await openOuladFiles(SAMPLE);
  try {
    for (const name of OULAD_FILES) {
      const copy = createWriteStream(join(folder, name));
      let place: number | null = null;
      for await (const line of createInterface({ input: await file[name].open() })) {
        const fields = line.split(',');
        const isHeader = place === null;
        place ??= fields.findIndex((field) => field.includes('id_student'));
        const learner = Number(fields[place]?.replaceAll('"', ''));
        if (isHeader || place === -1 || learner % oneOf === 0) copy.write(`${line}\n`);
      }
      await finished(copy.end());
    }
  } finally {
    close();
  }
  return folder;
}
