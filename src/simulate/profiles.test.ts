import { describe, expect, test } from 'vitest';
import type { CalendarDate } from '../domain/moment.ts';
import { createReader } from '../insight/contracts/read.ts';
import { BODIES, type ContractName, simulatedBatches, simulatedProfiles } from './profiles.ts';

const TODAY = '2026-03-02' as CalendarDate;
const options = (count: number, seed = 1) => ({
  count,
  batches: simulatedBatches(10, seed),
  seed,
  today: TODAY,
});

test('the same seed and day give the same profiles, a different seed gives others', () => {
  expect([...simulatedProfiles(options(50))]).toEqual([...simulatedProfiles(options(50))]);
  expect([...simulatedProfiles(options(50))]).not.toEqual([...simulatedProfiles(options(50, 2))]);
  expect(simulatedBatches(5, 1)).toEqual(simulatedBatches(10, 1).slice(0, 5));
});

test('a smaller number gives the first profiles of a larger one', () => {
  expect([...simulatedProfiles(options(20))]).toEqual([...simulatedProfiles(options(50))].slice(0, 20));
});

test.each(Object.keys(BODIES) as ContractName[])('each is a valid body of the %s contract', (contract) => {
  const read = createReader();
  for (const { user, peers } of simulatedProfiles(options(500))) {
    const reading = read(JSON.parse(JSON.stringify(BODIES[contract](user, peers))), TODAY);
    expect(reading).toMatchObject({ contract: { ruleset: contract }, snapshot: { userId: user.user_id } });
  }
});

describe('a learner', () => {
  const profiles = [...simulatedProfiles(options(4000))];

  test('has no more buddies at events or in conversations than buddies, and none at an event without peers', () => {
    for (const { user, peers } of profiles) {
      expect(peers.buddies_attending_events.length).toBeLessThanOrEqual(user.profile.buddy_count);
      expect(user.activity.buddies_interacted).toBeLessThanOrEqual(user.profile.buddy_count);
      for (const event of peers.buddies_attending_events)
        expect(peers.batch_event_attendance[event]).toBeGreaterThan(0);
    }
  });

  test('did nothing after the last login, and logged in today while in a streak', () => {
    for (const { activity } of profiles.map(({ user }) => user)) {
      for (const day of [activity.last_event_attended, activity.last_quiz_taken, activity.last_active])
        expect(day === null || day <= activity.last_active).toBe(true);
      expect(activity.last_active <= TODAY).toBe(true);
      if (activity.login_streak > 0) expect(activity.last_active).toBe(TODAY);
    }
  });

  test('adds as many projects as the batch on average, and has a résumé about as often', () => {
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const projects = mean(profiles.map(({ user }) => user.profile.projects_added));
    const ofBatches = mean(profiles.map(({ peers }) => peers.batch_avg_projects));
    // A standard deviation of about 1.9 over 4000 learners gives a standard error of 0.03.
    expect(Math.abs(projects - ofBatches)).toBeLessThan(0.15);
    const resumes = mean(profiles.map(({ user }) => (user.profile.resume_uploaded ? 100 : 0)));
    // Engagement in the log-odds moves the mean towards a half by a few points.
    expect(
      Math.abs(resumes - mean(profiles.map(({ peers }) => peers.batch_resume_uploaded_pct))),
    ).toBeLessThan(6);
  });

  test('who is active in one way is active in other ways, too', () => {
    const karmaOf = (isActive: boolean) =>
      profiles
        .filter(({ user }) => user.activity.posts_created > 1 === isActive)
        .reduce((sum, { user }, _, { length }) => sum + user.profile.karma / length, 0);
    expect(karmaOf(true)).toBeGreaterThan(1.1 * karmaOf(false));
  });
});
