import { expect, test } from 'vitest';
import file from '../../config/rekindle.config.json' with { type: 'json' };
import { plainScorer } from '../../test/fixtures/plain-scorer.ts';
import { serviceOver } from '../../test/fixtures/service.ts';
import { type CountingSettings, readSettings, settingsDocumentOf } from '../cycle/settings-in-service.ts';
import { createViewCache } from '../read/view-cache.ts';
import type { EventLog } from '../store/event-log.ts';
import type { State } from '../store/state.ts';
import { createInService } from './in-service.ts';

const written = settingsDocumentOf(file);

/** A version of the settings in which nobody gets more than `maxPerWeek` nudges a week. */
function version(number: number, maxPerWeek: number): CountingSettings {
  const reading = readSettings(written);
  if ('wrong' in reading) throw new TypeError('The shipped settings are wrong.');
  const { settings } = reading;
  return {
    version: number,
    saved: null,
    document: written,
    settings: { ...settings, guards: { ...settings.guards, maxPerWeek } },
  };
}

const withStores = () => serviceOver({ state: {} as State, eventLog: {} as EventLog, close: async () => {} });

test('what a request has taken stays whole while model and settings change', async () => {
  let counting = version(1, 3);
  const inService = createInService(withStores(), { current: () => counting }, () => createViewCache(5));
  const taken = inService.current();
  expect(inService.current()).toBe(taken);
  expect(taken.settings.guards.maxPerWeek).toBe(3);
  await taken.views.view('A', 'k', async () => 'by the plain model');

  inService.replaceModel(plainScorer('other'));
  counting = version(2, 5);
  const { scorer, settings, views } = inService.current();
  expect([scorer.modelId, settings.guards.maxPerWeek]).toEqual(['other', 5]);
  expect([taken.scorer.modelId, taken.settings.guards.maxPerWeek]).toEqual(['plain', 3]);
  // Views of the earlier model must not be reused, even where a request that began under it stores one later.
  await taken.views.view('A', 'late', async () => 'by the plain model');
  expect(await views.view('A', 'k', async () => 'anew')).toBe('anew');
  expect(await views.view('A', 'late', async () => 'anew')).toBe('anew');
});
