import { z } from 'zod';
import { atLeast, below } from '../../decide/condition.ts';
import { insightRule } from '../rule.ts';
import { mayBeSpokenOf } from '../social-proof.ts';

const AVERAGE = { error: 'must be a number of projects from 0 to 1000' };

/** The peers have added `fromAverage` projects or more on average, and the learner has added fewer than that average. */
export const project = insightRule({
  name: 'project',
  example: { average: 2.5, projects: 1, goal: 'GRE' },
  thresholds: {
    /** Projects that the peers have on average. */
    fromAverage: z.number(AVERAGE).min(0, AVERAGE).max(1000, AVERAGE),
  },
  needs: 'all',
  conditions: ({ snapshot: { profile, peers } }, { fromAverage }) => [
    atLeast('batch_avg_projects', peers.averageProjects, fromAverage),
    below('projects_added', profile.projectsAdded, peers.averageProjects),
  ],
  facts: ({ snapshot: { profile, peers } }) => ({
    average: peers.averageProjects,
    projects: profile.projectsAdded,
    goal: profile.goalTags[0] ?? '',
  }),
  isTrue: ({ snapshot: { profile, peers } }, proof) =>
    mayBeSpokenOf(peers, proof) && peers.averageProjects > profile.projectsAdded,
});
