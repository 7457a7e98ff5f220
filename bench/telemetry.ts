import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { type Random, seededRandom } from '../src/stats/random.ts';

/** The wanted contents of a file of telemetry. */
export interface TelemetryPlan {
  /** The file ends with the first record that reaches this size. */
  readonly bytes: number;
  /** The file ends with this response. */
  readonly responses: number;
  readonly learners: number;
  /** Whether to write responses only; otherwise every attempt comes with the other events that the app raises around it. */
  readonly isResponsesOnly: boolean;
}

/** The actual contents of a file of telemetry. */
export interface Telemetry {
  readonly bytes: number;
  readonly responses: number;
}

const SEED = 5;
const FROM = Date.parse('2025-03-03T03:30:00Z');
const ATTEMPTS_A_SESSION = 5;
/** The time between two attempts of a learner. */
const STEP_MS = 20_000;
const WORDS =
  'the cat sat on a mat and saw its small brown friend under an old green tree where they sing play read'.split(
    ' ',
  );

/**
 * Writes JSON lines as the language-learning app of Sunbird sends them (telemetry version 3). Learners take turns. START
 * and END enclose five attempts of each; an impression, two touches and a service call accompany each attempt.
 */
export async function writeTelemetry(path: string, plan: TelemetryPlan): Promise<Telemetry> {
  const random = seededRandom(SEED);
  const file = createWriteStream(path, { highWaterMark: 1 << 20 });
  let bytes = 0;
  let responses = 0;
  for (let turn = 0; bytes < plan.bytes && responses < plan.responses; turn += 1) {
    const learner = turn % plan.learners;
    const round = Math.floor(turn / plan.learners);
    const sends = sessionOf(learner, round, plan.isResponsesOnly, random);
    const lines = sends.map((one) => `${JSON.stringify(one)}\n`).join('');
    bytes += Buffer.byteLength(lines);
    responses += ATTEMPTS_A_SESSION;
    await put(file, lines);
  }
  file.end();
  await once(file, 'close');
  return { bytes, responses };
}

/** Writes the platform's own sessions, in the same turns of learners as the telemetry. */
export async function writeSessions(path: string, sessions: number, learners: number): Promise<void> {
  const file = createWriteStream(path);
  for (let n = 0; n < sessions; n += 1) {
    const learner = n % learners;
    const round = Math.floor(n / learners);
    await put(
      file,
      `${JSON.stringify({
        userId: userOf(learner),
        sessionId: `${learner}-${round}`,
        milestone: `m${learner % 9}`,
        lesson: `L${round % 8}`,
        progress: ((round % 10) + 1) * 10,
        createdAt: new Date(startOf(learner, round)).toISOString(),
      })}\n`,
    );
  }
  file.end();
  await once(file, 'close');
}

async function put(file: WriteStream, text: string): Promise<void> {
  if (!file.write(text)) await once(file, 'drain');
}

const userOf = (learner: number) => String(8_600_000_000 + learner);
const startOf = (learner: number, round: number) =>
  FROM + (learner % 997) * 60_000 + round * ATTEMPTS_A_SESSION * STEP_MS;

function sessionOf(learner: number, round: number, isResponsesOnly: boolean, random: Random): object[] {
  const start = startOf(learner, round);
  let raised = 0;
  const event = (eid: string, at: number, edata: object) => {
    raised += 1;
    return {
      eid,
      ets: at,
      ver: '3.0',
      mid: `${eid}:${learner}-${round}-${raised}`,
      actor: { id: userOf(learner), type: 'User' },
      context: {
        channel: 'all-reading',
        pdata: { id: 'reading-app', ver: '2.4.1', pid: 'reading-app' },
        env: 'content',
        sid: `${learner}-${round}`,
        did: `device-${learner % 50}`,
        cdata: [
          { id: `content-${round % 40}`, type: 'ContentSession' },
          { id: `play-${learner}-${round}`, type: 'PlaySession' },
        ],
        rollup: {},
      },
      object: { id: `do_${1_000 + (round % 40)}`, type: 'Content', ver: '1' },
      tags: [],
      edata,
      syncts: at + 1_500,
      '@timestamp': new Date(at + 1_500).toISOString(),
    };
  };
  const attempts = Array.from({ length: ATTEMPTS_A_SESSION }, (_, nth) => {
    const at = start + nth * STEP_MS;
    const attempt = event('RESPONSE', at, spoken(learner, at, random));
    return isResponsesOnly
      ? [attempt]
      : [
          event('IMPRESSION', at - 9_000, { type: 'workflow', subtype: '', pageid: 'practice', uri: '' }),
          event('INTERACT', at - 6_000, { type: 'TOUCH', subtype: '', pageid: 'practice' }),
          event('INTERACT', at - 1_000, { type: 'TOUCH', subtype: '', pageid: 'practice' }),
          attempt,
          event('LOG', at + 800, {
            type: 'api_call',
            level: 'TRACE',
            message: 'POST updateLearnerProfile 200',
            pageid: 'practice',
          }),
        ];
  }).flat();
  if (isResponsesOnly) return attempts;
  const end = start + ATTEMPTS_A_SESSION * STEP_MS - 10_000;
  return [
    event('START', start - 10_000, { type: 'content', mode: 'play', stageid: '', duration: 1 }),
    ...attempts,
    event('END', end, { type: 'content', mode: 'play', pageid: 'practice', summary: [], duration: '90.00' }),
  ];
}

/** The values of a RESPONSE: a list of objects with one key each. */
function spoken(learner: number, at: number, random: Random): object {
  const asked = Array.from({ length: 3 + random.below(6) }, () => WORDS[random.below(WORDS.length)] ?? '');
  const said = asked.filter(() => random.uniform() < 0.8);
  return {
    target: `${learner}-${at}.wav`,
    type: 'SPEAK',
    values: [
      { original_text: asked.join(' ') },
      { response_text: said.join(' ') },
      { response_correct_words_array: said },
      { response_incorrect_words_array: asked.filter((word) => !said.includes(word)) },
      { response_word_array_result: asked.map((word) => ({ word, correct: said.includes(word) })) },
      { response_word_result: said.length === asked.length ? 'correct' : 'incorrect' },
      { accuracy_percentage: Math.round((100 * said.length) / asked.length) },
      { duration: 1 + random.below(600) / 100 },
    ],
  };
}
