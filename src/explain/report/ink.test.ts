import { expect, test } from 'vitest';
import { INK } from './ink.ts';

/** Contrast with white by WCAG 2.2: 1 for white itself, 21 for black. */
function contrastOnPaper(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const share = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

test.each([INK.text, INK.quiet])('text in %s can be read on paper', (colour) => {
  expect(contrastOnPaper(colour)).toBeGreaterThanOrEqual(4.5);
});

test.each([INK.axis, INK.main, INK.second, ...INK.lowToHigh])(
  'a mark in %s can be seen on paper',
  (colour) => {
    expect(contrastOnPaper(colour)).toBeGreaterThanOrEqual(3);
  },
);
