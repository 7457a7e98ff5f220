import { type CsvFiles, openCsvFiles } from '../../csv-files.ts';
import { LAYOUT, type OuladFile } from './layout.ts';

/** The seven files, ready to be read. */
export type OuladFiles = CsvFiles<OuladFile>;

/**
 * Finds the seven files in a directory or a zip (there in any folder) and checks their headers.
 *
 * @throws InputError naming the file that is missing, cannot be read or has a wrong header
 */
export const openOuladFiles = (path: string): Promise<OuladFiles> => openCsvFiles(path, LAYOUT);
