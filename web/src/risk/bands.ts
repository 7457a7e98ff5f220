import { BANDS, type Band } from '../../../src/domain/risk.ts';

/** The order people look in. */
export const HIGHEST_FIRST: readonly Band[] = BANDS.toReversed();

export const BAND_NAMES: Readonly<Record<Band, string>> = { high: 'High', medium: 'Medium', low: 'Low' };
