import type { Language } from './settings.ts';

const LANGUAGES: readonly Language[] = ['en', 'de'];

/**
 * The requested language: the `language` that a body names; otherwise the first known language that an Accept-Language
 * header accepts (RFC 9110, section 12.5.4); otherwise English. A region is ignored: `de-AT` is German.
 */
export function languageOf(named: unknown, accepted: string | undefined): Language {
  const byName = typeof named === 'string' ? known(named) : undefined;
  if (byName !== undefined || accepted === undefined) return byName ?? 'en';
  const wanted = accepted
    .split(',')
    .map((range) => {
      const [tag = '', quality] = range.trim().split(/\s*;\s*q=/);
      return { language: known(tag), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted[0]?.language ?? 'en';
}

const known = (tag: string): Language | undefined => {
  const primary = tag.trim().toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === primary);
};
