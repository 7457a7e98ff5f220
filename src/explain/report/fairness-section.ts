import { type Section, text } from './card.ts';

/** How alike the model treats groups of learners. */
export const fairnessSection = (): Section => ({
  heading: 'Fairness',
  blocks: [
    text(
      'Not measured in this card. That demographic columns are not read does not make a model fair: activity may stand in for circumstances.',
    ),
  ],
});
