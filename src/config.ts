import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { settingsDocumentOf } from './cycle/settings-in-service.ts';
import { type DecideSettings, guardsSchema, rulesSchema } from './decide/settings.ts';
import type { BandThresholds } from './domain/risk.ts';
import { ConfigError } from './errors.ts';
import { type InsightSettings, insightSchema } from './insight/settings.ts';
import type { RegistrySettings } from './model/registry/registry-settings.ts';
import type { GeminiSettings } from './responses/gemini/settings.ts';
import { oneOf, section, share, whole } from './settings/fields.ts';

/** Everything that can be set. Each stage receives its own part. */
export interface Config extends DecideSettings {
  /** `HOST`: the address to listen on; default 127.0.0.1, this machine only. */
  readonly host: string;
  /** `PORT`: 0 to 65535, where 0 means any free port; default 8000. */
  readonly port: number;
  /** `LOG_LEVEL`: default `info`. */
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** `CONFIG_PATH`: the file with all other settings; default the package's own config/rekindle.config.json. */
  readonly configPath: string;
  /** `MODEL_PATH`: a model file that becomes the champion at start; default the package's own model, the first champion. */
  readonly modelPath: string;
  /** Whether `MODEL_PATH` names the model, whichever file that is, or the package brings it. */
  readonly modelOrigin: 'package' | 'MODEL_PATH';
  /** `ENGAGEMENT_MODEL_PATH`: the model that ranks content; default the package's own models/engagement.json. */
  readonly engagementModelPath: string;
  /** `NUDGE_MODELS_DIR`: the folder of the models that fill up nudges; default the package's own models. */
  readonly nudgeModelsDir: string;
  /** `REKINDLE_DATA_DIR`: the folder of the embedded stores; default `.rekindle` in the working folder. */
  readonly dataDir: string;
  /** `DATABASE_URL`: a PostgreSQL server for the state; null, the default, is the embedded store. */
  readonly databaseUrl: string | null;
  /**
   * `CLICKHOUSE_URL`: a ClickHouse server for the event log; null, the default, is the embedded store. `cluster` is the
   * URL's query parameter of that name: the sharded cluster the server belongs to, null for a single server.
   */
  readonly clickhouse: { readonly url: string; readonly cluster: string | null } | null;
  /** `GEMINI_BASE_URL`: the URL that the Gemini analyser calls, for example a proxy; null, the default, is Google's own. */
  readonly geminiBaseUrl: string | null;
  /** `bands` in the file: the probabilities from which a risk is medium and high; shipped as 0.4 and 0.7. */
  readonly bands: BandThresholds;
  /** `reasons` in the file: how many reasons accompany a risk, 1 to 5; shipped as 5. */
  readonly reasons: number;
  /** `insight` in the file: rulesets and texts for profiles that come with a snapshot of the peers. */
  readonly insight: InsightSettings;
  /** `rules`, `guards` and `insight` as the file has them: people may save other versions of these three. */
  readonly settingsDocument: unknown;
  /** `models` in the file: when a model counts as drifted, broken, unfair or old. */
  readonly models: RegistrySettings;
  /** `responses` in the file: how spoken responses are analysed where a run asks for Gemini. */
  readonly responses: { readonly gemini: GeminiSettings };
}

/** pino's levels, https://getpino.io/#/docs/api?id=loggerlevel-string-gettersetter */
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const inPackage = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** The model that comes with this release: the first champion. */
export const PACKAGED_MODEL = inPackage('models/dropout.json');

