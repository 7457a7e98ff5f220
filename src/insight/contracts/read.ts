import type { CalendarDate } from '../../domain/moment.ts';
import { cached } from '../../settings/cached.ts';
import type { Fault } from '../../settings/faults.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Contract } from './contract.ts';
import { flat } from './flat.ts';
import { nested } from './nested.ts';

/** The snapshot in a body, or everything that is wrong with the body. */
export type Reading =
  | { readonly contract: Contract; readonly snapshot: Snapshot }
  | { readonly wrong: readonly Fault[] };

/** Reads the bodies of both contracts: a body with `user_data` belongs to the nested contract. */
export function createReader(): (body: unknown, today: CalendarDate) => Reading {
  const readFlat = readerOf(flat);
  const readNested = readerOf(nested);
  return (body, today) => (hasUserData(body) ? readNested : readFlat)(body, today);
}

const hasUserData = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, 'user_data');

/** Compiling takes some 20 ms. The day by the clock is one, and that on which a time machine stands another. */
const CACHED_DAYS = 3;

function readerOf(contract: Contract): (body: unknown, today: CalendarDate) => Reading {
  const bodyOn = cached(CACHED_DAYS, contract.bodyOn);
  return (body, today) => {
    const reading = bodyOn(today).read(body);
    return 'wrong' in reading ? reading : { contract, snapshot: reading.snapshot };
  };
}
