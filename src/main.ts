import { Command, CommanderError } from 'commander';
import { json, lazily } from './commands/lazily.ts';
import { defineResponses } from './commands/responses/responses.ts';
import { ConfigError, InputError, NotFoundError, StoreError, UsageError } from './errors.ts';
import { VERSION } from './version.ts';

const DONE = 0;
const FAILED = 1;
const WRONG_USAGE = 2;

const ENVIRONMENT = `
Environment:
  HOST, PORT           where the server listens (127.0.0.1, 8000)
  LOG_LEVEL            fatal, error, warn, info, debug, trace or silent (info)
  CONFIG_PATH          thresholds and texts (the package's config/rekindle.config.json)
  MODEL_PATH           the model in service (the package's models/dropout.json)
  ENGAGEMENT_MODEL_PATH  the model that ranks content (the package's models/engagement.json)
  NUDGE_MODELS_DIR     folder of resume.json and event.json, which fill up nudges (the package's models)
  REKINDLE_DATA_DIR    folder of the embedded stores (.rekindle)
  DATABASE_URL         a PostgreSQL server instead of the embedded one
  CLICKHOUSE_URL       a ClickHouse server instead of the embedded one; ?cluster=NAME for a sharded cluster
  GEMINI_API_KEY       for responses analyse --analyser gemini; GEMINI_BASE_URL, for example of a proxy

Exit codes: 0 done, 1 failed, 2 wrong usage`;

const TARGETS =
  'dropout: will an enrolment end withdrawn or failed? withdrawal: within 21 days? withdrawal_ahead: in 14 to 21 days? engagement: will a user engage with an item? resume, event: should this nudge be sent?';

const DATA =
  'an OULAD directory or zip instead of the stores; engagement: or a MovieLens one; resume, event: a CSV file';

const program = new Command('rekindle')
  .description('Who is about to leave a course, why, what to do, and whether it helped.')
  .version(VERSION)
  .addHelpText('after', ENVIRONMENT)
  .exitOverride()
  .configureHelp({ showGlobalOptions: false });

program
  .command('start')
  .description('start the server and the dashboard; an empty store is filled with the bundled sample first')
  .option('--as-of <date>', 'stand still on this day, as a time machine; "now" for the real clock')
  .option('--no-sample', 'leave an empty store empty')
  .action(lazily(async () => (await import('./commands/server/start.ts')).start));

program
  .command('prepare')
  .option('--as-of <date>', 'the day on which the time machine will stand')
  .option('--no-sample', 'leave an empty store empty')
  .description(
    'what a first start does before it serves: fill an empty store and play its latest presentation',
  )
  .action(lazily(async () => (await import('./commands/server/prepare.ts')).prepare));

program
  .command('import')
  .argument('<format>', 'oulad: the Open University Learning Analytics Dataset')
  .argument('<path>', 'a directory or a zip with the seven CSV files')
  .option('--rejects <file>', 'where refused rows go (in the data folder by default)')
  .option('--allow-refused', 'take the good rows even where more than 5 % of a file are refused')
  .addOption(json())
  .description('read learner activity into the event log; importing again changes nothing')
  .action(lazily(async () => (await import('./commands/stores/import.ts')).importCommand));

program
  .command('migrate')
  .addOption(json())
  .description('bring both stores to the newest layout (every start does so, too)')
  .action(lazily(async () => (await import('./commands/stores/migrate.ts')).migrateCommand));

program
  .command('train')
  .argument('<target>', TARGETS)
  .option('--data <path>', DATA)
  .option('--out <file>', 'where the model goes (models/<target>.json in the data folder by default)')
  .option('--estimator <name>', 'the algorithm (by default the one that suits the target)')
  .option(
    '--until <season>',
    'last season to learn from, for example 2013J or a date; later ones judge the model',
  )
  .option(
    '--split <name>',
    'engagement on MovieLens: judge on the last 20 % in time (time) or on last ratings (last)',
  )
  .option('--precision <share>', 'share of the alerts that should be right', '0.85')
  .option(
    '--judged <file>',
    'dropout, withdrawal, withdrawal_ahead: also write the model that was judged, which is an earlier one where seasons overlap',
  )
  .option(
    '--reports <dir>',
    'resume and event: compare all estimators, and write the reports to this directory',
  )
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('train a model on the past and judge it on what came later')
  .action(lazily(async () => (await import('./commands/models/train.ts')).train));

program
  .command('evaluate')
  .argument('<target>', TARGETS)
  .requiredOption('--model <file>', 'a model file (required)')
  .option('--data <path>', DATA)
  .option(
    '--adjust-prior',
    'resume and event: also adjust to the share of yes that the rows suggest without labels',
  )
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('judge a model on data it has not seen')
  .action(lazily(async () => (await import('./commands/models/evaluate.ts')).evaluate));

program
  .command('compare')
  .argument('<model>', 'a model file')
  .argument('<model>', 'a second model file')
  .option('--data <path>', 'compare on this directory, zip or table instead of the stores')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('compare two models on data that neither has learnt from')
  .action(lazily(async () => (await import('./commands/models/compare.ts')).compareCommand));

program
  .command('explain')
  .option('--model <file>', 'a model file (MODEL_PATH by default)')
  .option('--data <path>', 'explain by this directory, zip or table instead of the stores')
  .option(
    '--enrolment <presentation/learner>',
    'one enrolment, for example BBB-2014B/103535; else the model as a whole',
  )
  .option('--at <date>', 'the day as of which the enrolment is explained')
  .option('--row <number>', 'one of the rows that judge a model of rows, counted from 1')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('explain the prediction for one enrolment or row, or show which indicators a model depends on')
  .action(lazily(async () => (await import('./commands/models/explain.ts')).explainCommand));

