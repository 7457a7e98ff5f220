import { RULES } from '../decide/rules.ts';
import { COMMON_EXAMPLE } from '../decide/settings.ts';
import { CONFIGURED_RULES } from '../insight/rules.ts';
import type { Settings } from './settings-in-service.ts';

/**
 * Every text as a person would read it, filled with the example facts of its rule.
 *
 * @returns the texts by their path in the document, for example `rules.risk.title`
 */
export const textExamples = ({ rules, insight }: Settings): Record<string, string> =>
  Object.fromEntries([
    ...RULES.flatMap(({ name, example }) =>
      (['title', 'body', 'action'] as const).map((part) => [
        `rules.${name}.${part}`,
        rules[name][part]({ ...COMMON_EXAMPLE, ...example }),
      ]),
    ),
    ...Object.entries(insight.texts).flatMap(([language, texts]) =>
      CONFIGURED_RULES.flatMap(({ name, example }) =>
        (['numbers', 'goal', 'action'] as const).map((part) => [
          `insight.texts.${language}.${name}.${part}`,
          texts[name][part](example),
        ]),
      ),
    ),
  ]);
