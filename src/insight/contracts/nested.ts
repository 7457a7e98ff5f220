import { z } from 'zod';
import type { Contract } from './contract.ts';
import { snapshotFields, snapshotOf } from './fields.ts';

/** The nested contract: the learner under `user_data`, the peers beside it. A type is a kind. */
export const nested: Contract = {
  ruleset: 'nested',
  status: 'success',
  typeOf: (kind) => kind,
  bodyOn: (today) => {
    const { userId, profile, activity, peers } = snapshotFields(today);
    return z
      .object(
        {
          user_data: z.object(
            { user_id: userId, profile, activity },
            { error: 'must be an object with user_id, profile, activity' },
          ),
          peer_snapshot: peers,
        },
        { error: 'must be an object with user_data, peer_snapshot' },
      )
      .transform(({ user_data: { user_id, ...user }, peer_snapshot }) =>
        snapshotOf(user_id, user.profile, user.activity, peer_snapshot),
      );
  },
};