/**
 * Reads environment and file once and checks both. An empty variable counts as not set.
 *
 * @throws ConfigError naming the variable, or the key's path in the file, the value found and what would be right
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const environment = parsed(environmentSchema, withoutEmpty(env), withoutSecrets);
  const written = readJson(environment.CONFIG_PATH, readFile);
  const file = parsed(fileSchema, written, JSON.stringify);
  return {
    host: environment.HOST,
    port: environment.PORT,
    logLevel: environment.LOG_LEVEL,
    configPath: environment.CONFIG_PATH,
    modelPath: environment.MODEL_PATH ?? PACKAGED_MODEL,
    modelOrigin: environment.MODEL_PATH === null ? 'package' : 'MODEL_PATH',
    engagementModelPath: environment.ENGAGEMENT_MODEL_PATH,
    nudgeModelsDir: environment.NUDGE_MODELS_DIR,
    dataDir: environment.REKINDLE_DATA_DIR,
    databaseUrl: environment.DATABASE_URL,
    clickhouse: environment.CLICKHOUSE_URL,
    geminiBaseUrl: environment.GEMINI_BASE_URL,
    ...file,
    settingsDocument: settingsDocumentOf(written as Parameters<typeof settingsDocumentOf>[0]),
  };
}

const withoutEmpty = (env: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

const PORT = { error: 'must be a port from 0 to 65535' };

const portSchema = z
  .string()
  .regex(/^\d{1,5}$/, PORT)
  .transform(Number)
  .refine((port) => port <= 65_535, PORT);

const postgresSchema = z.string().refine((text) => ['postgres:', 'postgresql:'].includes(protocolOf(text)), {
  error:
    'must be a URL like postgres://user:password@host:5432/database, with special characters percent-encoded',
});

const clickhouseSchema = z
  .string()
  .refine((text) => ['http:', 'https:'].includes(protocolOf(text)), {
    error: 'must be a URL like http://user:password@host:8123, with special characters percent-encoded',
    abort: true,
  })
  // The name becomes part of statements, where ClickHouse takes no placeholder.
  .refine((text) => /^\w[\w.-]*$/.test(clusterOf(text) ?? 'none'), {
    error: ({ input }) =>
      `must name its cluster in letters, digits, _, - and ., not ${JSON.stringify(clusterOf(String(input)))}`,
  })
  .transform((text) => {
    const url = new URL(text);
    url.searchParams.delete('cluster');
    return { url: url.href, cluster: clusterOf(text) };
  });

const geminiUrlSchema = z.string().refine((text) => ['http:', 'https:'].includes(protocolOf(text)), {
  error: 'must be a URL like https://proxy.example.org',
});

const protocolOf = (text: string): string => URL.parse(text)?.protocol ?? '';

const clusterOf = (url: string): string | null => new URL(url).searchParams.get('cluster');

const environmentSchema = z.object({
  HOST: z.string().regex(/^\S+$/, { error: 'must be a host name or an IP address' }).default('127.0.0.1'),
  PORT: portSchema.default(8000),
  LOG_LEVEL: oneOf(LOG_LEVELS).default('info'),
  CONFIG_PATH: z.string().default(inPackage('config/rekindle.config.json')),
  MODEL_PATH: z.string().nullable().default(null),
  ENGAGEMENT_MODEL_PATH: z.string().default(inPackage('models/engagement.json')),
  NUDGE_MODELS_DIR: z.string().default(inPackage('models')),
  REKINDLE_DATA_DIR: z.string().default('.rekindle'),
  DATABASE_URL: postgresSchema.nullable().default(null),
  CLICKHOUSE_URL: clickhouseSchema.nullable().default(null),
  GEMINI_BASE_URL: geminiUrlSchema.nullable().default(null),
});

const positive = () => {
  const error = 'must be a number above 0';
  return z.number({ error }).positive({ error });
};

const upTo = (unit: string, most: number) => {
  const error = `must be a number of ${unit} from 0 to ${most}`;
  return z.number({ error }).min(0, { error }).max(most, { error });
};

const MODEL = { error: 'must be the name of a model, for example gemini-3.5-flash-lite' };

const REASONS = { error: 'must be a whole number from 1 to 5' };

const fileSchema = section({
  bands: section({ medium: share(), high: share() }).refine(({ medium, high }) => medium < high, {
    error: 'must have medium below high',
  }),
  reasons: z.int(REASONS).min(1, REASONS).max(5, REASONS),
  rules: rulesSchema,
  guards: guardsSchema,
  insight: insightSchema,
  models: section({
    drift: section({ watchPsi: positive(), alertPsi: positive() }).refine(
      ({ watchPsi, alertPsi }) => watchPsi < alertPsi,
      { error: 'must have watchPsi below alertPsi' },
    ),
    calibration: section({ maximumError: share(), minimumEnrolments: whole('enrolments', 1, 1_000_000) }),
    fairness: section({
      falseAlarm: share(),
      miss: share(),
      calibration: share(),
      minimumEnrolments: whole('enrolments', 1, 1_000_000),
    }),
    retrainAfterDays: whole('days', 1, 365),
  }),
  responses: section({
    gemini: section({
      model: z.string(MODEL).regex(/^[a-z0-9][a-z0-9.-]*$/, MODEL),
      secondsBetweenRequests: upTo('seconds', 3600),
      tokensPerMinute: whole('tokens', 1, 1_000_000_000).nullable(),
      dollarsPerMillionInputTokens: upTo('dollars', 10_000),
      dollarsPerMillionOutputTokens: upTo('dollars', 10_000),
    }),
  }),
});

function readJson(path: string, readFile: (path: string) => string): unknown {
  let text: string;
  try {
    text = readFile(path);
  } catch (error) {
    throw new ConfigError('CONFIG_PATH', `must be a file that can be read: ${(error as Error).message}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ConfigError('CONFIG_PATH', `must be a JSON file; ${path}: ${(error as Error).message}`);
  }
}

/**
 * Parses `input` by the schema. The first fault becomes a ConfigError; `shown` puts the given value into words. A
 * fault without a path concerns the whole file.
 */
function parsed<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
  shown: (value: unknown) => string,
): z.output<Schema> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  // A misspelt key also makes the right one missing; the message about the misspelling says more.
  const issues = result.error.issues;
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  if (issue === undefined) throw result.error;
  if (issue.code === 'unrecognized_keys')
    throw new ConfigError([...issue.path, issue.keys[0]].join('.'), issue.message);
  const given = issue.input === undefined ? 'it is missing' : `it is ${shown(issue.input)}`;
  throw new ConfigError(issue.path.join('.') || 'CONFIG_PATH', `${issue.message}; ${given}`);
}

/** A variable's value, safe to show: without the credentials and the query of a URL, even of a malformed URL. */
const withoutSecrets = (value: unknown): string =>
  JSON.stringify(
    String(value)
      .replace(/^([a-z]+:\/\/)?.*@/i, '$1***@')
      .replace(/\?.*$/, ''),
  );
