import type { z } from 'zod';
import { section, yesOrNo } from '../settings/fields.ts';
import type { Rule } from './rule.ts';

type RuleSections<Listed extends Rule<never>, Proposed extends z.ZodRawShape> = {
  [One in Listed as One['name']]: z.ZodObject<
    { readonly enabled: z.ZodDefault<z.ZodBoolean> } & One['thresholds'] & Proposed,
    z.core.$strict
  >;
};

/** `rules` in the configuration: a section for each rule says when it fires (its thresholds) and what it then proposes. */
export const ruleSections = <Listed extends Rule<never>, Proposed extends z.ZodRawShape>(
  rules: readonly Listed[],
  proposed: (rule: Listed) => Proposed,
) =>
  byRule(rules, (rule) =>
    section({
      /** Whether the rule is switched on. */
      enabled: yesOrNo().default(true),
      ...rule.thresholds,
      ...proposed(rule),
    }),
  ) as unknown as z.ZodObject<RuleSections<Listed, Proposed>, z.core.$strict>;

/** A section with a part for each rule, by its name. */
export const byRule = <Listed extends Rule<never>, Part extends z.ZodType>(
  rules: readonly Listed[],
  partOf: (rule: Listed) => Part,
) =>
  section(Object.fromEntries(rules.map((rule) => [rule.name, partOf(rule)])) as Record<Listed['name'], Part>);
