import type { FastifyReply, FastifyRequest, FastifySchemaCompiler } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { CalendarDate } from '../domain/moment.ts';
import type { Contract } from '../insight/contracts/contract.ts';
import { flat } from '../insight/contracts/flat.ts';
import { nested } from '../insight/contracts/nested.ts';
import type { Question } from '../insight/engine.ts';
import type { InsightService } from '../insight/insight-service.ts';
import { languageOf } from '../insight/language.ts';
import type { Snapshot } from '../insight/snapshot.ts';
import { FLAT_EXAMPLE, NESTED_EXAMPLE } from './insight-example.ts';
import { answerWrongBody } from './problem.ts';

/** Any day: the document says what a field is, not until when. */
const ANY_DAY = '9999-12-31' as CalendarDate;

export const bodySchema = z.union([flat.bodyOn(ANY_DAY).schema, nested.bodyOn(ANY_DAY).schema]).meta({
  description: 'A body of either contract: one with user_data follows the nested contract.',
  examples: [FLAT_EXAMPLE, NESTED_EXAMPLE],
});

/** Checks what zod checks, but not the body: its reader names what is wrong by its contract, which a union cannot. */
export const allButBody: FastifySchemaCompiler<unknown> = (route) =>
  route.httpPart === 'body'
    ? (value: unknown) => ({ value })
    : validatorCompiler(route as Parameters<typeof validatorCompiler>[0]);

/** A request that was read: the learner's snapshot, its contract, and the question about it. */
export interface Asked {
  readonly snapshot: Snapshot;
  readonly contract: Contract;
  readonly question: Question;
}

/** What a request asks today; null where its body is wrong, which is then answered with every fault. */
export function askedIn(
  { body, headers }: Pick<FastifyRequest, 'body' | 'headers'>,
  reply: FastifyReply,
  { read, today: dayOf }: InsightService,
): Asked | null {
  const today = dayOf();
  const reading = read(body, today);
  if ('wrong' in reading) {
    answerWrongBody(reply, reading.wrong);
    return null;
  }
  const { contract, snapshot } = reading;
  const language = languageOf((body as { language?: unknown }).language, headers['accept-language']);
  const question = { ruleset: contract.ruleset, placeOf: contract.typeOf, language, today };
  return { snapshot, contract, question };
}
