import { type CycleContext, withSettings } from '../cycle/cycle.ts';
import type { SettingsInService } from '../cycle/settings-in-service.ts';
import type { Scorer } from '../model/score.ts';
import type { Service } from '../read/service.ts';
import type { ViewCache } from '../read/view-cache.ts';

/** What is in service at present. */
export interface InService {
  /**
   * Everything in service now. A request reads it once and uses it to its end: it is replaced as a whole, so that no
   * answer mixes two models or two versions of the settings.
   */
  current(): Service;
  /** Puts another model into service. */
  replaceModel(scorer: Scorer): void;
}

/**
 * @param cycle the model, and the settings of the configuration file
 * @param settings knows the version of the settings in service
 * @param newViews makes an empty cache: views of a different model or different settings must not be reused
 */
export function createInService(
  cycle: CycleContext,
  settings: Pick<SettingsInService, 'current'>,
  newViews: () => ViewCache,
): InService {
  let counting = settings.current();
  let current: Service = { ...withSettings(cycle, counting.settings), views: newViews() };
  return {
    current() {
      const latest = settings.current();
      if (latest !== counting) {
        counting = latest;
        current = { ...withSettings(current, latest.settings), views: newViews() };
      }
      return current;
    },
    replaceModel(scorer) {
      current = { ...current, scorer, views: newViews() };
    },
  };
}
