import fastifyCompress from '@fastify/compress';
import type { Server } from './http.ts';

/** Below this an answer fits into a packet or two as it is. */
const LEAST_BYTES = 1_024;

/**
 * Compresses answers for clients that can read it, a list of learners to about a tenth. The dashboard's own files were
 * compressed when they were built; a stream of events is written past this, event by event. Requests are taken
 * uncompressed only: a small one could unfold to any size.
 */
export const compressAnswers = async (server: Server): Promise<void> => {
  await server.register(fastifyCompress, {
    encodings: ['br', 'gzip'],
    threshold: LEAST_BYTES,
    globalDecompression: false,
  });
};
