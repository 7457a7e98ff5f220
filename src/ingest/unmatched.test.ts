import { expect, test } from 'vitest';
import { assessment, courseWith } from '../../test/fixtures/course-events.ts';
import { unmatchedOf } from './unmatched.ts';

const course = courseWith('HIS-2014A', { assessments: [assessment('essay-1', 7)] });
const used = (verb: 'interacted' | 'submitted', word: string, events: number) => ({
  presentation_id: course.id,
  verb,
  word,
  events: String(events),
});
const TYPES = new Set(['quiz', 'page']);

test('hand-ins to no assessment and content of no kind are counted, with what they may have meant', () => {
  const words = [
    used('submitted', 'Essay-1', 20),
    used('submitted', 'essay-1', 9),
    used('submitted', 'extra', 2),
    used('interacted', 'Quiz', 50),
    used('interacted', 'hologram', 4),
  ];
  expect(unmatchedOf(words, [course], TYPES)).toEqual([
    {
      kind: 'unknown_assessment',
      events: 22,
      examples: [
        { presentationId: course.id, word: 'Essay-1', meant: 'essay-1' },
        { presentationId: course.id, word: 'extra', meant: null },
      ],
    },
    {
      kind: 'unknown_content_type',
      events: 4,
      examples: [{ presentationId: course.id, word: 'hologram', meant: null }],
    },
  ]);
});

test('where all match there is nothing to say', () => {
  expect(
    unmatchedOf([used('submitted', 'essay-1', 9), used('interacted', 'page', 9)], [course], TYPES),
  ).toEqual([]);
});
