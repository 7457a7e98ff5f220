import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, test } from 'vitest';
import { OULAD_SET, type OuladSet, writeOulad } from '../../../../test/oulad-files.ts';
import { zipOf } from '../../../../test/zip.ts';
import { InputError } from '../../../errors.ts';
import { openOuladFiles } from './files.ts';
import { OULAD_FILES } from './layout.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-oulad-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

let number = 0;
const place = () => join(folder, String(number++));

const directoryOf = (set: Partial<OuladSet>) => writeOulad(place(), set);

function zipFileOf(files: Readonly<Record<string, string>>): string {
  const path = `${place()}.zip`;
  writeFileSync(path, zipOf(files));
  return path;
}

const without = (name: keyof OuladSet): Partial<OuladSet> =>
  Object.fromEntries(Object.entries(OULAD_SET).filter(([other]) => other !== name));

async function contentsOf(path: string): Promise<Record<string, string>> {
  const files = await openOuladFiles(path);
  const contents: Record<string, string> = {};
  for (const name of OULAD_FILES) contents[name] = await text(await files.file[name].open());
  files.close();
  return contents;
}

describe('the seven files', () => {
  test.each([
    ['a directory', () => directoryOf(OULAD_SET)],
    ['a zip', () => zipFileOf(OULAD_SET)],
    [
      'a folder inside a zip, beside other files',
      () =>
        zipFileOf({
          'README.txt': 'hello',
          '__MACOSX/oulad/._courses.csv': 'junk',
          '__MACOSX/oulad/courses.csv': 'junk',
          ...Object.fromEntries(
            Object.entries(OULAD_SET).map(([name, content]) => [`oulad/${name}`, content]),
          ),
        }),
    ],
  ])('are found in %s', async (_, make) => {
    expect(await contentsOf(make())).toEqual(OULAD_SET);
  });

  test('have a fingerprint that changes only with their content', async () => {
    const fingerprint = async (path: string) => {
      const files = await openOuladFiles(path);
      files.close();
      return files.fingerprint;
    };
    const changed = { ...OULAD_SET, 'vle.csv': OULAD_SET['vle.csv'].replace('quiz', 'wiki') };
    for (const make of [directoryOf, zipFileOf]) {
      const first = await fingerprint(make(OULAD_SET));
      expect(await fingerprint(make(OULAD_SET))).toBe(first);
      expect(await fingerprint(make(changed))).not.toBe(first);
    }
  });

  test.each([...OULAD_FILES])('are refused without %s', async (name) => {
    for (const path of [directoryOf(without(name)), zipFileOf(without(name) as Record<string, string>)])
      await expect(openOuladFiles(path)).rejects.toThrow(
        new InputError(
          `${path} lacks ${name}; expected the files courses.csv, assessments.csv, vle.csv, studentInfo.csv, studentRegistration.csv, studentAssessment.csv, studentVle.csv`,
        ),
      );
  });

  test.each([...OULAD_FILES])('are refused with a wrong header in %s', async (name) => {
    const set = { ...OULAD_SET, [name]: `"other"\n${OULAD_SET[name]}` };
    for (const path of [directoryOf(set), zipFileOf(set)])
      await expect(openOuladFiles(path)).rejects.toThrow(
        `${name} has the header "\\"other\\""; expected "${OULAD_SET[name].split('\n')[0]?.replaceAll('"', '')}"`,
      );
  });

  test('are refused where the path does not exist', async () => {
    const path = join(folder, 'nowhere');
    await expect(openOuladFiles(path)).rejects.toThrow(
      new InputError(`${path} does not exist; expected a directory or a zip file`),
    );
  });

  test('are refused where the path is no zip, a truncated zip, or a zip that holds a file twice', async () => {
    const path = place();
    writeFileSync(path, 'hello');
    await expect(openOuladFiles(path)).rejects.toThrow(`${path} cannot be read as a zip file`);
    writeFileSync(path, zipOf(OULAD_SET).subarray(0, -100));
    await expect(openOuladFiles(path)).rejects.toThrow(`${path} cannot be read as a zip file`);
    writeFileSync(path, zipOf({ ...OULAD_SET, 'b/vle.csv': OULAD_SET['vle.csv'] }));
    await expect(openOuladFiles(path)).rejects.toThrow(`${path} holds vle.csv twice; expected it once`);
  });

  test('are refused where one is damaged', async () => {
    const damaged = zipOf(OULAD_SET);
    // The data of the first entry begins after a header of 30 bytes and the entry's name.
    damaged.fill(0xff, 30 + 'courses.csv'.length, 60);
    const path = `${place()}.zip`;
    writeFileSync(path, damaged);
    await expect(openOuladFiles(path)).rejects.toThrow(/^courses\.csv cannot be read: /);
  });

  test('are refused where one is a directory', async () => {
    const path = directoryOf(without('vle.csv'));
    mkdirSync(join(path, 'vle.csv'));
    await expect(openOuladFiles(path)).rejects.toThrow(`${path} lacks vle.csv`);
  });
});
