import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { readSettings } from '../cycle/settings-in-service.ts';
import { NotFoundError } from '../errors.ts';
import { previewOf, settingsView, versionsView, versionView } from '../read/settings.ts';
import {
  documentField,
  previewSchema,
  type SettingsView,
  settingsSchema,
  type VersionView,
  versionSchema,
  versionsSchema,
} from '../read/settings-view.ts';
import { type ApiContext, type AsOf, askedPresentation, presentMoment } from './context.ts';
import type { Server } from './http.ts';
import { answerWrongBody, problem } from './problem.ts';

const name = (what: string, most: number) => {
  const error = `must be ${what} of 1 to ${most} characters`;
  return z.string({ error }).trim().min(1, { error }).max(most, { error });
};

const BASED_ON = { error: 'must be the number of the latest version' };
const NOTE = { error: 'must be a text of at most 500 characters' };

const putSchema = z.strictObject({
  basedOn: z.int(BASED_ON).min(0, BASED_ON),
  savedBy: name('a name', 100).meta({ examples: ['Ada'] }),
  note: z.string(NOTE).max(500, NOTE).default(''),
  settings: documentField,
});

const previewRequestSchema = z.strictObject({
  settings: documentField,
  presentationId: z
    .string()
    .optional()
    .meta({ examples: ['BBB-2014B'] }),
});

/** Thresholds and texts: what counts, what counted before, and what others would do. */
export function settingsRoutes(
  server: Server,
  context: AsOf & Pick<ApiContext, 'settings' | 'insight'>,
): void {
  settingsRoute(server, context);
  saveRoute(server, context);
  versionsRoute(server, context);
  versionRoute(server, context);
  previewRoute(server, context);
}

function settingsRoute(server: Server, { settings }: Pick<ApiContext, 'settings'>): void {
  server.get(
    '/v1/settings',
    {
      schema: {
        tags: ['settings'],
        summary: 'The thresholds and texts in service',
        response: { 200: settingsSchema },
      },
    },
    async () => {
      await settings.refresh();
      return settingsView(settings);
    },
  );
}

function saveRoute(server: Server, { settings, insight }: Pick<ApiContext, 'settings' | 'insight'>): void {
  server.put(
    '/v1/settings',
    {
      schema: {
        tags: ['settings'],
        summary: 'Save thresholds and texts as a new version, which takes effect at once',
        body: putSchema,
        response: { 200: settingsSchema },
      },
    },
    async (request, reply) => {
      const { settings: document, basedOn, savedBy, note } = request.body;
      const reading = readSettings(document);
      if ('wrong' in reading) return refused(reply as FastifyReply, reading.wrong);
      const outcome = await settings.save({
        document,
        settings: reading.settings,
        basedOn,
        by: savedBy,
        note,
        // The real day, also while the clock of the time machine stands still.
        at: insight.clock(),
      });
      if ('refused' in outcome) {
        const answer = problem(409, outrunBy(settingsView(settings), basedOn));
        (reply as FastifyReply).code(409).type('application/problem+json').send(JSON.stringify(answer));
        return reply;
      }
      return settingsView(settings);
    },
  );
}

function versionsRoute(server: Server, { state }: Pick<ApiContext, 'state'>): void {
  server.get(
    '/v1/settings/versions',
    {
      schema: {
        tags: ['settings'],
        summary:
          'All versions of the thresholds and texts, newest first, with the changes and their authors; the configuration file comes last',
        response: { 200: versionsSchema },
      },
    },
    async () => versionsView(state),
  );
}

function versionRoute(server: Server, { state, settings }: Pick<ApiContext, 'state' | 'settings'>): void {
  server.get(
    '/v1/settings/versions/:version',
    {
      schema: {
        tags: ['settings'],
        summary: 'One version of the thresholds and texts; 0 is the configuration file',
        params: z.object({ version: z.coerce.number().int().min(0).max(2_147_483_647) }),
        response: { 200: versionSchema },
      },
    },
    async ({ params: { version } }): Promise<VersionView> => {
      const found = await versionView(state, settings.file, version);
      if (found === null) throw new NotFoundError(`There is no version ${version} of the settings.`);
      return found;
    },
  );
}

function previewRoute(server: Server, context: AsOf): void {
  server.post(
    '/v1/settings/preview',
    {
      schema: {
        tags: ['settings'],
        summary: "What other thresholds and texts would change for last week's learners; nothing is saved",
        body: previewRequestSchema,
        response: { 200: previewSchema },
      },
    },
    async ({ body }, reply) => {
      const reading = readSettings(body.settings);
      if ('wrong' in reading) return refused(reply as FastifyReply, reading.wrong);
      const presentation =
        body.presentationId === undefined ? null : await askedPresentation(context, body.presentationId);
      return previewOf(context.inService(), reading.settings, presentation, presentMoment(context));
    },
  );
}

const outrunBy = ({ latest, savedBy }: SettingsView, basedOn: number): string =>
  `Version ${latest} is the latest${savedBy === null ? '' : `, saved by ${savedBy}`}; yours is based on version ${basedOn}. Take the latest and make your changes again.`;

function refused(reply: FastifyReply, wrong: Parameters<typeof answerWrongBody>[1]): never {
  answerWrongBody(
    reply,
    wrong.map((fault) => ({ ...fault, path: `settings.${fault.path}`.replace(/\.$/, '') })),
  );
  return reply as never;
}
