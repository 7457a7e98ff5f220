import fc from 'fast-check';
import { addDays, type CalendarDate, dateOf, startOfDate } from '../../src/domain/moment.ts';
import { snapshotWith, TODAY } from './example-snapshot.ts';

const day = fc.option(fc.nat(400).map((ago): CalendarDate => dateOf(addDays(startOfDate(TODAY), -ago))));
const names = fc.array(fc.constantFrom('tech-talk', 'coding-contest', 'startup-meetup'), { maxLength: 5 });

/** Any snapshot that a contract accepts. */
export const arbitrarySnapshot = fc
  .record({
    profile: fc.record({
      resumeUploaded: fc.boolean(),
      goalTags: fc.array(fc.constantFrom('GRE', 'AI'), { maxLength: 2 }),
      karma: fc.integer({ min: -1000, max: 1000 }),
      projectsAdded: fc.nat(20),
      quizzesTaken: fc.nat(3),
      buddyCount: fc.nat(6),
    }),
    activity: fc.record({
      loginStreakDays: fc.nat(3),
      lastEventOn: day,
      lastQuizOn: day,
      lastActiveOn: day,
    }),
    peers: fc.record({
      averageProjects: fc.double({ min: 0, max: 20, noNaN: true }),
      resumeUploadedPercent: fc.double({ min: 0, max: 100, noNaN: true }),
      eventAttendance: fc.dictionary(fc.constantFrom('tech-talk', 'hackathon'), fc.nat(30)),
      buddiesAttending: names,
      cohortSize: fc.option(fc.nat(200)),
    }),
  })
  .map(snapshotWith);
