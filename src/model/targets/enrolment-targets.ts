import { InputError } from '../../errors.ts';
import { dropout } from './dropout.ts';
import type { EnrolmentTarget } from './enrolment-target.ts';
import { withdrawal, withdrawalAhead } from './withdrawal.ts';

/** All targets of enrolments, by name. */
export const ENROLMENT_TARGETS: Readonly<Record<string, EnrolmentTarget>> = {
  [dropout.name]: dropout,
  [withdrawal.name]: withdrawal,
  [withdrawalAhead.name]: withdrawalAhead,
};

/** @throws InputError where no target has that name; the message lists the names */
export function enrolmentTargetNamed(name: string): EnrolmentTarget {
  if (!Object.hasOwn(ENROLMENT_TARGETS, name))
    throw new InputError(
      `There is no target ${name} of enrolments; there are ${Object.keys(ENROLMENT_TARGETS).join(', ')}.`,
    );
  return ENROLMENT_TARGETS[name];
}
