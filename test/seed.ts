/**
 * Property tests draw their cases from one fixed seed, so that a test fails because of a change and not by a rare draw.
 * `FAST_CHECK_SEED=random` takes a new seed; a failure prints its seed, and `FAST_CHECK_SEED=<seed>` repeats it.
 */
import fc from 'fast-check';

const asked = process.env.FAST_CHECK_SEED ?? '20140203';
const seed = Number(asked);
if (asked !== 'random' && !Number.isInteger(seed))
  throw new Error(`FAST_CHECK_SEED is ${asked}: give a whole number, or random`);

fc.configureGlobal({
  // A list may be as long as its test says; by default fast-check stops at about ten entries.
  defaultSizeToMaxWhenMaxSpecified: true,
  ...(asked === 'random' ? {} : { seed }),
});
