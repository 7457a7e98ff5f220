import { z } from 'zod';
import type { AnalysisRefusal } from '../../speech/analyser.ts';
import { type Analysis, EMOTIONS, type Finding } from '../../speech/analysis.ts';
import { jsonOf } from './json.ts';

/** A judgement, null where the recording does not show it, and how sure the model says it is. */
const judged = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ value: value.nullable(), confidence: z.number().min(0).max(1) });

const score = () => z.number().min(0).max(100);

/** The shape of the model's answer. The service gets it as a JSON schema; the answer is checked here all the same. */
export const answerSchema = z.strictObject({
  audioQuality: judged(z.enum(['good', 'poor', 'distorted', 'blank'])),
  emotionalScore: judged(score()),
  engagementScore: judged(score()),
  dominantEmotion: judged(z.enum(EMOTIONS)),
  engagementState: judged(z.enum(['engaged', 'neutral', 'disengaged'])),
  pronunciation: judged(z.enum(['good', 'average', 'poor'])),
  /** Whether the expected text was said; null where there is no text. */
  saysExpectedText: z.boolean().nullable(),
});
type Answer = z.output<typeof answerSchema>;

/** The part of a GenerateContentResponse that is used here, https://ai.google.dev/api/generate-content */
const responseSchema = z.object({
  candidates: z
    .array(
      z.object({
        finishReason: z.string().optional(),
        content: z
          .object({
            parts: z
              .array(z.object({ text: z.string().optional(), thought: z.boolean().optional() }))
              .optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  modelVersion: z.string().optional(),
  usageMetadata: z.object({ totalTokenCount: z.number().optional() }).optional(),
});

/** The service's response as an analysis, or the reason why there is none. */
export function analysisOf(response: unknown, analyser: string): Analysis | AnalysisRefusal {
  const parsed = responseSchema.safeParse(response);
  if (!parsed.success) return malformed('is not of the shape that the service documents');
  const { candidates = [], promptFeedback, modelVersion, usageMetadata } = parsed.data;
  if (promptFeedback?.blockReason !== undefined)
    return blocked(`The service did not take the recording (${promptFeedback.blockReason}).`);
  const [candidate] = candidates;
  const { finishReason } = candidate ?? {};
  if (finishReason === 'MAX_TOKENS') return malformed('ends in the middle');
  if (finishReason !== undefined && finishReason !== 'STOP')
    return blocked(`The service did not finish its answer (${finishReason}).`);
  const text = (candidate?.content?.parts ?? [])
    .filter(({ thought }) => !thought)
    .map(({ text }) => text ?? '')
    .join('');
  if (text.trim() === '') return { refused: 'empty_answer', message: 'The service gave no answer.' };
  const answer = answerSchema.safeParse(jsonOf(text));
  if (!answer.success) {
    const [wrong] = answer.error.issues;
    return malformed(`does not fit: ${wrong?.path.join('.') || 'the whole'}: ${wrong?.message}`);
  }
  return analysed(answer.data, analyser, {
    modelVersion: modelVersion ?? null,
    tokens: usageMetadata?.totalTokenCount ?? null,
  });
}

const blocked = (message: string): AnalysisRefusal => ({ refused: 'blocked', message });
const malformed = (what: string): AnalysisRefusal => ({
  refused: 'malformed_answer',
  message: `The answer of the service ${what}.`,
});

/** Nobody has compared these judgements with people's, so the model's own confidence appears only in the details. */
const unvalidated = <Value>(value: Value | null): Finding<Value> => ({
  value,
  confidence: null,
  validatedAgainst: null,
});

function analysed(answer: Answer, analyser: string, details: Record<string, unknown>): Analysis {
  // A recording without a voice gets no other findings, whatever the model says.
  const isBlank = answer.audioQuality.value === 'blank';
  const found = <Value>({ value }: { value: Value | null }) => unvalidated(isBlank ? null : value);
  const { saysExpectedText, ...judgements } = answer;
  return {
    analyser,
    emotionalScore: found(answer.emotionalScore),
    engagementScore: found(answer.engagementScore),
    dominantEmotion: found(answer.dominantEmotion),
    engagementState: found(answer.engagementState),
    pronunciation: found(answer.pronunciation),
    audioQuality: unvalidated(answer.audioQuality.value),
    details: {
      ...details,
      isWrongText: saysExpectedText === false,
      statedConfidence: Object.fromEntries(
        Object.entries(judgements).map(([name, { confidence }]) => [name, confidence]),
      ),
    },
  };
}
