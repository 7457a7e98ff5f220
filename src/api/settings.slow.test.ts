import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import file from '../../config/rekindle.config.json' with { type: 'json' };
import { apiOver } from '../../test/fixtures/api.ts';
import { courseWith, eventsIn } from '../../test/fixtures/course-events.ts';
import { type EmbeddedStores, openEmbeddedStores } from '../../test/fixtures/embedded-stores.ts';
import { putCourse, serviceOver } from '../../test/fixtures/service.ts';
import { readConfig } from '../config.ts';
import { runCycle } from '../cycle/cycle.ts';
import { openSettings } from '../cycle/settings-in-service.ts';
import { addDays, moment } from '../domain/moment.ts';
import { NO_MODELS } from '../insight/models.ts';
import { createInService } from '../live/in-service.ts';
import type { PreviewView, SettingsView, VersionsView } from '../read/settings-view.ts';
import { createViewCache } from '../read/view-cache.ts';
import type { Server } from './http.ts';
import { FLAT_EXAMPLE } from './insight-example.ts';

const NOW = moment(Date.parse('2014-03-01T12:00:00Z'));
const config = readConfig({});
const course = courseWith('BBB-2014B');
const { registered, clicked } = eventsIn(course);

const profile = {
  ...FLAT_EXAMPLE,
  activity: { ...FLAT_EXAMPLE.activity, last_event_attended: '2014-02-20' },
};

let stores: EmbeddedStores;
let server: Server;
const warned: string[] = [];

/** A server as `rekindle start` makes it: what it decides by is what its settings say at the time. */
async function startedServer(): Promise<Server> {
  const settings = await openSettings(stores.state, config.settingsDocument, (message) =>
    warned.push(message),
  );
  const cycle = serviceOver(stores, {
    settings: config,
    nudgeEngine: { settings: config.insight, models: NO_MODELS },
  });
  const inService = createInService(cycle, settings, () => createViewCache(60));
  return (await apiOver(stores, NOW, { settings, inService: () => inService.current() })).server;
}

beforeAll(async () => {
  stores = await openEmbeddedStores();
  await putCourse(stores, course, [
    ...['ada', 'bob'].map((learner) => registered(learner, -5)),
    // Eleven days without a sign by the day of the cycle: the shipped rule of inactivity asks for seven.
    ...['ada', 'bob'].flatMap((learner) =>
      Array.from({ length: 15 }, (_, day) => clicked(learner, day + 0.5, 5)),
    ),
  ]);
  await runCycle(serviceOver(stores), course, moment(Date.parse('2014-03-01T09:00:00Z')));
});
afterAll(() => stores.close());
beforeEach(async () => {
  await stores.state.deleteFrom('settings_version').execute();
  warned.length = 0;
  server = await startedServer();
});
afterEach(() => server.close());

const get = async <T>(url: string): Promise<T> => (await server.inject({ url })).json() as T;
const put = (payload: object) => server.inject({ method: 'PUT', url: '/v1/settings', payload });
const preview = (payload: object) => server.inject({ method: 'POST', url: '/v1/settings/preview', payload });

/** The settings in service with some change to a copy of them. */
async function changed(change: (settings: typeof file) => void): Promise<Record<string, unknown>> {
  const { settings } = await get<SettingsView>('/v1/settings');
  const copy = structuredClone(settings);
  change(copy as unknown as typeof file);
  return copy;
}

const titles = async () => {
  const answer = await server.inject({ method: 'POST', url: '/analyze-engagement', payload: profile });
  return (answer.json() as { nudges: { title: string }[] }).nudges.map(({ title }) => title);
};

test('without a saved version the configuration file counts, but for its time zone', async () => {
  const view = await get<SettingsView>('/v1/settings');
  const { timeZone: _, ...insight } = file.insight;
  expect(view).toEqual({
    version: 0,
    latest: 0,
    savedAt: null,
    savedBy: null,
    note: '',
    unusable: null,
    examples: expect.objectContaining({ 'rules.risk.title': 'Call this learner this week' }),
    settings: { rules: file.rules, guards: file.guards, insight },
  });
});

