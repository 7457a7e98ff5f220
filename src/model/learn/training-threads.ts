import { availableParallelism } from 'node:os';

/**
 * How many threads a training may use: two where the machine has them. More would take it from those who wait for
 * answers, and add little (`npm run bench -- boosting`). What is learnt is the same.
 */
export const trainingThreads = (): number => Math.min(2, availableParallelism());
