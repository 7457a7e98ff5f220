import type { ResponsePhases } from '../../../src/read/responses-view.ts';

type Figures = ResponsePhases['phases'][number];

/** Measures that can be compared between phases and weeks. All run from 0 to 100. */
export type Measure = 'accuracy' | 'engagement' | 'composite' | 'emotion';
export type Scored = Pick<Figures, Measure>;

interface MeasureDescription {
  readonly label: string;
  readonly note: string;
}

export const MEASURES: Readonly<Record<Measure, MeasureDescription>> = {
  accuracy: {
    label: 'Accuracy',
    note: 'How much of the text the learner said right, as the platform marked it',
  },
  engagement: {
    label: 'Engagement',
    note: 'Calculated from pace, pauses, completeness and liveliness; no person has judged it',
  },
  composite: { label: 'Composite', note: '0.6 times the emotional score plus 0.4 times the accuracy' },
  emotion: {
    label: 'Emotion',
    note: 'How pleasant the voice sounded; an estimate that is often wrong',
  },
};

export const isMeasure = (text: unknown): text is Measure =>
  typeof text === 'string' && Object.hasOwn(MEASURES, text);

/** Emotion and the composite exist only if some learners agreed to emotions. */
export const measuresShown = ({ withEmotion }: { readonly withEmotion: number }): Measure[] =>
  withEmotion > 0 ? ['accuracy', 'engagement', 'composite', 'emotion'] : ['accuracy', 'engagement'];
