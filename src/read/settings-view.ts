import { z } from 'zod';
import { momentField } from './fields.ts';

export const documentField = z
  .looseObject({ rules: z.unknown(), guards: z.unknown(), insight: z.unknown() })
  .meta({ description: 'rules, guards and insight as in the configuration file, without insight.timeZone.' });

const savedFields = {
  version: z.number().int().meta({ description: '0 is the configuration file.' }),
  savedAt: momentField.nullable(),
  savedBy: z.string().nullable(),
  note: z.string(),
};

export const settingsSchema = z.object({
  ...savedFields,
  latest: z.number().int().meta({ description: 'What the next version must be based on.' }),
  unusable: z.string().nullable().meta({
    description: 'Why the latest version does not count, but the configuration file; null where it counts.',
  }),
  settings: documentField,
});
export type SettingsView = z.infer<typeof settingsSchema>;

export const versionSchema = z.object({ ...savedFields, settings: documentField });
export type VersionView = z.infer<typeof versionSchema>;

const valueField = z.union([z.string(), z.number(), z.boolean()]).nullable();

export const versionsSchema = z.object({
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

export const previewSchema = z.object({
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
