/** A request of either contract as JSON, and its parts, which the contracts keep in different places. */

import { FLAT_EXAMPLE } from '../../../src/api/insight-example.ts';

export type Contract = 'flat' | 'nested';

export interface Parts {
  readonly userId: unknown;
  readonly profile: Record<string, unknown>;
  readonly activity: Record<string, unknown>;
  readonly peers: Record<string, unknown>;
  /** Anything else in the request, such as a language. */
  readonly rest: Record<string, unknown>;
}

const { user_id, profile, activity, peer_snapshot } = FLAT_EXAMPLE;

/** The documented example: a learner who gets several nudges. */
export const EXAMPLE: Parts = { userId: user_id, profile, activity, peers: peer_snapshot, rest: {} };

/** What a text means: the parts of a request, or why it is no request. */
export type Reading = { readonly contract: Contract; readonly parts: Parts } | { readonly fault: string };

export function readRequest(text: string): Reading {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    return { fault: `This is not JSON: ${(error as Error).message}` };
  }
  if (!isObject(body)) return { fault: 'A request is an object: { … }' };
  const contract = 'user_data' in body ? 'nested' : 'flat';
  const { user_data, peer_snapshot, ...outer } = body;
  const { user_id, profile, activity, ...others } = contract === 'nested' ? objectIn(user_data) : outer;
  return {
    contract,
    parts: {
      userId: user_id,
      profile: objectIn(profile),
      activity: objectIn(activity),
      peers: objectIn(peer_snapshot),
      rest: contract === 'nested' ? outer : others,
    },
  };
}

/** The parts arranged as a contract asks. */
export function writeRequest(contract: Contract, { userId, profile, activity, peers, rest }: Parts): string {
  const user = { user_id: userId, profile, activity };
  const body =
    contract === 'nested'
      ? { user_data: user, peer_snapshot: peers, ...rest }
      : { ...user, peer_snapshot: peers, ...rest };
  return JSON.stringify(body, null, 2);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const objectIn = (value: unknown): Record<string, unknown> => (isObject(value) ? value : {});

/** `tech-talk, contest` */
export const readList = (text: string): string[] =>
  text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
export const writeList = (list: unknown): string => (Array.isArray(list) ? list.join(', ') : '');

/** `tech-talk: 4, contest: 11`; an event without a number has null peers, and the server then asks for them. */
export const readAttendance = (text: string): Record<string, number | null> =>
  Object.fromEntries(
    readList(text).map((entry) => {
      const at = entry.lastIndexOf(':');
      const peers = at < 0 ? '' : entry.slice(at + 1).trim();
      const event = at < 0 ? entry : entry.slice(0, at).trim();
      return [event, peers === '' || Number.isNaN(Number(peers)) ? null : Number(peers)];
    }),
  );
export const writeAttendance = (attendance: unknown): string =>
  Object.entries(objectIn(attendance))
    .map(([event, peers]) => (peers === null ? event : `${event}: ${peers}`))
    .join(', ');
