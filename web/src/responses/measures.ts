import type { ResponsePhases } from '../../../src/read/responses-view.ts';

type Figures = ResponsePhases['phases'][number];

/** What can be compared between phases and weeks; all run from 0 to 100. */
export type Measure = 'accuracy' | 'engagement' | 'composite' | 'emotion';
export type Scored = Pick<Figures, Measure>;

interface MeasureDescription {
  readonly label: string;
  readonly note: string;
}

export const MEASURES: Readonly<Record<Measure, MeasureDescription>> = {
  accuracy: { label: 'Accuracy', note: 'How much of the text was said right, as the platform marked it' },
  engagement: {
    label: 'Engagement',
    note: 'From pace, pauses, completeness and liveliness; no human judgement stands behind it',
  },
  composite: { label: 'Composite', note: '0.6 of the emotional score and 0.4 of the accuracy' },
  emotion: {
    label: 'Emotion',
    note: 'How pleasant the voice sounded; an estimate that is often wrong',
  },
};

export const isMeasure = (text: unknown): text is Measure =>
  typeof text === 'string' && Object.hasOwn(MEASURES, text);

/** Emotion, and what is made of it, is there only where it was asked for. */
export const measuresShown = ({ withEmotion }: { readonly withEmotion: number }): Measure[] =>
  withEmotion > 0 ? ['accuracy', 'engagement', 'composite', 'emotion'] : ['accuracy', 'engagement'];
