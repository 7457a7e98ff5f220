import Negotiator from 'negotiator';
import type { Language } from './settings.ts';

const LANGUAGES: readonly Language[] = ['en', 'de'];

/**
 * The requested language: the `language` that a body names; otherwise the first known language that an Accept-Language
 * header accepts (RFC 9110, section 12.5.4); otherwise English. A region is ignored: `de-AT` is German.
 */
export function languageOf(named: unknown, accepted: string | undefined): Language {
  const byName = typeof named === 'string' ? known(named) : undefined;
  if (byName !== undefined || accepted === undefined) return byName ?? 'en';
  const wanted = new Negotiator({ headers: { 'accept-language': accepted } }).languages();
  // Negotiator's own choice would let `*` be English before a German that is asked for less.
  return wanted.map(known).find((language) => language !== undefined) ?? 'en';
}

const known = (tag: string): Language | undefined => {
  const primary = tag.trim().toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === primary);
};
