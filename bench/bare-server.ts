/**
 * A bare Fastify route that takes the same body and gives an answer of the same size: the limit of what a server can do.
 * It can compute for a given number of microseconds per request, to show what any work costs by this measure.
 */
import Fastify from 'fastify';

const NUDGE = {
  type: 'profile',
  title: "80% of your peers have uploaded resumes. You haven't yet!",
  action: 'Upload resume now',
  priority: 'high',
  kind: 'resume',
  rank: 1,
  source: 'rule',
  probability: null,
  reasons: [
    { fact: 'resume_uploaded', value: 0, wanted: 'below', threshold: 1 },
    { fact: 'batch_resume_uploaded_pct', value: 80, wanted: 'at least', threshold: 70 },
  ],
};

const workMs = Number(process.argv[2] ?? 0) / 1000;

const server = Fastify();
server.post('/analyze-engagement', async (request) => {
  for (const start = performance.now(); performance.now() - start < workMs; );
  return {
    user_id: (request.body as { user_id?: string }).user_id,
    nudges: [NUDGE, NUDGE],
    status: 'generated',
  };
});
process.stdout.write(`ready at ${await server.listen({ port: 0, host: '127.0.0.1' })}\n`);
