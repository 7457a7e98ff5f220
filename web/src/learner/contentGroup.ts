/** The few kinds of content that the timeline tells apart, in the order of the stack. */
export const CONTENT_GROUPS = [
  'Content',
  'Quizzes and assessments',
  'Discussion',
  'Course home',
  'Other',
] as const;
export type ContentGroup = (typeof CONTENT_GROUPS)[number];

/** Types as OULAD names them (vle.csv, activity_type), and the plain names that other platforms send. */
const TYPES: Readonly<Partial<Record<ContentGroup, readonly string[]>>> = {
  Content: [
    ...['oucontent', 'resource', 'url', 'page', 'subpage', 'sharedsubpage', 'folder', 'htmlactivity'],
    ...['dualpane', 'glossary', 'content', 'video', 'book', 'lesson'],
  ],
  'Quizzes and assessments': [
    ...['quiz', 'externalquiz', 'questionnaire', 'repeatactivity', 'assessment', 'assignment'],
    'spoken_response',
  ],
  Discussion: ['forumng', 'oucollaborate', 'ouelluminate', 'ouwiki', 'forum', 'wiki', 'chat'],
  'Course home': ['homepage'],
};

export const contentGroup = (type: string): ContentGroup =>
  CONTENT_GROUPS.find((group) => TYPES[group]?.includes(type)) ?? 'Other';

/** Interactions of one day by group; groups without any are 0. */
export function byGroup(byType: Readonly<Record<string, number>>): Record<ContentGroup, number> {
  const sums: Record<ContentGroup, number> = {
    Content: 0,
    'Quizzes and assessments': 0,
    Discussion: 0,
    'Course home': 0,
    Other: 0,
  };
  for (const [type, interactions] of Object.entries(byType)) sums[contentGroup(type)] += interactions;
  return sums;
}
