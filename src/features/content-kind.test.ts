import { expect, test } from 'vitest';
import { CONTENT_KINDS, contentKindSql } from './content-kind.ts';

// The activity types in OULAD's table `vle` (Kuzilek, Hlosta and Zdrahal 2017, doi:10.1038/sdata.2017.171).
const OULAD_TYPES = [
  ...['dataplus', 'dualpane', 'externalquiz', 'folder', 'forumng', 'glossary', 'homepage', 'htmlactivity'],
  ...[
    'oucollaborate',
    'oucontent',
    'ouelluminate',
    'ouwiki',
    'page',
    'questionnaire',
    'quiz',
    'repeatactivity',
  ],
  ...['resource', 'sharedsubpage', 'subpage', 'url'],
];

test('every type of content has one kind', () => {
  const types = Object.values(CONTENT_KINDS).flat();
  expect(new Set(types).size).toBe(types.length);
  expect(OULAD_TYPES.filter((type) => !types.some((known) => known === type))).toEqual([]);
});

test('the expression numbers the kinds from 1 and gives 0 for unknown types', () => {
  const sql = contentKindSql('kind_of_thing');
  Object.values(CONTENT_KINDS).forEach((types, index) => {
    expect(sql).toContain(`lower(kind_of_thing) in ('${types.join("', '")}'), ${index + 1}`);
  });
  expect(sql).toMatch(/, 0\)$/);
});
