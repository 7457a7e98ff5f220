import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CalendarDate } from '../../src/domain/moment.ts';
import { fires } from '../../src/insight/engine.ts';
import { INSIGHT_RULES } from '../../src/insight/rules.ts';
import type { Kind } from '../../src/insight/settings.ts';
import { type Situation, situationOf } from '../../src/insight/situation.ts';
import { arbitrarySnapshot } from './arbitrary-snapshot.ts';
import { shippedInsight, situationWith, TODAY } from './example-snapshot.ts';
import { frozen } from './example-standing.ts';

const { rules } = shippedInsight.rulesets.union;

const ago = (days: number) =>
  new Date(Date.parse(TODAY) - days * 86_400_000).toISOString().slice(0, 10) as CalendarDate;

/** A situation in which each rule fires with the union of the rules as shipped, at its very threshold. */
const FIRES: Record<Kind, Situation> = {
  resume: situationWith({ profile: { resumeUploaded: false }, peers: { resumeUploadedPercent: 70 } }),
  project: situationWith({ profile: { projectsAdded: 1 }, peers: { averageProjects: 1.5 } }),
  quiz: situationWith({ activity: { lastQuizOn: ago(7) } }),
  event: situationWith({ peers: { eventAttendance: { 'tech-talk': 10 } } }),
  event_fomo: situationWith({ activity: { lastEventOn: ago(30) } }),
  trending_event: situationWith({ peers: { eventAttendance: { 'tech-talk': 10 } } }),
  comeback: situationWith({ activity: { lastActiveOn: ago(5), lastEventOn: ago(5), lastQuizOn: ago(6) } }),
};

/** The same situation, one step before the threshold. */
const SILENT: Record<Kind, Situation> = {
  resume: situationWith({ profile: { resumeUploaded: false }, peers: { resumeUploadedPercent: 69.9 } }),
  project: situationWith({ profile: { projectsAdded: 1 }, peers: { averageProjects: 1.4 } }),
  quiz: situationWith({ activity: { lastQuizOn: ago(6) } }),
  event: situationWith({ peers: { eventAttendance: { 'tech-talk': 9 } } }),
  event_fomo: situationWith({
    activity: { lastEventOn: ago(12) },
    peers: { buddiesAttending: ['tech-talk', 'tech-talk'] },
  }),
  trending_event: situationWith({ peers: { eventAttendance: { 'tech-talk': 9 } } }),
  comeback: situationWith({ activity: { lastActiveOn: ago(4), lastEventOn: ago(30), lastQuizOn: ago(30) } }),
};

test('every rule file is listed once, and every rule has its settings', () => {
  const files = readdirSync('src/insight/rules').filter((file) => !file.endsWith('.test.ts'));
  const names = INSIGHT_RULES.map(({ name }) => name);
  expect(names.map((name) => `${name.replaceAll('_', '-')}.ts`).toSorted()).toEqual(files.toSorted());
  expect(names.toSorted()).toEqual(Object.keys(rules).toSorted());
});

test('no rule fires for a learner who does everything that others do', () => {
  for (const rule of INSIGHT_RULES)
    expect(fires(rule, rule.conditions(situationWith(), rules)), rule.name).toBe(false);
});

describe.each(INSIGHT_RULES.map((rule) => [rule.name, rule] as const))('rule %s', (name, rule) => {
  it('fires at its threshold and not before', () => {
    expect(fires(rule, rule.conditions(frozen(FIRES[name]), rules))).toBe(true);
    expect(fires(rule, rule.conditions(frozen(SILENT[name]), rules))).toBe(false);
  });

  it('finds the facts of its example', () => {
    expect(Object.keys(rule.facts(FIRES[name])).toSorted()).toEqual(Object.keys(rule.example).toSorted());
  });

  it('is pure, and its texts can be read in every language', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, (snapshot) => {
        const situation = situationOf(frozen(snapshot), TODAY, 30);
        const facts = rule.facts(situation);
        expect(rule.facts(situation)).toEqual(facts);
        expect(rule.conditions(situation, rules)).toEqual(rule.conditions(situation, rules));
        for (const texts of Object.values(shippedInsight.texts)) {
          const { numbers, goal, action } = texts[name];
          const said = [rule.isTrue(situation, shippedInsight.proof) ? numbers : goal, goal, action];
          for (const text of said) {
            expect(text(facts)).toMatch(/\S/);
            expect(text(facts)).not.toMatch(
              /undefined|null|NaN|\{|\}| {2}|(?<![\d.,])1 (days|projects|Tage|Tagen|Projekte)\b|(?<![\d.,])0 (days|of|of your)\b|-\d/,
            );
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});
