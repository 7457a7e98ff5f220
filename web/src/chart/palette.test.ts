import { describe, expect, it } from 'vitest';
import { DARK, LIGHT, type Palette } from './palette.ts';

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
const luminance = (hex: string): number => {
  const channel = (from: number): number => {
    const share = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};
const contrast = (a: string, b: string): number => {
  const [lighter = 0, darker = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (lighter + 0.05) / (darker + 0.05);
};

// WCAG 2.2 AA: 4.5:1 for text (1.4.3), 3:1 for graphics that carry meaning (1.4.11).
const TEXT = 4.5;
const GRAPHICS = 3;

describe.each([LIGHT, DARK])('the colours of the $scheme scheme', (palette: Palette) => {
  it('keep text readable on every background it stands on', () => {
    for (const background of [palette.page, palette.surface, palette.raised]) {
      for (const text of [palette.text, palette.dimmed, palette.accent]) {
        expect(contrast(text, background), `${text} on ${background}`).toBeGreaterThanOrEqual(TEXT);
      }
      for (const band of Object.values(palette.bands)) {
        expect(contrast(band.text, background), `${band.text} on ${background}`).toBeGreaterThanOrEqual(TEXT);
      }
    }
    for (const band of Object.values(palette.bands)) {
      expect(contrast(band.text, band.tint), `${band.text} on ${band.tint}`).toBeGreaterThanOrEqual(TEXT);
    }
    expect(contrast(palette.accent, palette.accentSoft)).toBeGreaterThanOrEqual(TEXT);
  });

  it('keep what carries meaning apart from the panel it stands on', () => {
    const solids = Object.values(palette.bands).map(({ solid }) => solid);
    const series = [...palette.earlier, ...palette.groups, palette.accent, palette.dimmed];
    for (const colour of [...solids, ...palette.heat, ...series, palette.control]) {
      expect(contrast(colour, palette.surface), colour).toBeGreaterThanOrEqual(GRAPHICS);
    }
    // The bar of days is on the raised colour.
    expect(contrast(palette.control, palette.raised)).toBeGreaterThanOrEqual(GRAPHICS);
  });

  it('order the heatmap by lightness alone, for people who cannot tell its hues apart', () => {
    const steps = palette.heat.map(luminance);
    const sorted = steps.toSorted((a, b) => (palette.scheme === 'light' ? b - a : a - b));
    expect(steps).toEqual(sorted);
  });
});
