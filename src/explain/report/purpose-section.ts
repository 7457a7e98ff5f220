import { list, type Section, text } from './card.ts';

interface Purpose {
  readonly use: string;
  readonly target: string;
  /** Whether the model judges learners, so that misuse would hurt them. */
  readonly isOfLearners: boolean;
}

const NUDGE = 'Rows with a yes in the table that it learnt from.';

const PURPOSES: Readonly<Record<string, Purpose>> = {
  dropout: {
    use: 'It estimates, for an enrolment that is still registered at a moment, the probability that it will end withdrawn or failed. A coach uses it to decide whom to talk to first.',
    target:
      'In this order: the last recorded final result decides (fail is a dropout, pass and distinction are not); otherwise a withdrawal after which the learner did not register again is a dropout; otherwise the outcome is unknown, and the enrolment is used neither to learn nor to judge.',
    isOfLearners: true,
  },
  withdrawal: {
    use: 'It estimates, for an enrolment that is still registered at a moment, the probability that the learner will withdraw within the next 21 days. A coach uses it to decide whom to talk to now.',
    target:
      'A withdrawal within 21 days after which the learner did not register again. An enrolment counts once at every scan until it ends.',
    isOfLearners: true,
  },
  withdrawal_ahead: {
    use: 'It estimates, for an enrolment that is still registered at a moment, the probability that the learner will withdraw 14 to 21 days later, while there is time to act.',
    target:
      'A withdrawal 14 to 21 days later, after which the learner did not register again; an earlier withdrawal counts as no.',
    isOfLearners: true,
  },
  engagement: {
    use: 'It estimates, for a user and an item, the probability that the user will engage with it. It orders what is offered.',
    target:
      'Of ratings: four stars or more. Of the content of a course: used in the week that begins, by a learner who is registered then.',
    isOfLearners: false,
  },
  resume: {
    use: 'It estimates the probability that a learner should be nudged to upload a résumé.',
    target: NUDGE,
    isOfLearners: false,
  },
  event: {
    use: 'It estimates the probability that a learner should be nudged to an event.',
    target: NUDGE,
    isOfLearners: false,
  },
};

/** What the model is for, and what it is not for. */
export function purposeSection(target: string): Section {
  const {
    use,
    target: definition,
    isOfLearners,
  } = PURPOSES[target] ?? {
    use: `It estimates the probability of the target ${target}.`,
    target: 'As in the data that it learnt from.',
    isOfLearners: false,
  };
  return {
    heading: 'What it is for',
    blocks: [text(use), text(`Target. ${definition}`), ...(isOfLearners ? [NOT_FOR] : [])],
  };
}

const NOT_FOR = list([
  'Not for marks, admissions, fees or sanctions: no decision that binds a learner should rest on it.',
  'Not for comparing teachers or courses: a risk says how learners of the past with such activity fared, not why.',
  'A risk is a reason to ask, not an answer. The reasons beside it say what it was read from.',
]);
