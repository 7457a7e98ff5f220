import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { lastCycleEffect, profilesEffect } from '../cycle/settings-effect.ts';
import { type CountingSettings, readSettings } from '../cycle/settings-in-service.ts';
import { toIso } from '../domain/moment.ts';
import { NotFoundError } from '../errors.ts';
import { findSettingsVersion, settingsVersions } from '../settings/versions.ts';
import { type ApiContext, askedMoment, askedPresentation } from './context.ts';
import { momentField } from './fields.ts';
import type { Server } from './http.ts';
import { answerWrongBody, problem } from './problem.ts';

const documentField = z
  .looseObject({ rules: z.unknown(), guards: z.unknown(), insight: z.unknown() })
  .meta({ description: 'rules, guards and insight as in the configuration file, without insight.timeZone.' });

const savedFields = {
  version: z.number().int().meta({ description: '0 is the configuration file.' }),
  savedAt: momentField.nullable(),
  savedBy: z.string().nullable(),
  note: z.string(),
};

const settingsSchema = z.object({
  ...savedFields,
  latest: z.number().int().meta({ description: 'What the next version must be based on.' }),
  unusable: z.string().nullable().meta({
    description: 'Why the latest version does not count, but the configuration file; null where it counts.',
  }),
  settings: documentField,
});
export type SettingsView = z.infer<typeof settingsSchema>;

const versionSchema = z.object({ ...savedFields, settings: documentField });
export type VersionView = z.infer<typeof versionSchema>;

const valueField = z.union([z.string(), z.number(), z.boolean()]).nullable();

const versionsSchema = z.object({
  versions: z.array(
    z.object({
      ...savedFields,
      changes: z
        .array(z.object({ path: z.string(), before: valueField, after: valueField }))
        .meta({ description: 'Against the version before.' }),
    }),
  ),
});
export type VersionsView = z.infer<typeof versionsSchema>;

const effectFields = {
  judged: z.number().int().meta({ description: 'Learners looked at.' }),
  changed: z.number().int().meta({ description: 'Of them those who would get something else.' }),
  kinds: z.array(z.object({ kind: z.string(), now: z.number().int(), after: z.number().int() })),
  examples: z.array(
    z.object({ learnerId: z.string(), now: z.array(z.string()), after: z.array(z.string()) }),
  ),
};
const effectSchema = z.object(effectFields);

const previewSchema = z.object({
  profiles: z
    .object({
      known: z.number().int(),
      rulesets: z.object({ flat: effectSchema, nested: effectSchema, union: effectSchema }),
    })
    .meta({ description: 'Of profiles that platforms have sent in the last seven days.' }),
  lastCycle: z
    .object({ at: momentField, ...effectFields })
    .nullable()
    .meta({ description: 'Of the last cycle of the presentation; null without one.' }),
});
export type PreviewView = z.infer<typeof previewSchema>;

const name = (what: string, most: number) => {
  const error = `must be ${what} of 1 to ${most} characters`;
  return z.string({ error }).trim().min(1, { error }).max(most, { error });
};

const BASED_ON = { error: 'must be the number of the latest version' };
const NOTE = { error: 'must be a text of at most 500 characters' };

const putSchema = z.object({
  basedOn: z.int(BASED_ON).min(0, BASED_ON),
  savedBy: name('a name', 100).meta({ examples: ['Ada'] }),
  note: z.string(NOTE).max(500, NOTE).default(''),
  settings: documentField,
});

const previewRequestSchema = z.object({
  settings: documentField,
  presentationId: z
    .string()
    .optional()
    .meta({ examples: ['BBB-2014B'] }),
});

/** As many versions as a page shows. */
const VERSIONS = 200;

