import { describe, expect, it } from 'vitest';
import { at, occasionWith } from '../../../test/contracts/example-occasion.ts';
import { shippedSettings } from '../../../test/contracts/example-standing.ts';
import { cycleCap } from './cycle-cap.ts';

const settings = { ...shippedSettings.guards, maxPerCycle: 3 };
const objectionAfter = (count: number, deliveredAt: string) =>
  cycleCap.objection(
    occasionWith({
      history: Array.from({ length: count }, (_, index) => ({
        intervention: `number_${index}`,
        recipient: index === 0 ? 'coach' : 'learner',
        deliveredAt: at(deliveredAt),
        ghost: false,
      })),
      now: at('2014-03-13T09:00:00Z'),
    }),
    settings,
  );

describe('cycle cap', () => {
  it('forbids one more than is allowed, whoever the recipient is', () => {
    expect(objectionAfter(2, '2014-03-13T09:00:00Z')).toBeNull();
    expect(objectionAfter(3, '2014-03-13T09:00:00Z')).toBe(
      '3 interventions came first in this cycle; the most allowed is 3',
    );
  });

  it('ignores other cycles', () => {
    expect(objectionAfter(5, '2014-03-12T09:00:00Z')).toBeNull();
    expect(objectionAfter(5, '2014-03-14T09:00:00Z')).toBeNull();
  });
});
