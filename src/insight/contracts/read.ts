import type { CalendarDate } from '../../domain/moment.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Body } from './body.ts';
import type { Contract } from './contract.ts';
import type { Fault } from './faults.ts';
import { flat } from './flat.ts';
import { nested } from './nested.ts';

/** A body understood, or everything that is wrong with it. */
export type Reading =
  | { readonly contract: Contract; readonly snapshot: Snapshot }
  | { readonly wrong: readonly Fault[] };

/** Reads the bodies of both contracts: one with `user_data` is of the nested contract. */
export function createReader(): (body: unknown, today: CalendarDate) => Reading {
  const readFlat = readerOf(flat);
  const readNested = readerOf(nested);
  return (body, today) => (hasUserData(body) ? readNested : readFlat)(body, today);
}

const hasUserData = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && Object.hasOwn(body, 'user_data');

/** Building a schema takes milliseconds, so it is kept for its day. */
function readerOf(contract: Contract): (body: unknown, today: CalendarDate) => Reading {
  let day: CalendarDate | null = null;
  let expected: Body;
  return (body, today) => {
    if (day !== today) {
      day = today;
      expected = contract.bodyOn(today);
    }
    const reading = expected.read(body);
    return 'wrong' in reading ? reading : { contract, snapshot: reading.snapshot };
  };
}
