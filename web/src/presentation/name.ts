import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { formatMonth } from '../format.ts';

/** `BBB, February 2014` */
export const presentationName = ({ courseId, startsOn }: Pick<PresentationView, 'courseId' | 'startsOn'>) =>
  `${courseId}, ${formatMonth(startsOn)}`;
