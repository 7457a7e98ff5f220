import type { InteractionLog } from './interaction-log.ts';

/** The use of an interaction: to learn from, to choose on, to judge on. */
export const LEARN = 0;
export const CHOOSE = 1;
export const JUDGE = 2;

/** The use of each interaction of a log, in its order. Choosing means to stop the fit and to calibrate it. */
export type Split = Uint8Array;

export const SPLITS = { last: splitByLast, time: splitByTime } as const;
export type SplitName = keyof typeof SPLITS;

/** Each user's last interaction judges and the second last chooses; of users with fewer than three, all are learnt from. */
export function splitByLast(log: InteractionLog): Split {
  const placesOf: number[][] = log.users.map(() => []);
  let length = 0;
  for (const { user } of log.instants()) for (const one of user) placesOf[one].push(length++);
  const split = new Uint8Array(length).fill(LEARN);
  for (const places of placesOf) {
    const [before, last] = places.slice(-2);
    if (places.length < 3) continue;
    split[before] = CHOOSE;
    split[last] = JUDGE;
  }
  return split;
}

const LEARN_SHARE = 0.72;
const PAST_SHARE = 0.8;

/** The first 80 % in time are the past, whose last tenth chooses; the remaining 20 % judge. */
export function splitByTime(log: InteractionLog): Split {
  let length = 0;
  for (const { user } of log.instants()) length += user.length;
  const [chooseFrom, judgeFrom] = [LEARN_SHARE, PAST_SHARE].map((share) => Math.floor(share * length));
  return Uint8Array.from({ length }, (_, place) =>
    place < chooseFrom ? LEARN : place < judgeFrom ? CHOOSE : JUDGE,
  );
}
