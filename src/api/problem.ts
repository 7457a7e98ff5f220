import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest, FastifySchemaValidationError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DiskFullError, InputError, NotFoundError, OverloadedError } from '../errors.ts';
import type { Fault } from '../settings/faults.ts';

/** Errors as RFC 9457 problem details, with every wrong field at once. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z
      .array(
        z.object({
          path: z.string(),
          problem: z.string(),
          given: z.string().optional(),
          expected: z.string().optional(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details' });
export type Problem = z.infer<typeof problemSchema>;

export const problem = (status: number, detail: string, errors?: Problem['errors']): Problem => ({
  type: 'about:blank',
  title: STATUS_CODES[status] ?? 'Error',
  status,
  detail,
  ...(errors === undefined ? {} : { errors }),
});

/** Answers that a body has these faults. */
export function answerWrongBody(reply: FastifyReply, faults: readonly Fault[]): void {
  const errors = faults.map((fault) => ({
    ...fault,
    path: fault.path === '' ? 'body' : `body.${fault.path}`,
  }));
  const answer = problem(422, 'The request has wrong fields.', errors);
  reply.code(422).type('application/problem+json').send(JSON.stringify(answer));
}

/**
 * Answers a failure as a problem; what nobody expected is logged whole and told in general words. For the server's error
 * handler and for what fails before a route is found.
 */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = problemOf(error);
  if (error instanceof OverloadedError) reply.header('retry-after', error.retryAfterSeconds);
  else if (answer.status >= 500) request.log.error({ err: error }, 'request failed');
  return reply.code(answer.status).type('application/problem+json').send(JSON.stringify(answer));
}

function problemOf(error: unknown): Problem {
  if (hasZodFastifySchemaValidationErrors(error))
    return problem(
      422,
      'The request has wrong fields.',
      error.validation.flatMap((issue) =>
        problemsOf(
          issue,
          `${error.validationContext ?? ''}${issue.instancePath.replaceAll('/', '.')}`.replace(/\.$/, ''),
        ),
      ),
    );
  if (error instanceof NotFoundError) return problem(404, error.message);
  if (error instanceof InputError) return problem(422, error.message);
  if (error instanceof DiskFullError) return problem(507, error.message);
  if (error instanceof OverloadedError) return problem(503, error.message);
  const status = statusOf(error);
  if (status === 415) return problem(415, 'The body must be application/json.');
  return status < 500
    ? problem(status, (error as Error).message)
    : problem(500, 'Something failed on the server; its log says what.');
}

/** What is wrong at a place; fields that are not known there are named one by one. */
const problemsOf = (
  issue: FastifySchemaValidationError,
  path: string,
): { path: string; problem: string }[] =>
  issue.keyword === 'unrecognized_keys' && Array.isArray(issue.params.keys)
    ? issue.params.keys.map((key) => ({ path: `${path}.${key}`, problem: 'is not known' }))
    : [{ path, problem: issue.message ?? 'is wrong' }];

const statusOf = (error: unknown): number =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
