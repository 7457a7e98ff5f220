import { InputError } from '../errors.ts';
import type { FileRefusals, Rejects } from './rejects.ts';

/** Where more of a file's rows are refused, it is not the file that it is taken for, and what is left of it misleads. */
const MOST_REFUSED_SHARE = 0.05;
/** This many kinds of refusals are enough to see what is wrong with a file. */
const TOLD_KINDS = 3;

type Told = Pick<Rejects, 'files' | 'path'>;

/** The refusals for people: a line a file with its commonest reasons, then where all of them are; empty where there are none. */
export function refusalsInWords({ files, path }: Told): string[] {
  const refusing = files().filter(({ refused }) => refused > 0);
  return refusing.length === 0 ? [] : [...refusing.map(fileInWords), `All refused rows are in ${path}.`];
}

/**
 * Stops where too large a share of one of the files was refused.
 *
 * @param advice what else to do than to mend the file, as a whole sentence
 * @throws InputError with the files, their counts and the commonest reasons
 */
export function checkRefusedShare({ files, path }: Told, advice = ''): void {
  const misread = files().filter(({ read, refused }) => refused > MOST_REFUSED_SHARE * read);
  if (misread.length === 0) return;
  throw new InputError(
    [
      `Nothing was taken, because more than ${100 * MOST_REFUSED_SHARE} % of the rows of a file were refused.`,
      ...misread.map(fileInWords),
      `All refused rows are in ${path}. Mend the file and read it again.${advice === '' ? '' : ` ${advice}`}`,
    ].join('\n'),
  );
}

const fileInWords = ({ file, read, refused, kinds }: FileRefusals): string =>
  `${file}: ${refused.toLocaleString('en')} of ${read.toLocaleString('en')} rows refused. ${kinds
    .slice(0, TOLD_KINDS)
    .map(
      ({ rows, example: { field, found, expected } }) =>
        `${rows.toLocaleString('en')}: ${field ?? 'the row'} is ${JSON.stringify(found.slice(0, 60))}, expected ${expected}.`,
    )
    .join(' ')}`;
