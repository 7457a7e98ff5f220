import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FLAT_EXAMPLE, NESTED_EXAMPLE } from '../../src/api/insight-example.ts';
import type { CalendarDate } from '../../src/domain/moment.ts';
import { flat } from '../../src/insight/contracts/flat.ts';
import { nested } from '../../src/insight/contracts/nested.ts';
import { mutated } from '../fixtures/mutated.ts';

const TODAY = '2025-06-10' as CalendarDate;

const { profile, activity, peer_snapshot } = FLAT_EXAMPLE;

/** A body with every optional field. */
const full = {
  user_id: FLAT_EXAMPLE.user_id,
  profile: { ...profile, buddies: ['a', 'b'] },
  activity: { ...activity, last_quiz_taken: '2025-06-10', last_active: null },
  peer_snapshot: { ...peer_snapshot, batch_size: 40 },
};

const CONTRACTS = [
  { contract: flat, examples: [FLAT_EXAMPLE, full] },
  {
    contract: nested,
    examples: [NESTED_EXAMPLE, { user_data: full, peer_snapshot: full.peer_snapshot }],
  },
];

/** Values on either side of every limit of a field, and some of every type. */
const change = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  fc.constantFrom(null, true, [], {}, -1, 0, -0, 0.5, 1, 100, 100.5, 1e308),
  fc.constantFrom(1_000_000, 1_000_001, -1_000_000, -1_000_001),
  fc.constantFrom(0, 1, 99, 100, 101, 199, 200, 201).map((length) => 'é'.repeat(length)),
  fc.constantFrom(50, 51, 100, 101).map((length) => '\u{1f389}'.repeat(length)),
  fc.constantFrom(1000, 1001).map((length) => Array<string>(length).fill('chess')),
  fc.constantFrom('2025-06-10', '2025-06-11', '2025-02-30', '2025-06-10T23:59:59Z', '2025-06-10 noon', '3'),
  fc.constantFrom('__proto__', 'toString', '', 'a'.repeat(201)).map((key) => JSON.parse(`{"${key}":1}`)),
  fc.jsonValue({ maxDepth: 1 }),
);

const changes = fc.array(fc.tuple(fc.array(fc.nat(10), { minLength: 1, maxLength: 4 }), change), {
  maxLength: 2,
});

describe.each(CONTRACTS)('a body of the $contract.ruleset contract', ({ contract, examples }) => {
  const { schema, read } = contract.bodyOn(TODAY);

  test('is accepted exactly where Zod accepts it, and read as Zod reads it', () => {
    const counts = { right: 0, wrong: 0 };
    fc.assert(
      fc.property(fc.constantFrom(...examples), changes, (example, changed) => {
        const made = changed.reduce<unknown>((now, [path, value]) => mutated(now, path, value), example);
        const body: unknown = JSON.parse(JSON.stringify(made) ?? 'null');
        const byZod = schema.safeParse(body);
        const reading = read(body);
        counts[byZod.success ? 'right' : 'wrong'] += 1;
        if (byZod.success) expect(reading).toEqual(read(byZod.data));
        expect('snapshot' in reading).toBe(byZod.success);
      }),
      { numRuns: 3000 },
    );
    expect(counts.right).toBeGreaterThan(300);
    expect(counts.wrong).toBeGreaterThan(300);
  });
});
