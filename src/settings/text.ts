import { Liquid, type Template } from 'liquidjs';
import { z } from 'zod';
import type { Candidate } from '../domain/decision.ts';
import { counted } from '../domain/phrase.ts';

/** Numbers and sentences that a text may use, by name. */
export type Facts = Candidate['facts'];

/** Fills a text with facts. */
export type Text = (facts: Facts) => string;

/** How many filled texts are cached: filling takes about 20 µs, and most learners of a cycle share the same few numbers. */
const KEPT_TEXTS = 5_000;

// A text cannot include other templates, so filling one reads no file.
// People may write them while the server runs, so none can take long or much: no loops, and little memory.
const liquid = new Liquid({
  strictVariables: true,
  strictFilters: true,
  templates: {},
  memoryLimit: 1_000_000,
});
for (const loop of ['for', 'tablerow']) delete liquid.tags[loop];
liquid.registerFilter('counted', counted);

/**
 * The schema of a LiquidJS template (https://liquidjs.com), parsed once. In addition to LiquidJS's own filters there is
 * `counted`: `{{ days | counted: "day" }}` gives `1 day` or `12 days`; its second argument is an irregular plural.
 * A text is refused where it does not parse, where any of its branches names a fact that `example` lacks, or where the
 * example's facts give an empty text.
 */
export const textSchema = (example: Facts) =>
  z.string({ error: 'must be a text' }).transform((source, context): Text => {
    const text = parseText(source, example);
    if (typeof text === 'function') return text;
    context.addIssue({ code: 'custom', message: text.refused, input: source });
    return z.NEVER;
  });

function parseText(source: string, example: Facts): Text | { readonly refused: string } {
  try {
    const template = liquid.parse(source);
    const names = liquid.globalVariablesSync(template);
    const unknown = names.find((name) => !Object.hasOwn(example, name));
    if (unknown !== undefined)
      return { refused: `must use only ${Object.keys(example).join(', ')}, and uses ${unknown}` };
    const text = filled(template, names);
    return text(example).trim() === '' ? { refused: 'must not be empty' } : text;
  } catch (error) {
    return { refused: `must be a LiquidJS template: ${(error as Error).message}` };
  }
}

/** Fills the template, only once for the same values of the facts it names. */
function filled(template: Template[], names: readonly string[]): Text {
  const kept = new Map<unknown, string>();
  const [name = ''] = names;
  // Most texts name one fact or none, and a value is a faster key than JSON.
  const keyOf = (facts: Facts) =>
    names.length > 1 ? JSON.stringify(names.map((name) => facts[name])) : facts[name];
  return (facts) => {
    const key = keyOf(facts);
    const known = kept.get(key);
    if (known !== undefined) return known;
    const text: string = liquid.renderSync(template, facts);
    if (kept.size >= KEPT_TEXTS) kept.clear();
    kept.set(key, text);
    return text;
  };
}
