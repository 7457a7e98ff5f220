import { z } from 'zod';
import type { Contract } from './contract.ts';
import { snapshotFields, snapshotOf } from './fields.ts';

/** Three types of nudges; a résumé and a project are both of the profile. */
const TYPES = {
  resume: 'profile',
  project: 'profile',
  comeback: 'profile',
  event: 'event',
  event_fomo: 'event',
  trending_event: 'event',
  quiz: 'quiz',
} as const;

/** The flat contract: profile, activity and peers side by side. */
export const flat: Contract = {
  ruleset: 'flat',
  status: 'generated',
  typeOf: (kind) => TYPES[kind],
  bodyOn: (today) => {
    const { userId, profile, activity, peers } = snapshotFields(today);
    return z
      .object(
        { user_id: userId, profile, activity, peer_snapshot: peers },
        { error: 'must be an object with user_id, profile, activity, peer_snapshot' },
      )
      .transform((body) => snapshotOf(body.user_id, body.profile, body.activity, body.peer_snapshot));
  },
};
