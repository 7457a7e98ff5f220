/** The few kinds of study the timeline tells apart, in the order they are stacked. */
export const CONTENT_GROUPS = [
  'Reading',
  'Quizzes and assessments',
  'Discussion',
  'Course home',
  'Other',
] as const;
export type ContentGroup = (typeof CONTENT_GROUPS)[number];

/** Activity types of the Open University's learning environment, as OULAD names them (vle.csv, activity_type). */
const GROUP_OF_TYPE: Readonly<Record<string, ContentGroup>> = {
  oucontent: 'Reading',
  resource: 'Reading',
  url: 'Reading',
  page: 'Reading',
  subpage: 'Reading',
  sharedsubpage: 'Reading',
  folder: 'Reading',
  htmlactivity: 'Reading',
  dualpane: 'Reading',
  glossary: 'Reading',
  quiz: 'Quizzes and assessments',
  externalquiz: 'Quizzes and assessments',
  questionnaire: 'Quizzes and assessments',
  assessment: 'Quizzes and assessments',
  repeatactivity: 'Quizzes and assessments',
  forumng: 'Discussion',
  oucollaborate: 'Discussion',
  ouelluminate: 'Discussion',
  ouwiki: 'Discussion',
  homepage: 'Course home',
};

export const contentGroup = (type: string): ContentGroup => GROUP_OF_TYPE[type] ?? 'Other';

/** Interactions of one day by group; groups without any are 0. */
export function byGroup(byType: Readonly<Record<string, number>>): Record<ContentGroup, number> {
  const sums: Record<ContentGroup, number> = {
    Reading: 0,
    'Quizzes and assessments': 0,
    Discussion: 0,
    'Course home': 0,
    Other: 0,
  };
  for (const [type, interactions] of Object.entries(byType)) sums[contentGroup(type)] += interactions;
  return sums;
}