/** Thresholds and texts: what counts, what counted before, and what others would do. */
export function settingsRoutes(server: Server, context: ApiContext): void {
  const view = (): SettingsView => ({
    ...versionView(context.settings.current()),
    latest: context.settings.latest(),
    unusable: context.settings.unusable(),
  });

  server.get(
    '/v1/settings',
    {
      schema: {
        tags: ['settings'],
        summary: 'The thresholds and texts that count',
        response: { 200: settingsSchema },
      },
    },
    async () => {
      await context.settings.refresh();
      return view();
    },
  );

  server.put(
    '/v1/settings',
    {
      schema: {
        tags: ['settings'],
        summary: 'Save thresholds and texts as a new version, which counts at once',
        body: putSchema,
        response: { 200: settingsSchema },
      },
    },
    async (request, reply) => {
      const { settings, basedOn, savedBy, note } = request.body;
      const reading = readSettings(settings);
      if ('wrong' in reading) return refused(reply as FastifyReply, reading.wrong);
      const outcome = await context.settings.save({
        document: settings,
        settings: reading.settings,
        basedOn,
        by: savedBy,
        note,
        // Of today, also while the clock of the time machine stands still.
        at: context.insight.clock(),
      });
      if ('refused' in outcome) {
        const answer = problem(409, outrunBy(view(), basedOn));
        (reply as FastifyReply).code(409).type('application/problem+json').send(JSON.stringify(answer));
        return reply;
      }
      return view();
    },
  );

  server.get(
    '/v1/settings/versions',
    {
      schema: {
        tags: ['settings'],
        summary: 'Who changed what and when, newest first; last the configuration file',
        response: { 200: versionsSchema },
      },
    },
    async () => {
      const saved = await settingsVersions(context.state, VERSIONS);
      const file = { version: 0, savedAt: null, savedBy: null, note: '', changes: [] };
      return {
        versions: [
          ...saved.map(({ savedAt, changes, ...version }) => ({
            ...version,
            savedAt: toIso(savedAt),
            changes: [...changes],
          })),
          file,
        ],
      };
    },
  );

  server.get(
    '/v1/settings/versions/:version',
    {
      schema: {
        tags: ['settings'],
        summary: 'A version with all it says; 0 is the configuration file',
        params: z.object({ version: z.coerce.number().int().min(0).max(2_147_483_647) }),
        response: { 200: versionSchema },
      },
    },
    async (request): Promise<VersionView> => {
      const { version } = request.params;
      if (version === 0) return versionView(context.settings.file);
      const found = await findSettingsVersion(context.state, version);
      if (found === null) throw new NotFoundError(`There is no version ${version} of the settings.`);
      const { savedAt, savedBy, note, document } = found;
      return {
        version,
        savedAt: toIso(savedAt),
        savedBy,
        note,
        settings: document as VersionView['settings'],
      };
    },
  );

  server.post(
    '/v1/settings/preview',
    {
      schema: {
        tags: ['settings'],
        summary: "What other thresholds and texts would do to last week's learners; nothing is saved",
        body: previewRequestSchema,
        response: { 200: previewSchema },
      },
    },
    async (request, reply) => {
      const { settings, presentationId } = request.body;
      const reading = readSettings(settings);
      if ('wrong' in reading) return refused(reply as FastifyReply, reading.wrong);
      const presentation =
        presentationId === undefined ? null : await askedPresentation(context, presentationId);
      const now = askedMoment(context, undefined);
      const service = context.inService();
      const lastCycle =
        presentation === null ? null : await lastCycleEffect(service, reading.settings, presentation, now);
      const profiles = await profilesEffect(service, reading.settings, now);
      return {
        profiles,
        lastCycle: lastCycle === null ? null : { ...lastCycle, at: toIso(lastCycle.at) },
      } as PreviewView;
    },
  );
}

const versionView = ({ version, saved, document }: CountingSettings): VersionView => ({
  version,
  savedAt: saved === null ? null : toIso(saved.at),
  savedBy: saved?.by ?? null,
  note: saved?.note ?? '',
  settings: document as VersionView['settings'],
});

const outrunBy = ({ latest, savedBy }: SettingsView, basedOn: number): string =>
  `Version ${latest} is the latest${savedBy === null ? '' : `, saved by ${savedBy}`}; yours is based on version ${basedOn}. Take the latest and make your changes again.`;

function refused(reply: FastifyReply, wrong: Parameters<typeof answerWrongBody>[1]): never {
  answerWrongBody(
    reply,
    wrong.map((fault) => ({ ...fault, path: `settings.${fault.path}`.replace(/\.$/, '') })),
  );
  return reply as never;
}