program
  .command('report')
  .argument('<model>', 'a model file')
  .requiredOption('--out <dir>', 'where the model card goes: HTML, Markdown and pictures')
  .option('--data <path>', 'judge on this directory, zip or table instead of the stores')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('write the model card: purpose, data, quality, alerts, explanations, fairness, limits')
  .action(lazily(async () => (await import('./commands/models/report.ts')).reportCommand));

const models = program
  .command('models')
  .description('the registry of models: candidates, champions, retired');
models
  .command('list', { isDefault: true })
  .addOption(json())
  .description('list every model with the latest decision about it')
  .action(lazily(async () => (await import('./commands/models/registry.ts')).listModels));
models
  .command('add')
  .argument('<file>', 'a model file')
  .addOption(json())
  .description('make a model a candidate')
  .action(lazily(async () => (await import('./commands/models/registry.ts')).addModelCommand));
models
  .command('promote')
  .argument('<id>', 'id of a model')
  .option('--because <reason>', 'promote without judging, for this reason')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description(
    'judge a candidate on the latest presentations, and make it the champion where it is better and fair',
  )
  .action(lazily(async () => (await import('./commands/models/registry.ts')).promoteModelCommand));
models
  .command('check')
  .option('--as-of <date>', 'a day in the past instead of now')
  .addOption(json())
  .description('measure drift, calibration and fairness of the model in service, and record the findings')
  .action(lazily(async () => (await import('./commands/models/registry.ts')).checkModelCommand));
models
  .command('retire')
  .argument('<id>', 'id of a candidate')
  .requiredOption('--because <reason>', 'why')
  .addOption(json())
  .description('withdraw a candidate')
  .action(lazily(async () => (await import('./commands/models/registry.ts')).retireModelCommand));

defineResponses(program);

program
  .command('replay')
  .argument('[presentation]', 'for example BBB-2014B; the latest by default')
  .option('--from <date>', 'first day')
  .option('--to <date>', 'last day')
  .addOption(json())
  .description('play a past presentation week by week: score, decide, and how it ended; nothing is delivered')
  .action(lazily(async () => (await import('./commands/cycles/replay.ts')).replayCommand));

program
  .command('cycle')
  .argument('[presentation]', 'one presentation; all that run by default')
  .option('--as-of <date>', 'a day in the past instead of now, as a replay: nothing is delivered')
  .addOption(json())
  .description('score everybody, decide, record and deliver, once')
  .action(lazily(async () => (await import('./commands/cycles/cycle.ts')).cycle));

program
  .command('nudge')
  .requiredOption(
    '--in <file>',
    'profiles with snapshots of the peers, one JSON document a line, of either contract',
  )
  .requiredOption(
    '--out <file>',
    'where the nudges go, one answer per line; a stopped run continues where it ended',
  )
  .option('--rejects <file>', 'where refused lines go, each with what is wrong (beside --out by default)')
  .option('--as-of <date>', 'the day that counts as today')
  .option('--language <code>', 'en or de (what each line asks for by default, else en)')
  .addOption(json())
  .description('decide nudges for a file of profiles')
  .action(lazily(async () => (await import('./commands/nudges/nudge.ts')).nudgeBatch));

const simulate = program.command('simulate').description('made-up data whose rules are known');
simulate
  .command('profiles')
  .option('--count <number>', 'how many learners', '2000')
  .option('--peers <number>', 'how many batches they belong to', '10')
  .option('--seed <number>', 'seed of everything random', '1')
  .option('--contract <name>', 'shape of the requests: flat or nested', 'flat')
  .option('--as-of <date>', 'the day of the snapshots (today by default)')
  .option('--out <dir>', 'where profiles.jsonl and peers.json go', '.')
  .addOption(json())
  .description(
    'learners as a platform sends them, one request a line; the same seed and day give the same bytes',
  )
  .action(lazily(async () => (await import('./commands/simulate/simulate.ts')).simulateProfilesCommand));
simulate
  .command('dataset')
  .requiredOption('--target <name>', 'resume or event')
  .requiredOption('--out <file>', 'where the CSV file goes')
  .option('--count <number>', 'how many rows', '10000')
  .option('--seed <number>', 'seed of everything random', '1')
  .option('--noise <share>', 'share of the labels that are flipped', '0.05')
  .addOption(json())
  .description('a table for training a nudge (rekindle train resume|event --data)')
  .action(lazily(async () => (await import('./commands/simulate/simulate.ts')).simulateDatasetCommand));

/** A reader that has read enough, as `head` does, ends the command without a word. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(DONE);
});

try {
  await program.parseAsync();
  process.exitCode ??= DONE;
} catch (error) {
  process.exitCode = report(error);
}

/** Says what went wrong to a person, on standard error, and gives the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : WRONG_USAGE;
  if (error instanceof UsageError) {
    process.stderr.write(`rekindle: ${error.message}\nSee rekindle --help.\n`);
    return WRONG_USAGE;
  }
  const expected =
    error instanceof ConfigError ||
    error instanceof InputError ||
    error instanceof StoreError ||
    error instanceof NotFoundError;
  process.stderr.write(
    `rekindle: ${expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return FAILED;
}
