import { z } from 'zod';
import { momentField } from './fields.ts';

export const documentField = z
  .looseObject({ rules: z.unknown(), guards: z.unknown(), insight: z.unknown() })
  .meta({
    description:
      'The sections rules, guards and insight as in the configuration file, without insight.timeZone.',
  });

const savedFields = {
  version: z.number().int().meta({ description: '0 is the configuration file.' }),
  savedAt: momentField.nullable(),
  savedBy: z.string().nullable(),
  note: z.string(),
};

const examplesField = z.record(z.string(), z.string()).meta({
  description: 'Every text as people would read it, with example facts, by its path in the settings.',
});

export const settingsSchema = z.object({
  ...savedFields,
  latest: z
    .number()
    .int()
    .meta({ description: 'Number of the latest version, which the next one must be based on.' }),
  unusable: z.string().nullable().meta({
    description:
      'Why the configuration file counts instead of the latest version; null when the latest version counts.',
  }),
  settings: documentField,
  examples: examplesField,
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
        .meta({ description: 'Differences from the version before.' }),
    }),
  ),
});
export type VersionsView = z.infer<typeof versionsSchema>;

const effectFields = {
  judged: z.number().int().meta({ description: 'Learners whose nudges were compared.' }),
  changed: z.number().int().meta({ description: 'Compared learners who would get other nudges than now.' }),
  kinds: z.array(z.object({ kind: z.string(), now: z.number().int(), after: z.number().int() })),
  examples: z.array(
    z.object({ learnerId: z.string(), now: z.array(z.string()), after: z.array(z.string()) }),
  ),
};
const effectSchema = z.object(effectFields);

export const previewSchema = z.object({
  examples: examplesField,
  profiles: z
    .object({
      known: z.number().int(),
      rulesets: z.object({ flat: effectSchema, nested: effectSchema, union: effectSchema }),
    })
    .meta({ description: 'The effect on learners whose platform sent a profile in the last seven days.' }),
  lastCycle: z
    .object({ at: momentField, ...effectFields })
    .nullable()
    .meta({ description: 'The effect on the last cycle of the presentation; null when it has had none.' }),
});
export type PreviewView = z.infer<typeof previewSchema>;
