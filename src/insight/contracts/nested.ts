import { z } from 'zod';
import { bodyOf } from './body.ts';
import type { Contract } from './contract.ts';
import { formatsOn, snapshotFields, snapshotOf } from './fields.ts';

/** The nested contract: the learner under `user_data`, the peers beside it. The type of a nudge is its kind. */
export const nested: Contract = {
  ruleset: 'nested',
  status: 'success',
  typeOf: (kind) => kind,
  bodyOn: (today) => {
    const { userId, profile, activity, peers } = snapshotFields(today);
    const schema = z.object(
      {
        user_data: z.object(
          { user_id: userId, profile, activity },
          { error: 'must be an object with user_id, profile, activity' },
        ),
        peer_snapshot: peers,
      },
      { error: 'must be an object with user_data, peer_snapshot' },
    );
    return bodyOf(schema, formatsOn(today), ({ user_data: user, peer_snapshot }) =>
      snapshotOf(user.user_id, user.profile, user.activity, peer_snapshot),
    );
  },
};
