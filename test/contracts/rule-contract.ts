import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { Condition } from '../../src/decide/condition.ts';
import { explainRule, propose } from '../../src/decide/propose.ts';
import type { Rule } from '../../src/decide/rule.ts';
import type { Facts } from '../../src/settings/text.ts';
import { frozen } from './example-standing.ts';

/** The rules of one kind, and the examples for their contract. */
interface RuleKind<Seen, Listed extends Rule<Seen>> {
  /** The folder of the rules' files. */
  readonly folder: string;
  readonly rules: readonly Listed[];
  readonly settings: Parameters<typeof propose<Seen, Listed>>[2];
  /** An example for which no rule fires. */
  readonly well: Seen;
  /** An example about which nothing is known; null where a client cannot send such an example. */
  readonly unknown: Seen | null;
  /** For each rule an example for which it fires, exactly at its threshold. */
  readonly fires: Readonly<Record<Listed['name'], Seen>>;
  /** The same examples one step before the threshold. */
  readonly silent: Readonly<Record<Listed['name'], Seen>>;
  readonly arbitrary: fc.Arbitrary<Seen>;
  /** All texts of the rule for an example. */
  readonly said: (name: Listed['name'], seen: Seen, facts: Facts, fired: boolean) => readonly string[];
  /** What no text may contain. */
  readonly unreadable: RegExp;
}

/** Tests the promises of every rule, of whatever kind. */
export function testRules<Seen, Listed extends Rule<Seen>>(kind: RuleKind<Seen, Listed>): void {
  const { rules, settings } = kind;
  const namesFiredFor = (seen: Seen) => propose(rules, seen, settings).map(({ rule }) => rule.name);

  test('every rule file is listed once, and every rule has its settings', () => {
    const files = readdirSync(kind.folder).filter((file) => !file.endsWith('.test.ts'));
    const names = rules.map(({ name }) => name);
    expect(names.map((name) => `${name.replaceAll('_', '-')}.ts`).toSorted()).toEqual(files.toSorted());
    expect(names.toSorted()).toEqual(Object.keys(settings).toSorted());
  });

  test('no rule fires for a learner who does well, or where nothing is known', () => {
    expect(namesFiredFor(kind.well)).toEqual([]);
    if (kind.unknown !== null) expect(namesFiredFor(kind.unknown)).toEqual([]);
  });

  describe.each(rules.map((rule) => [rule.name as Listed['name'], rule] as const))(
    'rule %s',
    (name, rule) => {
      const own = settings[name];

      it('fires at its threshold and not before', () => {
        expect(namesFiredFor(frozen(kind.fires[name]))).toContain(name);
        expect(namesFiredFor(frozen(kind.silent[name]))).not.toContain(name);
      });

      it('finds the facts of its example', () => {
        const facts = rule.facts(kind.fires[name], own);
        expect(Object.keys(facts).toSorted()).toEqual(Object.keys(rule.example).toSorted());
      });

      it('brings its thresholds', () => {
        expect(Object.keys(own)).toEqual(expect.arrayContaining(Object.keys(rule.thresholds)));
      });

      it('is pure, says why it fired or not, and has readable texts', () => {
        fc.assert(
          fc.property(kind.arbitrary, (seen) => {
            const facts = rule.facts(frozen(seen), own);
            expect(rule.facts(seen, own)).toEqual(facts);
            const why = explainRule(rule, seen, settings);
            expect(explainRule(rule, seen, settings)).toEqual(why);
            expect(why.fired).toBe(namesFiredFor(seen).includes(name));
            expectJudged(why.conditions);
            for (const fact of Object.values(facts))
              expect(typeof fact === 'string' || Number.isFinite(fact)).toBe(true);
            for (const text of kind.said(name, seen, facts, why.fired)) {
              expect(text).toMatch(/\S/);
              expect(text).not.toMatch(kind.unreadable);
            }
          }),
          { numRuns: 500 },
        );
      });
    },
  );
}

/** A condition without a value does not hold, and every threshold is a number. */
function expectJudged(conditions: readonly Condition[]): void {
  expect(conditions.length).toBeGreaterThan(0);
  for (const { value, threshold, holds } of conditions) {
    expect(value === null ? !holds : Number.isFinite(value)).toBe(true);
    expect(Number.isFinite(threshold)).toBe(true);
  }
}
