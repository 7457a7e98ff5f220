/**
 * What property tests try is drawn from one seed, so that a change fails for a reason of its own and not by a rare
 * draw. `FAST_CHECK_SEED=random` draws anew; a failure prints its seed, and `FAST_CHECK_SEED=<seed>` draws that again.
 */
import fc from 'fast-check';

const asked = process.env.FAST_CHECK_SEED ?? '20140203';
const seed = Number(asked);
if (asked !== 'random' && !Number.isInteger(seed))
  throw new Error(`FAST_CHECK_SEED is ${asked}: give a whole number, or random`);

fc.configureGlobal({
  // A list may get as long as its test says; left alone, fast-check stops at about ten.
  defaultSizeToMaxWhenMaxSpecified: true,
  ...(asked === 'random' ? {} : { seed }),
});
