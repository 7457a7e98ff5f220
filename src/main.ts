import { Command, CommanderError, Option } from 'commander';
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

Exit codes: 0 done, 1 failed, 2 wrong usage`;

/** Loads a command when it runs: `--help` and wrong usage are answered without the stores, the models and the server. */
const lazily =
  <Args extends unknown[]>(load: () => Promise<(...args: Args) => Promise<void>>) =>
  async (...args: Args) =>
    (await load())(...args);

const json = () => new Option('--json', 'answer with one JSON document on standard output and nothing else');

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
  .action(lazily(async () => (await import('./commands/start.ts')).start));

program
  .command('prepare')
  .option('--as-of <date>', 'the day on which the time machine will stand')
  .option('--no-sample', 'leave an empty store empty')
  .description(
    'what a first start does before it serves: fill an empty store and play its latest presentation',
  )
  .action(lazily(async () => (await import('./commands/prepare.ts')).prepare));

program
  .command('import')
  .argument('<format>', 'oulad: the Open University Learning Analytics Dataset')
  .argument('<path>', 'a directory or a zip with the seven CSV files')
  .option('--rejects <file>', 'where refused rows go (in the data folder by default)')
  .addOption(json())
  .description('read learner activity into the event log; importing again changes nothing')
  .action(lazily(async () => (await import('./commands/import.ts')).importCommand));

program
  .command('migrate')
  .addOption(json())
  .description('bring both stores to the newest layout (every start does so, too)')
  .action(lazily(async () => (await import('./commands/migrate.ts')).migrateCommand));

program
  .command('train')
  .argument('<target>', TARGETS)
  .option('--data <path>', DATA)
  .option('--out <file>', 'where the model goes (models/<target>.json in the data folder by default)')
  .option('--estimator <name>', 'the algorithm (what suits the target by default)')
  .option(
    '--until <season>',
    'last season to learn from, for example 2013J or a date; later ones judge the model',
  )
  .option(
    '--split <name>',
    'engagement on MovieLens: judge on the last 20 % in time (time) or on last ratings (last)',
  )
  .option('--precision <share>', 'share of the alerts that should be right', '0.85')
  .option('--reports <dir>', 'resume and event: compare all estimators, and write what came of it here')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('train a model on the past and judge it on what came later')
  .action(lazily(async () => (await import('./commands/train.ts')).train));

program
  .command('evaluate')
  .argument('<target>', TARGETS)
  .requiredOption('--model <file>', 'a model file')
  .option('--data <path>', DATA)
  .option(
    '--adjust-prior',
    'resume and event: also adjust to the share of yes that the rows suggest without labels',
  )
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('judge a model on data it has not seen')
  .action(lazily(async () => (await import('./commands/evaluate.ts')).evaluate));

program
  .command('compare')
  .argument('<model>', 'a model file')
  .argument('<model>', 'another one')
  .option('--data <path>', 'compare on this directory, zip or table instead of the stores')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('set two models against each other on what neither has learnt from')
  .action(lazily(async () => (await import('./commands/compare.ts')).compareCommand));

program
  .command('explain')
  .option('--model <file>', 'a model file (MODEL_PATH by default)')
  .option('--data <path>', 'explain by this directory, zip or table instead of the stores')
  .option(
    '--enrolment <presentation/learner>',
    'one enrolment, for example BBB-2014B/103535; else the model as a whole',
  )
  .option('--at <date>', 'the day on which the enrolment is looked at')
  .option('--row <number>', 'one of the rows that judge a model of rows, counted from 1')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('take what is said of one enrolment or row apart, or tell what a model leans on')
  .action(lazily(async () => (await import('./commands/explain.ts')).explainCommand));

program
  .command('report')
  .argument('<model>', 'a model file')
  .requiredOption('--out <dir>', 'where the model card goes: HTML, Markdown and pictures')
  .option('--data <path>', 'judge on this directory, zip or table instead of the stores')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description('write the model card: purpose, data, quality, alerts, explanations, fairness, limits')
  .action(lazily(async () => (await import('./commands/report.ts')).reportCommand));

const models = program
  .command('models')
  .description('the registry of models: candidates, champions, retired');
models
  .command('list', { isDefault: true })
  .addOption(json())
  .description('every model, with what was decided about it last')
  .action(lazily(async () => (await import('./commands/models.ts')).listModels));
models
  .command('add')
  .argument('<file>', 'a model file')
  .addOption(json())
  .description('make a model a candidate')
  .action(lazily(async () => (await import('./commands/models.ts')).addModelCommand));
models
  .command('promote')
  .argument('<id>', 'id of a model')
  .option('--because <reason>', 'promote without judging, for this reason')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description(
    'judge a candidate on the latest presentations, and make it the champion where it is better and fair',
  )
  .action(lazily(async () => (await import('./commands/models.ts')).promoteModelCommand));
models
  .command('check')
  .option('--as-of <date>', 'a day in the past instead of now')
  .addOption(json())
  .description('measure drift, calibration and fairness of the model in service, and keep what was found')
  .action(lazily(async () => (await import('./commands/models.ts')).checkModelCommand));
models
  .command('retire')
  .argument('<id>', 'id of a candidate')
  .requiredOption('--because <reason>', 'why')
  .addOption(json())
  .description('take a candidate out of the running')
  .action(lazily(async () => (await import('./commands/models.ts')).retireModelCommand));

const responses = program
  .command('responses')
  .description('spoken responses: from recordings to engagement by learning phase');
const runFolder = () =>
  new Option('--dir <folder>', 'the run folder of all stages (responses in the data folder by default)');
const analyserChoice = () =>
  new Option(
    '--analyser <name>',
    'local, on this machine; or gemini, which sends recordings to Google (GEMINI_API_KEY)',
  )
    .choices(['local', 'gemini'])
    .default('local');
responses
  .command('run')
  .argument('<files...>', 'Sunbird telemetry: one JSON array or JSON lines, plain or gzip')
  .option(
    '--sessions <file>',
    "the platform's own sessions with milestone, lesson and progress, likewise JSON",
  )
  .option('--language <codes>', 'languages to keep, for example en or en,ta; all for every one', 'en')
  .option('--utc-offset <offset>', 'how times without a zone are read, for example +05:30', 'Z')
  .option('--user <ids>', 'only these learners, for example 17 or 17,42')
  .option('--milestone <level>', 'only learners with a session of this milestone')
  .option('--window <seconds>', 'how far away a session may be', '300')
  .option('--from <place>', 'fetch recordings from s3://bucket/prefix, https://... or a folder')
  .option('--s3-endpoint <url>', "another service than Amazon's that speaks S3")
  .option('--s3-region <name>', 'region of the bucket', 'us-east-1')
  .option('--at-once <number>', 'how many recordings are fetched at once', '25')
  .option('--recordings <folder>', 'recordings that are here already; they are kept')
  .option('--keep-recordings', 'keep what was fetched; it is removed after the analysis otherwise')
  .addOption(analyserChoice())
  .option('--emotion-model <file>', "a site's own model (train-emotion) in place of the shipped one")
  .option('--phases <map>', 'phase by progress: 10=P1,20=P2 and so on')
  .option('--presentation <id>', 'also append each scored response to the activity of this presentation')
  .option('--with-emotion', 'tell the emotion there, too; needs the consent of the learners')
  .addOption(runFolder())
  .addOption(json())
  .description('all stages: clean, select, join, fetch, analyse, score; what is done is not done again')
  .action(lazily(async () => (await import('./commands/responses-run.ts')).runCommand));
responses
  .command('clean')
  .argument('<files...>', 'Sunbird telemetry: one JSON array or JSON lines, plain or gzip')
  .option(
    '--sessions <file>',
    "the platform's own sessions with milestone, lesson and progress, likewise JSON",
  )
  .option('--language <codes>', 'languages to keep, for example en or en,ta; all for every one', 'en')
  .option('--utc-offset <offset>', 'how times without a zone are read, for example +05:30', 'Z')
  .addOption(runFolder())
  .addOption(json())
  .description('telemetry as tables of responses and sessions; a run that was stopped goes on')
  .action(lazily(async () => (await import('./commands/responses.ts')).cleanCommand));
responses
  .command('select')
  .option('--user <ids>', 'only these learners, for example 17 or 17,42')
  .option('--users-file <file>', 'only the learners of this file, one id a line')
  .option('--milestone <level>', 'only learners with a session of this milestone')
  .option('--where <condition>', 'a cohort: ClickHouse SQL over the columns of responses')
  .option('--per-learner', 'also a CSV file for each learner')
  .addOption(runFolder())
  .addOption(json())
  .description('the responses to go on with: of one learner, a list, a milestone or a cohort')
  .action(lazily(async () => (await import('./commands/responses.ts')).selectCommand));
responses
  .command('join')
  .option('--window <seconds>', 'how far away a session may be', '300')
  .addOption(runFolder())
  .addOption(json())
  .description("give each response its learner's nearest session, with milestone, lesson and progress")
  .action(lazily(async () => (await import('./commands/responses.ts')).joinCommand));
responses
  .command('fetch')
  .requiredOption('--from <place>', 'where recordings are: s3://bucket/prefix, https://..., or a folder')
  .option('--s3-endpoint <url>', "another service than Amazon's that speaks S3")
  .option('--s3-region <name>', 'region of the bucket', 'us-east-1')
  .option('--at-once <number>', 'how many at once', '25')
  .addOption(runFolder())
  .addOption(json())
  .description('bring the recordings of joined responses; keys of S3 come from the environment')
  .action(lazily(async () => (await import('./commands/responses-fetch.ts')).fetchCommand));
responses
  .command('analyse')
  .option(
    '--recordings <folder>',
    'recordings that are here already; they are kept (what was fetched by default)',
  )
  .option('--keep-recordings', 'keep what was fetched; it is removed after the analysis otherwise')
  .addOption(analyserChoice())
  .option('--emotion-model <file>', "a site's own model (train-emotion) in place of the shipped one")
  .addOption(runFolder())
  .addOption(json())
  .description(
    'listen to the recordings of joined responses, on this machine by default; a run that was stopped goes on',
  )
  .action(lazily(async () => (await import('./commands/responses-analyse.ts')).analyseCommand));
responses
  .command('score')
  .option('--phases <map>', 'phase by progress: 10=P1,20=P2 and so on')
  .option('--presentation <id>', 'also append each scored response to the activity of this presentation')
  .option('--with-emotion', 'tell the emotion there, too; needs the consent of the learners')
  .addOption(runFolder())
  .addOption(json())
  .description('engagement by learner, session, milestone and phase of learning')
  .action(lazily(async () => (await import('./commands/responses-score.ts')).scoreCommand));
responses
  .command('erase')
  .argument('<learner>', 'the id of one learner')
  .addOption(runFolder())
  .addOption(json())
  .description('remove all that spoken responses left of a learner: recordings, analyses, scores, events')
  .action(lazily(async () => (await import('./commands/responses-erase.ts')).eraseCommand));
responses
  .command('analyse-file')
  .argument('<audio>', 'a sound file: WAV, FLAC, MP3, Ogg Opus or WebM')
  .option('--text <words>', 'what was to be said')
  .addOption(json())
  .description('what the local analyser says of one recording; nothing leaves this machine')
  .action(lazily(async () => (await import('./commands/analyse-file.ts')).analyseFileCommand));
responses
  .command('train-emotion')
  .argument('<folder>', 'recordings and labels.csv: file, speaker, emotion')
  .option('--out <file>', 'where the model goes', 'emotion.json')
  .addOption(json())
  .description("learn emotions from a site's own labelled recordings")
  .action(lazily(async () => (await import('./commands/train-speech.ts')).trainEmotionCommand));
responses
  .command('train-pronunciation')
  .argument(
    '<folder>',
    'audio/ and labels.csv: utterance, speaker, age, gender, text, accuracy, fluency, prosodic',
  )
  .option('--out <file>', 'where the model goes', 'pronunciation.json')
  .option('--seed <number>', 'seed of everything random', '1')
  .addOption(json())
  .description("learn human raters' marks of pronunciation from rated recordings")
  .action(lazily(async () => (await import('./commands/train-speech.ts')).trainPronunciationCommand));

program
  .command('replay')
  .argument('[presentation]', 'for example BBB-2014B; the latest by default')
  .option('--from <date>', 'first day')
  .option('--to <date>', 'last day')
  .addOption(json())
  .description('play a past presentation week by week: score, decide, deliver, and how it ended')
  .action(lazily(async () => (await import('./commands/replay.ts')).replayCommand));

program
  .command('cycle')
  .argument('[presentation]', 'one presentation; all that run by default')
  .option('--as-of <date>', 'a day in the past instead of now')
  .addOption(json())
  .description('score everybody, decide, record and deliver, once')
  .action(lazily(async () => (await import('./commands/cycle.ts')).cycle));

program
  .command('nudge')
  .requiredOption(
    '--in <file>',
    'profiles with snapshots of the peers, one JSON document a line, of either contract',
  )
  .requiredOption(
    '--out <file>',
    'where the nudges go, one answer a line; a run that was stopped is taken up',
  )
  .option('--rejects <file>', 'where refused lines go, each with what is wrong (beside --out by default)')
  .option('--as-of <date>', 'the day that counts as today')
  .option('--language <code>', 'en or de (what each line asks for by default, else en)')
  .addOption(json())
  .description('decide nudges for a file of profiles')
  .action(lazily(async () => (await import('./commands/nudge-batch.ts')).nudgeBatch));

const simulate = program.command('simulate').description('made-up data whose rules are known');
simulate
  .command('profiles')
  .option('--count <number>', 'how many learners', '2000')
  .option('--peers <number>', 'how many batches they belong to', '10')
  .option('--seed <number>', 'seed of everything random', '1')
  .option('--contract <name>', 'shape of the requests: flat or nested', 'flat')
  .option('--as-of <date>', 'the day on which they are looked at (today by default)')
  .option('--out <dir>', 'where profiles.jsonl and peers.json go', '.')
  .addOption(json())
  .description(
    'learners as a platform sends them, one request a line; the same seed and day give the same bytes',
  )
  .action(lazily(async () => (await import('./commands/simulate.ts')).simulateProfilesCommand));
simulate
  .command('dataset')
  .requiredOption('--target <name>', 'resume or event')
  .requiredOption('--out <file>', 'where the CSV file goes')
  .option('--count <number>', 'how many rows', '10000')
  .option('--seed <number>', 'seed of everything random', '1')
  .option('--noise <share>', 'share of the labels that are turned round', '0.05')
  .addOption(json())
  .description('a table to train a nudge on (rekindle train resume|event --data)')
  .action(lazily(async () => (await import('./commands/simulate.ts')).simulateDatasetCommand));

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
