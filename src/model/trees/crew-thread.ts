import { workerData } from 'node:worker_threads';
import type { ThreadStart } from './crew.ts';
import { sumsOn } from './histograms.ts';
import { serve } from './signal.ts';
import { doPiece, type Hand } from './step.ts';
import { layOut } from './workspace.ts';

/* A further thread of a crew: does pieces of each step until the crew is dismissed. */
const { memory, size, kernel, bins, rules } = workerData as ThreadStart;
const space = layOut(memory.buffer, size);
const hand: Hand = { space, sums: sumsOn(kernel, space, memory), bins, rules };
serve(space, (piece) => doPiece(hand, piece));
