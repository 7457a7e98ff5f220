import { expect, test } from 'vitest';
import { IS_ACTIVE, IS_LIFE } from './event-sql.ts';

test('conditions say what makes a learner active, and what makes a life', () => {
  expect(IS_ACTIVE).toBe("verb in ('interacted', 'response_scored')");
  expect(IS_LIFE).toBe("verb in ('registered', 'withdrew', 'finished')");
});