test('a saved version counts at once and after a restart', async () => {
  expect(await titles()).toContain(
    '80% of your peers have uploaded resumes. A rough first version is enough to begin.',
  );
  const settings = await changed(({ insight }) => {
    insight.texts.en.resume.numbers = 'Already {{ percent }}% have one.';
  });
  const answer = await put({ basedOn: 0, savedBy: 'Ada', note: 'Shorter', settings });
  expect(answer.json()).toMatchObject({ version: 1, latest: 1, savedBy: 'Ada', note: 'Shorter' });
  expect(await titles()).toContain('Already 80% have one.');
  await server.close();
  server = await startedServer();
  expect(await titles()).toContain('Already 80% have one.');
});

test('a threshold that is saved is what the rules ask for', async () => {
  const settings = await changed(({ insight }) => {
    insight.rulesets.flat.rules.resume.fromShare = 0.9;
  });
  await put({ basedOn: 0, savedBy: 'Ada', settings });
  expect((await titles()).join()).not.toContain('resumes');
});

test('every version is kept with who, when and what', async () => {
  const first = await changed(({ guards }) => {
    guards.cooldownDays = 30;
  });
  await put({ basedOn: 0, savedBy: 'Ada', settings: first });
  await put({
    basedOn: 1,
    savedBy: 'Bob',
    note: 'Back again',
    settings: await changed(({ guards }) => {
      guards.cooldownDays = 21;
    }),
  });
  const { versions } = await get<VersionsView>('/v1/settings/versions');
  const savedAt = '2014-03-01T12:00:00.000Z';
  const path = 'guards.cooldownDays';
  expect(versions).toEqual([
    { version: 2, savedAt, savedBy: 'Bob', note: 'Back again', changes: [{ path, before: 30, after: 21 }] },
    { version: 1, savedAt, savedBy: 'Ada', note: '', changes: [{ path, before: 21, after: 30 }] },
    { version: 0, savedAt: null, savedBy: null, note: '', changes: [] },
  ]);
  expect(await get('/v1/settings/versions/1')).toMatchObject({ savedBy: 'Ada', settings: first });
  expect(await get('/v1/settings/versions/0')).toMatchObject({ settings: { guards: file.guards } });
  expect((await server.inject({ url: '/v1/settings/versions/7' })).statusCode).toBe(404);
});

test('nobody overwrites a version they have not seen', async () => {
  const settings = await changed(() => {});
  await put({ basedOn: 0, savedBy: 'Ada', settings });
  const answer = await put({ basedOn: 0, savedBy: 'Bob', settings });
  expect(answer.statusCode).toBe(409);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  expect(answer.json()).toMatchObject({
    detail: expect.stringMatching(/^Version 1 is the latest, saved by Ada; yours is based on version 0\./),
  });
  // Two at the same time: one of them counts.
  const both = await Promise.all(['Cy', 'Di'].map((savedBy) => put({ basedOn: 1, savedBy, settings })));
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
});

test('the answer names all that is wrong, each by its path, and nothing is saved', async () => {
  const settings = await changed(({ insight, rules, guards }) => {
    insight.rulesets.nested.rules.resume.fromShare = 7;
    insight.texts.de.quiz.goal = 'Hallo {{ nobody }}';
    rules.inactivity.priority = 'urgent';
    Object.assign(guards, { cooldown: 3 });
  });
  for (const answer of [await put({ basedOn: 0, savedBy: 'Ada', settings }), await preview({ settings })]) {
    expect(answer.statusCode).toBe(422);
    const { errors } = answer.json() as { errors: { path: string; given: string; expected: string }[] };
    expect(errors.map(({ path }) => path).sort()).toEqual([
      'body.settings.guards.cooldown',
      'body.settings.insight.rulesets.nested.rules.resume.fromShare',
      'body.settings.insight.texts.de.quiz.goal',
      'body.settings.rules.inactivity.priority',
    ]);
    expect(errors.find(({ path }) => path.endsWith('fromShare'))).toMatchObject({
      given: '7',
      expected: 'a number from 0 to 1',
    });
  }
  expect((await get<SettingsView>('/v1/settings')).latest).toBe(0);
});

