import { atLeast, below, type Rule } from '../rule.ts';
import { mayBeSpokenOf } from '../social-proof.ts';

/** The peers have added `fromAverage` projects or more on average, and the learner fewer than they. */
export const project: Rule = {
  name: 'project',
  example: { average: 2.5, projects: 1, goal: 'GRE' },
  needs: 'all',
  conditions: ({ snapshot: { profile, peers } }, { project: { fromAverage } }) => [
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
};
