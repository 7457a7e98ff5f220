import { UsageError } from '../../errors.ts';
import { ENGAGEMENT } from '../../model/targets/engagement.ts';
import { ENROLMENT_TARGETS } from '../../model/targets/enrolment-targets.ts';
import { NUDGE_TARGETS } from './nudges.ts';

const TARGETS = [...Object.keys(ENROLMENT_TARGETS), ENGAGEMENT, ...Object.keys(NUDGE_TARGETS)];

/** @throws UsageError where there is no target of that name */
export function checkTarget(name: string): void {
  if (!TARGETS.includes(name))
    throw new UsageError(`unknown target ${name}; known are ${TARGETS.join(', ')}`);
}