test('a version needs a name, and a number that it is based on', async () => {
  const settings = await changed(() => {});
  const answer = await put({ savedBy: ' ', settings });
  expect(answer.statusCode).toBe(422);
  const { errors } = answer.json() as { errors: { path: string }[] };
  expect(errors.map(({ path }) => path)).toEqual(['body.basedOn', 'body.savedBy']);
});

test('a preview tells what a change would do to the profiles of the last seven days', async () => {
  const learners = ['ada', 'bob'];
  for (const learner of learners)
    await server.inject({ method: 'PUT', url: `/v1/learners/${learner}/profile`, payload: profile });
  await server.inject({ method: 'PUT', url: '/v1/learners/old/profile', payload: profile });
  await stores.state
    .updateTable('learner_profile')
    .set({ received_at: new Date(addDays(NOW, -8)) })
    .where('learner_id', '=', 'old')
    .execute();
  const settings = await changed(({ insight }) => {
    insight.rulesets.flat.rules.resume.fromShare = 0.9;
  });
  const { profiles } = (await preview({ settings })).json() as PreviewView;
  expect(profiles.known).toBe(2);
  expect(profiles.rulesets.flat).toMatchObject({ judged: 2, changed: 2 });
  expect(profiles.rulesets.flat.kinds).toContainEqual({ kind: 'resume', now: 2, after: 0 });
  expect(profiles.rulesets.flat.examples[0]?.now[0]).toMatch(/80%/);
  expect(profiles.rulesets.nested.changed).toBe(0);
});

test('a preview tells what the last cycle would have chosen', async () => {
  const settings = await changed(({ rules, guards }) => {
    rules.inactivity.title = 'We miss you';
    guards.minimumRisk = 0;
    guards.holdout.share = 0;
  });
  const { lastCycle } = (await preview({ settings, presentationId: 'BBB-2014B' })).json() as PreviewView;
  expect(lastCycle).toMatchObject({ at: '2014-03-01T09:00:00.000Z', judged: 2 });
  // Both are silent for eleven days, and one of them is in the shipped holdout. That the cycle itself has sent both a
  // nudge does not count as sent before it: then the cooldown would leave none.
  const sent = await stores.state.selectFrom('outbox').select('learner_id').execute();
  expect(sent).toHaveLength(2);
  expect(lastCycle).toMatchObject({ changed: 2, kinds: [{ kind: 'reconnect', now: 1, after: 2 }] });
  expect(lastCycle?.examples[0]?.after[0]).toMatch(/^We miss you: /);
  const nobody = (await preview({ settings })).json() as PreviewView;
  expect(nobody.lastCycle).toBeNull();
});

test('the same settings change nothing', async () => {
  const settings = await changed(() => {});
  const { lastCycle, profiles } = (
    await preview({ settings, presentationId: 'BBB-2014B' })
  ).json() as PreviewView;
  expect(lastCycle?.changed).toBe(0);
  expect(profiles.rulesets.union.changed).toBe(0);
});

test('a version that this release cannot read leaves the file in service and says so', async () => {
  await stores.state
    .insertInto('settings_version')
    .values({
      version: 4,
      saved_at: new Date(NOW),
      saved_by: 'Ada',
      note: '',
      changes: '[]',
      document: JSON.stringify({ rules: {}, guards: file.guards, insight: file.insight }),
    })
    .execute();
  await server.close();
  server = await startedServer();
  const view = await get<SettingsView>('/v1/settings');
  expect(view).toMatchObject({ version: 0, latest: 4 });
  expect(view.unusable).toMatch(/^Version 4 of the thresholds and texts cannot be used: /);
  expect(warned).toEqual([view.unusable]);
  const answer = await put({ basedOn: 4, savedBy: 'Bob', settings: view.settings });
  expect(answer.json()).toMatchObject({ version: 5, unusable: null });
});
