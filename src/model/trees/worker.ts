import { workerData } from 'node:worker_threads';
import { sumsOn } from './histograms.ts';
import { serve } from './signal.ts';
import { doPiece, type PieceContext, type ThreadStart } from './step.ts';
import { layOut } from './workspace.ts';

/* A thread that helps to grow trees: it does pieces of each step until it is dismissed. */
const { memory, size, kernel, bins, rules } = workerData as ThreadStart;
const space = layOut(memory.buffer, size);
const context: PieceContext = { space, sums: sumsOn(kernel, space, memory), bins, rules };
serve(space, (piece) => doPiece(context, piece));
