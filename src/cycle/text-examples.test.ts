import { expect, test } from 'vitest';
import file from '../../config/rekindle.config.json' with { type: 'json' };
import { readSettings, settingsDocumentOf } from './settings-in-service.ts';
import { textExamples } from './text-examples.ts';

test('every text that is a template in the settings has an example that reads as a sentence', () => {
  const document = settingsDocumentOf(file);
  const reading = readSettings(document);
  if ('wrong' in reading) throw new TypeError('The shipped settings are wrong.');
  const examples = Object.entries(textExamples(reading.settings));
  // Six rules with three texts; seven kinds with three texts in two languages.
  expect(examples).toHaveLength(6 * 3 + 7 * 3 * 2);
  for (const [path, text] of examples) {
    expect(text, path).not.toMatch(/\{\{|\{%|undefined|NaN/);
    expect(pathIn(document, path), path).toEqual(expect.any(String));
  }
});

const pathIn = (document: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], document);
