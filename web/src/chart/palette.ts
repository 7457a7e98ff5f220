import type { Band } from '../../../src/domain/risk.ts';

/**
 * The colours of one scheme. Style sheets get them as CSS variables (theme.ts), charts as values: both look alike.
 *
 * The risk colours run from blue over amber to vermilion, hues that people with any of the common colour vision
 * deficiencies keep apart (Okabe and Ito, "Color Universal Design", 2008), and their lightness runs one way only, so
 * that the order is kept in grey as well. A shape and a word always name the band, too.
 */
export interface Palette {
  readonly scheme: 'light' | 'dark';
  readonly page: string;
  readonly surface: string;
  readonly raised: string;
  readonly border: string;
  /** The outline of what can be moved or filled in: at least 3:1 on page and surface. */
  readonly control: string;
  readonly text: string;
  /** For secondary text: at least 4.5:1 on page and surface. */
  readonly dimmed: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly grid: string;
  readonly bands: Readonly<Record<Band, { solid: string; text: string; tint: string }>>;
  /** Stops of the heatmap, from no risk to certain, through the hues of the bands. */
  readonly heat: readonly string[];
  /** Earlier presentations in the trends, newest first. */
  readonly earlier: readonly string[];
  /** The groups of content in the activity timeline. */
  readonly groups: readonly string[];
}

export const LIGHT: Palette = {
  scheme: 'light',
  page: '#f6f5f1',
  surface: '#ffffff',
  raised: '#faf9f6',
  border: '#e3e0d8',
  control: '#868b93',
  text: '#22262c',
  dimmed: '#5d636c',
  accent: '#2b6a93',
  accentSoft: '#e6f0f6',
  grid: '#ebe8e1',
  bands: {
    low: { solid: '#5590ba', text: '#1d5f8c', tint: '#e6f0f6' },
    medium: { solid: '#b87a10', text: '#835500', tint: '#fbf1da' },
    high: { solid: '#c4472c', text: '#a8321a', tint: '#fbeae4' },
  },
  heat: ['#5b98c1', '#8c8a52', '#b07220', '#b95425', '#9c2c1c', '#5c0f16'],
  earlier: ['#80858e', '#a37b45', '#668a72'],
  groups: ['#2b6a93', '#b87a10', '#3f8e76', '#7d8a97', '#9c6fae'],
};

export const DARK: Palette = {
  scheme: 'dark',
  page: '#13161a',
  surface: '#1b1f25',
  raised: '#20252c',
  border: '#2d333c',
  control: '#6f7883',
  text: '#e4e6e9',
  dimmed: '#a0a8b3',
  accent: '#7db8dc',
  accentSoft: '#1d3240',
  grid: '#2a3038',
  bands: {
    low: { solid: '#4f8bb3', text: '#93c6e6', tint: '#1a303f' },
    medium: { solid: '#d6a03f', text: '#f0c56c', tint: '#3a2f18' },
    high: { solid: '#e8694a', text: '#ff9e86', tint: '#432420' },
  },
  heat: ['#47789a', '#7d7f66', '#b3833a', '#d9853c', '#f0803f', '#ff9466'],
  earlier: ['#8f98a3', '#c19b68', '#86ab94'],
  groups: ['#5a9dc8', '#d6a03f', '#4fa88d', '#78838f', '#b58ac6'],
};

export const paletteOf = (scheme: 'light' | 'dark'): Palette => (scheme === 'dark' ? DARK : LIGHT);
