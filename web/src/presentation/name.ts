import type { PresentationView } from '../../../src/read/presentations-view.ts';
import { formatMonth } from '../format.ts';

/** `BBB, February 2014`, with the title of the course where it has one. */
export const presentationName = ({
  title,
  courseId,
  startsOn,
}: Pick<PresentationView, 'title' | 'courseId' | 'startsOn'>) =>
  `${title ?? courseId}, ${formatMonth(startsOn)}`;
