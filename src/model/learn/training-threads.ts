import { availableParallelism } from 'node:os';

/**
 * How many threads a training may use: two where the machine has them. More would take processor time from people who wait
 * for answers, and gain little (`npm run bench -- boosting`). The number does not change what is learnt.
 */
export const trainingThreads = (): number => Math.min(2, availableParallelism());
