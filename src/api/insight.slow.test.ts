import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiOver } from '../../test/fixtures/api.ts';
import type { EmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { readConfig } from '../config.ts';
import { moment } from '../domain/moment.ts';
import { loadNudgeModels } from '../insight/models.ts';
import type { ApiContext } from './context.ts';
import type { Server } from './http.ts';
import { FLAT_EXAMPLE, NESTED_EXAMPLE } from './insight-example.ts';
import type { ExplanationView } from './insight-explain.ts';

const NOW = moment(Date.parse('2025-06-10T12:00:00Z'));

let server: Server;
let context: ApiContext;

beforeAll(async () => {
  // The stores are not asked: what is answered comes with the request.
  ({ server, context } = await apiOver({} as EmbeddedStores, NOW));
});
afterAll(() => server.close());

const ask = (payload: object, headers: Record<string, string> = {}) =>
  server.inject({ method: 'POST', url: '/analyze-engagement', payload, headers });

interface Answer {
  readonly user_id: string;
  readonly status: string;
  readonly nudges: {
    type: string;
    kind: string;
    title: string;
    action: string;
    priority: string;
    rank: number;
  }[];
}

async function nudgesOf(payload: object, headers: Record<string, string> = {}): Promise<Answer['nudges']> {
  const answer = await ask(payload, headers);
  expect(answer.statusCode, answer.body).toBe(200);
  return (answer.json() as Answer).nudges;
}

const flatWith = ({ profile = {}, activity = {}, peers = {} }: Record<string, object>) => ({
  user_id: FLAT_EXAMPLE.user_id,
  profile: { ...FLAT_EXAMPLE.profile, ...profile },
  activity: { ...FLAT_EXAMPLE.activity, ...activity },
  peer_snapshot: { ...FLAT_EXAMPLE.peer_snapshot, ...peers },
});

/** A learner who does all that others do. */
const ENGAGED = flatWith({
  profile: { resume_uploaded: true, projects_added: 3, buddy_count: 5 },
  activity: { last_event_attended: '2025-06-10' },
  peers: {
    batch_event_attendance: { 'startup-meetup': 1, 'coding-contest': 1, 'tech-talk': 1 },
    buddies_attending_events: ['startup-meetup', 'coding-contest', 'tech-talk'],
  },
});

describe('POST /analyze-engagement, flat contract', () => {
  // The example that the contract's authors documented.
  test('answers the documented example', async () => {
    const answer = await ask(FLAT_EXAMPLE);
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      user_id: 'stu_7023',
      status: 'generated',
      nudges: [
        {
          type: 'profile',
          title: '80% of your peers have uploaded resumes. A rough first version is enough to begin.',
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
        },
        {
          type: 'event',
          title: '2 of your buddies are joining tech-talk event',
          action: 'Join the event',
          priority: 'medium',
          rank: 2,
        },
      ],
    });
  });

  test('leaves a highly engaged learner in peace', async () => {
    expect(await nudgesOf(ENGAGED)).toEqual([]);
  });

  test('answers both with the models that come with the package, too', async () => {
    const { settings } = context.inService().nudgeEngine;
    const models = loadNudgeModels(readConfig({}).nudgeModelsDir, (message) => expect.fail(message));
    const { server } = await apiOver({} as EmbeddedStores, NOW, {
      service: { nudgeEngine: { settings, models } },
    });
    const answers = await Promise.all(
      [FLAT_EXAMPLE, ENGAGED].map((payload) =>
        server.inject({ method: 'POST', url: '/analyze-engagement', payload }),
      ),
    );
    expect(answers.map((answer) => (answer.json() as Answer).nudges.map(({ type }) => type))).toEqual([
      ['profile', 'event'],
      [],
    ]);
    await server.close();
  });

  test('answers in German where asked to', async () => {
    const [first] = await nudgesOf(FLAT_EXAMPLE, { 'accept-language': 'fr, de-AT;q=0.9, en;q=0.5' });
    expect(first?.action).toBe('Lebenslauf jetzt hochladen');
    expect((await nudgesOf({ ...FLAT_EXAMPLE, language: 'de' }))[0]).toEqual(first);
  });
});

describe('POST /analyze-engagement, nested contract', () => {
  test('answers what its rules find, the most pressing first', async () => {
    const answer = await ask(NESTED_EXAMPLE);
    expect(answer.json()).toMatchObject({ user_id: 'stu_7023', status: 'success' });
    expect((answer.json() as Answer).nudges.map(({ kind }) => kind)).toEqual([
      'resume',
      'event_fomo',
      'trending_event',
    ]);
  });
});

describe('GET /', () => {
  test('tells who does not ask for a page what answers here', async () => {
    const answer = await server.inject({ url: '/' });
    expect(answer.json()).toEqual({
      service: 'Rekindle',
      version: expect.stringMatching(/^\d/),
      status: 'ok',
    });
  });
});

describe('POST /v1/insight/explain', () => {
  test('tells of every rule whether it fired, and why', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/v1/insight/explain',
      payload: FLAT_EXAMPLE,
    });
    expect(answer.statusCode, answer.body).toBe(200);
    const { rules, nudges, fomo, models } = answer.json() as ExplanationView;
    expect(rules.map(({ rule, enabled, fired }) => [rule, enabled, fired])).toEqual([
      ['resume', true, true],
      ['comeback', false, false],
      ['event_fomo', false, false],
      ['event', true, true],
      ['trending_event', false, false],
      ['project', true, true],
      ['quiz', true, false],
    ]);
    expect(rules.at(-1)?.conditions).toEqual([
      { fact: 'days_since_last_quiz', value: null, wanted: 'at least', threshold: 7, holds: false },
    ]);
    expect(nudges.map(({ kind }) => kind)).toEqual(['resume', 'event']);
    // 0.4 * 2/3 + 0.3 * (0.5 + 1 + 0.4) / 3 + 0.3 * 42/90 = 0.597; 1 / (1 + exp(-5 * 0.097)) = 0.619
    expect(fomo).toMatchObject({ score: 0.62, level: 'medium' });
    expect(models).toEqual({ fromProbability: 0.6, resume: null, event: null });
  });
});

describe('GET /v1/insight/fomo', () => {
  // By hand: see fomo.test.ts.
  test('answers score, level, factors and what to do', async () => {
    const query = 'buddies=4&buddiesAttending=2&attendance=5,11,4&daysSinceLastEvent=45&ruleset=flat';
    const answer = await server.inject({ url: `/v1/insight/fomo?${query}` });
    expect(answer.json()).toEqual({
      score: 0.55,
      level: 'medium',
      factors: { buddies: 0.5, attendance: expect.closeTo(0.6333), absence: 0.5 },
      recommendations: [
        'Tell the learner which events their buddies go to.',
        'Show the events that many peers go to.',
        'Invite the learner to a small event that is easy to join.',
      ],
    });
    expect((await server.inject({ url: '/v1/insight/fomo?buddies=-1' })).statusCode).toBe(422);
  });
});
