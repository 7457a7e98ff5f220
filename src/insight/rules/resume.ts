import { atLeast, below } from '../../decide/condition.ts';
import { rounding } from '../../domain/phrase.ts';
import { share } from '../../settings/fields.ts';
import { insightRule } from '../rule.ts';
import { encourages, mayBeSpokenOf } from '../social-proof.ts';

/** The learner has not uploaded a résumé, and at least `fromShare` of the peers have. */
export const resume = insightRule({
  name: 'resume',
  example: { percent: '80', goal: 'GRE' },
  thresholds: {
    /** Share of the peers with a résumé. */
    fromShare: share(),
  },
  needs: 'all',
  conditions: ({ snapshot: { profile, peers } }, { fromShare }) => [
    below('resume_uploaded', profile.resumeUploaded ? 1 : 0, 1),
    atLeast('batch_resume_uploaded_pct', peers.resumeUploadedPercent, fromShare * 100),
  ],
  facts: ({ snapshot: { profile, peers } }) => ({
    percent: rounding(peers.resumeUploadedPercent),
    goal: profile.goalTags[0] ?? '',
  }),
  isTrue: ({ snapshot: { peers } }, proof) =>
    mayBeSpokenOf(peers, proof) && encourages(peers.resumeUploadedPercent / 100, proof),
});
