import { UsageError } from '../../errors.ts';
import { ENGAGEMENT } from '../../model/targets/engagement.ts';
import { ENROLMENT_TARGETS } from '../../model/targets/enrolment-targets.ts';
import { event } from '../../model/targets/event.ts';
import { resume } from '../../model/targets/resume.ts';
import { contentTarget } from './content-target.ts';
import { enrolmentTarget } from './enrolment-target.ts';
import { nudgeTarget } from './nudge-target.ts';
import type { Target } from './target.ts';

/** All targets that a model can be trained for, by name: the targets of enrolments first, then a line for each other. */
export const TARGETS: Readonly<Record<string, Target>> = {
  ...Object.fromEntries(
    Object.values(ENROLMENT_TARGETS).map((target) => [target.name, enrolmentTarget(target)]),
  ),
  [ENGAGEMENT]: contentTarget,
  [resume.name]: nudgeTarget(resume),
  [event.name]: nudgeTarget(event),
};

/** @throws UsageError where no target has that name */
export function targetNamed(name: string): Target {
  if (!Object.hasOwn(TARGETS, name))
    throw new UsageError(`unknown target ${name}; known are ${Object.keys(TARGETS).join(', ')}`);
  return TARGETS[name];
}
