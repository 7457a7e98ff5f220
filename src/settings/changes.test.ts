import { expect, test } from 'vitest';
import { changesBetween } from './changes.ts';

const document = { guards: { cooldownDays: 21, quietHours: { from: '21:00', to: '08:00' } }, rules: {} };

test('a document does not differ from its copy', () => {
  expect(changesBetween(document, structuredClone(document))).toEqual([]);
});

test('a changed value is named by its path', () => {
  const after = { ...document, guards: { ...document.guards, cooldownDays: 7 } };
  expect(changesBetween(document, after)).toEqual([{ path: 'guards.cooldownDays', before: 21, after: 7 }]);
});

test('where a part goes or comes as a whole, each of its values does', () => {
  const without = { ...document, guards: { ...document.guards, quietHours: null } };
  expect(changesBetween(document, without)).toEqual([
    { path: 'guards.quietHours.from', before: '21:00', after: null },
    { path: 'guards.quietHours.to', before: '08:00', after: null },
  ]);
  expect(changesBetween(without, document).map(({ after }) => after)).toEqual(['21:00', '08:00']);
});

test('lists are compared entry by entry', () => {
  expect(changesBetween({ kinds: ['quiz'] }, { kinds: ['quiz'] })).toEqual([]);
  expect(changesBetween({ kinds: ['quiz'] }, { kinds: ['quiz', 'event'] })).toEqual([
    { path: 'kinds.1', before: null, after: 'event' },
  ]);
});
