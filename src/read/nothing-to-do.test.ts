import { expect, test } from 'vitest';
import { nothingToDo } from './nothing-to-do.ts';

const REACHABLE_DAYS = 35;
const said = (learner: Partial<Parameters<typeof nothingToDo>[0]>) =>
  nothingToDo({ holdout: false, wasActive: true, silentDays: 3, ...learner }, REACHABLE_DAYS);

test.each([
  [{ silentDays: 35 }, 'nothing_due', 'Nothing to do now.'],
  [{ silentDays: 76.4 }, 'probably_gone', 'Silent for 76 days, probably gone. One last friendly note?'],
  [
    { silentDays: 60, wasActive: false },
    'never_there',
    'Not here once in 60 days, probably not coming. One last friendly note?',
  ],
  [
    { silentDays: 76, holdout: true },
    'comparison_group',
    'In the comparison group, which gets no nudges. Help if you see need.',
  ],
  [{ silentDays: null }, 'nothing_due', 'Nothing to do now.'],
] as const)('%o: %s', (learner, reason, sentence) => {
  expect(said(learner)).toEqual({ reason, sentence });
});
