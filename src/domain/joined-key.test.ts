import fc from 'fast-check';
import { expect, test } from 'vitest';
import { enrolmentKey } from './enrolment.ts';
import { joinedKey, plainPart } from './joined-key.ts';
import { learnerId } from './learner.ts';
import { presentationId } from './presentation.ts';

/** Texts in which everything that might separate parts is frequent. */
const part = fc.string({ unit: fc.constantFrom('a', '1', '/', '%', '%2F', '%25', '@', ':', '|', ' ', 'ä') });
const parts = fc.array(part, { minLength: 1, maxLength: 4 });

test('different parts make different keys', () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const same = one.length === other.length && one.every((text, index) => text === other[index]);
      expect(joinedKey(...one) === joinedKey(...other)).toBe(same);
    }),
  );
});

test('parts are joined as they are where they contain neither the separator nor its escape', () => {
  expect(joinedKey('BBB-2014B', 'kim@example.org', 'a b:c|d')).toBe('BBB-2014B/kim@example.org/a b:c|d');
});

test('an enrolment whose ids contain a slash shares its key with no other', () => {
  const keyOf = (presentation: string, learner: string) =>
    enrolmentKey({ presentationId: presentationId(presentation), learnerId: learnerId(learner) });
  expect(keyOf('X/1', '2')).toBe('X%2F1/2');
  expect(keyOf('X', '1/2')).toBe('X/1%2F2');
  expect(keyOf('X%2F1', '2')).toBe('X%252F1/2');
  expect(keyOf('BBB-2014B', '11391')).toBe('BBB-2014B/11391');
});

test('the parts of a key come back as they were', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '/', '%', '2', '5', 'F') }), (part) => {
      expect(joinedKey(part).split('/').map(plainPart)).toEqual([part]);
    }),
  );
});
