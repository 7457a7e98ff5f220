import type { Guard } from './guard.ts';
import { cooldown } from './guards/cooldown.ts';
import { cycleCap } from './guards/cycle-cap.ts';
import { holdout } from './guards/holdout.ts';
import { lowRisk } from './guards/low-risk.ts';
import { optedOut } from './guards/opted-out.ts';
import { quietHours } from './guards/quiet-hours.ts';
import { weeklyCap } from './guards/weekly-cap.ts';

/** All guards. Each guard judges every candidate for its recipients, so that every reason is on record. */
export const GUARDS: readonly Guard[] = [
  holdout,
  optedOut,
  lowRisk,
  quietHours,
  cooldown,
  weeklyCap,
  cycleCap,
];
