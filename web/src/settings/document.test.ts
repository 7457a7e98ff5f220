import { expect, test } from 'vitest';
import { changedPaths, valueAt, withValue } from './document.ts';

const document = { guards: { cooldownDays: 21, quietHours: { from: '21:00', to: '08:00' } }, rules: {} };

test('a value is changed along its path, and nothing else is', () => {
  const changed = withValue(document, ['guards', 'quietHours', 'from'], '22:00');
  expect(changed.guards).toEqual({ cooldownDays: 21, quietHours: { from: '22:00', to: '08:00' } });
  expect(document.guards.quietHours.from).toBe('21:00');
  expect(changed.rules).toBe(document.rules);
});

test('a value that is not there yet is put there', () => {
  expect(withValue({}, ['rules', 'risk', 'enabled'], false)).toEqual({ rules: { risk: { enabled: false } } });
  expect(valueAt(document, ['guards', 'nothing', 'here'])).toBeUndefined();
});

test('changes are named by their paths, even if a whole part is removed', () => {
  expect(changedPaths(document, document)).toEqual([]);
  expect(changedPaths(document, withValue(document, ['guards', 'cooldownDays'], 7))).toEqual([
    ['guards', 'cooldownDays'],
  ]);
  expect(changedPaths(document, withValue(document, ['guards', 'quietHours'], null))).toEqual([
    ['guards', 'quietHours', 'from'],
    ['guards', 'quietHours', 'to'],
  ]);
});

test('a list changes as a whole', () => {
  expect(changedPaths({ kinds: ['quiz'] }, { kinds: ['quiz', 'event'] })).toEqual([['kinds']]);
});
