import { z } from 'zod';
import { bodyOf } from './body.ts';
import type { Contract } from './contract.ts';
import { formatsOn, snapshotFields, snapshotOf } from './fields.ts';

/** Three types of nudges; nudges about a résumé and about a project both have the type of the profile. */
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
    const schema = z.object(
      { user_id: userId, profile, activity, peer_snapshot: peers },
      { error: 'must be an object with user_id, profile, activity, peer_snapshot' },
    );
    return bodyOf(schema, formatsOn(today), (body) =>
      snapshotOf(body.user_id, body.profile, body.activity, body.peer_snapshot),
    );
  },
};
