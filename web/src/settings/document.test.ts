import { expect, test } from 'vitest';
import { valueAt, withValue } from './document.ts';

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
