import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { RULES } from '../../src/decide/rules.ts';
import { COMMON_EXAMPLE, type RuleSettings } from '../../src/decide/settings.ts';
import type { Standing } from '../../src/decide/standing.ts';
import { arbitraryStanding } from './arbitrary-standing.ts';
import { ALL_UNKNOWN, frozen, riskOf, shippedSettings, standingWith } from './example-standing.ts';

/** A standing for which each rule fires with the settings as shipped. */
const FIRES: Record<keyof RuleSettings, Standing> = {
  risk: standingWith({ risk: riskOf(0.9, 'high') }),
  coming_deadline: standingWith({ day: 39, indicators: { days_since_last_activity: 6 } }),
  missed_assessment: standingWith({ day: 20, submittedAssessmentIds: [] }),
  never_started: standingWith({ day: 20, indicators: { active_days_since_start: 0 } }),
  inactivity: standingWith({ indicators: { days_since_last_activity: 12 } }),
  falling_activity: standingWith({ indicators: { clicks_last_14d: 10 } }),
};

test('every rule file is listed once, and every rule has its settings', () => {
  const files = readdirSync('src/decide/rules').filter((file) => !file.endsWith('.test.ts'));
  expect(RULES.map(({ name }) => `${name.replaceAll('_', '-')}.ts`).toSorted()).toEqual(files.toSorted());
  expect(RULES.map(({ name }) => name).toSorted()).toEqual(Object.keys(shippedSettings.rules).toSorted());
});

test('no rule fires for a learner who does well', () => {
  for (const rule of RULES) expect(rule.facts(standingWith(), shippedSettings.rules)).toBeNull();
});

describe.each(RULES.map((rule) => [rule.name, rule] as const))('rule %s', (name, rule) => {
  const { rules } = shippedSettings;
  const texts = [rules[name].title, rules[name].body, rules[name].action];

  it('fires for its standing, with the facts of its example', () => {
    const facts = rule.facts(frozen(FIRES[name]), rules);
    expect(Object.keys(facts ?? {}).toSorted()).toEqual(Object.keys(rule.example).toSorted());
  });

  it('does not fire where nothing is known', () => {
    const unknown = standingWith({
      risk: null,
      presentation: { ...standingWith().presentation, assessments: [] },
    });
    expect(rule.facts({ ...unknown, indicators: ALL_UNKNOWN }, rules)).toBeNull();
    expect(rule.facts({ ...unknown, indicators: {} }, rules)).toBeNull();
  });

  it('is pure, and its texts can be read', () => {
    fc.assert(
      fc.property(arbitraryStanding, (standing) => {
        const facts = rule.facts(frozen(standing), rules);
        expect(rule.facts(standing, rules)).toEqual(facts);
        if (facts === null) return;
        for (const fact of Object.values(facts))
          expect(typeof fact === 'string' || Number.isFinite(fact)).toBe(true);
        for (const text of texts) {
          const filled = text({ ...COMMON_EXAMPLE, ...facts });
          expect(filled).toMatch(/\S/);
          expect(filled).not.toMatch(/undefined|null|NaN|\{|\}| {2}|\b1 days\b|\b(?!1\b)\d+ day\b|-\d/);
        }
      }),
      { numRuns: 500 },
    );
  });
});
