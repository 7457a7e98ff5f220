import { expect, test } from 'vitest';
import { cached } from './cached.ts';

test('the work is done once while its text is among the last that were asked for, also where it gives null', () => {
  const asked: string[] = [];
  const work = cached(2, (text: string) => {
    asked.push(text);
    return text === 'none' ? null : text.length;
  });
  expect([work('none'), work('a'), work('none'), work('three'), work('none'), work('a')]).toEqual([
    null,
    1,
    null,
    5,
    null,
    1,
  ]);
  expect(asked).toEqual(['none', 'a', 'three', 'a']);
});
