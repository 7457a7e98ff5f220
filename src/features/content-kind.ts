/**
 * Kinds of content that learners use alike, each with the object types that sources report. The types are those of the
 * Open University's learning environment (Kuzilek et al. 2017, table `vle`) and the plain words of other sources. Any other
 * type counts in the totals only. Capitals make no difference.
 */
export const CONTENT_KINDS = {
  forum: ['forumng', 'forum', 'discussion', 'chat'],
  quiz: ['quiz', 'externalquiz', 'questionnaire', 'repeatactivity', 'survey', 'exercise', 'assignment'],
  material: [
    'oucontent',
    'page',
    'dualpane',
    'htmlactivity',
    'dataplus',
    'content',
    'video',
    'lesson',
    'scorm',
    'h5p',
    'lti',
    'book',
  ],
  navigation: ['homepage', 'subpage', 'sharedsubpage', 'folder'],
  reference: ['resource', 'url', 'glossary', 'file', 'link'],
  collaboration: ['ouwiki', 'wiki', 'oucollaborate', 'ouelluminate', 'meeting'],
} as const satisfies Record<string, readonly string[]>;

/** All types that have a kind. */
export const CONTENT_TYPES: ReadonlySet<string> = new Set(Object.values(CONTENT_KINDS).flat());

export type ContentKind = keyof typeof CONTENT_KINDS;

/** A ClickHouse expression that turns the object type in `column` into the number of its content kind, 0 for none. */
export function contentKindSql(column: string): string {
  const cases = Object.values(CONTENT_KINDS).map(
    (types, index) => `lower(${column}) in (${types.map((type) => `'${type}'`).join(', ')}), ${index + 1}`,
  );
  return `multiIf(${cases.join(', ')}, 0)`;
}
