import { type Command, Option } from 'commander';
import { json, lazily } from '../lazily.ts';

const runFolder = () =>
  new Option('--dir <folder>', 'the run folder of all stages (responses in the data folder by default)');
const ownSessions = () =>
  new Option(
    '--sessions <file>',
    "the platform's own sessions with milestone, lesson and progress, likewise JSON",
  );
const languages = () =>
  new Option(
    '--language <codes>',
    'languages to keep, for example en or en,ta; all keeps every language',
  ).default('en');
const utcOffset = () =>
  new Option('--utc-offset <offset>', 'how times without a zone are read, for example +05:30').default('Z');
const emotionModel = () =>
  new Option('--emotion-model <file>', "a site's own model (train-emotion) in place of the shipped one");
const phases = () => new Option('--phases <map>', 'phase by progress: 10=P1,20=P2 and so on');
const presentation = () =>
  new Option('--presentation <id>', 'also append each scored response to the activity of this presentation');
const withEmotion = () =>
  new Option('--with-emotion', 'include the emotion there, too; needs the consent of the learners');
const analyserChoice = () =>
  new Option(
    '--analyser <name>',
    'local, on this machine; or gemini, which sends recordings to Google (GEMINI_API_KEY)',
  )
    .choices(['local', 'gemini'])
    .default('local');

/** `rekindle responses`: the stages of spoken responses, and the commands that go with them. */
export function defineResponses(program: Command): void {
  const responses = program
    .command('responses')
    .description('spoken responses: from recordings to engagement by learning phase');
  defineRun(responses);
  defineClean(responses);
  defineSelect(responses);
  defineJoin(responses);
  defineFetch(responses);
  defineAnalyse(responses);
  defineScore(responses);
  defineErase(responses);
  defineAnalyseFile(responses);
  defineTrainEmotion(responses);
  defineTrainPronunciation(responses);
}

function defineRun(responses: Command): void {
  responses
    .command('run')
    .argument('<files...>', 'Sunbird telemetry: one JSON array or JSON lines, plain or gzip')
    .addOption(ownSessions())
    .addOption(languages())
    .addOption(utcOffset())
    .option('--user <ids>', 'only these learners, for example 17 or 17,42')
    .option('--milestone <level>', 'only learners with a session of this milestone')
    .option('--window <seconds>', 'how far away a session may be', '300')
    .option('--from <place>', 'fetch recordings from s3://bucket/prefix, https://... or a folder')
    .option('--s3-endpoint <url>', "an S3 service other than Amazon's")
    .option('--s3-region <name>', 'region of the bucket', 'us-east-1')
    .option('--at-once <number>', 'how many recordings are fetched at once', '25')
    .option('--recordings <folder>', 'recordings that are here already; they are kept')
    .option('--keep-recordings', 'keep fetched recordings; otherwise they are removed after the analysis')
    .addOption(analyserChoice())
    .addOption(emotionModel())
    .addOption(phases())
    .addOption(presentation())
    .addOption(withEmotion())
    .addOption(runFolder())
    .addOption(json())
    .description('all stages: clean, select, join, fetch, analyse, score; finished stages are not repeated')
    .action(lazily(async () => (await import('./run.ts')).runCommand));
}

function defineClean(responses: Command): void {
  responses
    .command('clean')
    .argument('<files...>', 'Sunbird telemetry: one JSON array or JSON lines, plain or gzip')
    .addOption(ownSessions())
    .addOption(languages())
    .addOption(utcOffset())
    .addOption(runFolder())
    .addOption(json())
    .description('turn telemetry into tables of responses and sessions; a stopped run continues')
    .action(lazily(async () => (await import('./clean.ts')).cleanCommand));
}

function defineSelect(responses: Command): void {
  responses
    .command('select')
    .option('--user <ids>', 'only these learners, for example 17 or 17,42')
    .option('--users-file <file>', 'only the learners of this file, one id a line')
    .option('--milestone <level>', 'only learners with a session of this milestone')
    .option('--where <condition>', 'a cohort: ClickHouse SQL over the columns of responses')
    .option('--per-learner', 'also a CSV file for each learner')
    .addOption(runFolder())
    .addOption(json())
    .description('choose the responses to continue with: of one learner, a list, a milestone or a cohort')
    .action(lazily(async () => (await import('./select-join.ts')).selectCommand));
}

function defineJoin(responses: Command): void {
  responses
    .command('join')
    .option('--window <seconds>', 'how far away a session may be', '300')
    .addOption(runFolder())
    .addOption(json())
    .description("give each response its learner's nearest session, with milestone, lesson and progress")
    .action(lazily(async () => (await import('./select-join.ts')).joinCommand));
}

function defineFetch(responses: Command): void {
  responses
    .command('fetch')
    .requiredOption('--from <place>', 'where recordings are: s3://bucket/prefix, https://..., or a folder')
    .option('--s3-endpoint <url>', "an S3 service other than Amazon's")
    .option('--s3-region <name>', 'region of the bucket', 'us-east-1')
    .option('--at-once <number>', 'how many at once', '25')
    .addOption(runFolder())
    .addOption(json())
    .description('fetch the recordings of joined responses; S3 keys come from the environment')
    .action(lazily(async () => (await import('./fetch.ts')).fetchCommand));
}

function defineAnalyse(responses: Command): void {
  responses
    .command('analyse')
    .option(
      '--recordings <folder>',
      'recordings that are here already; they are kept (by default, the fetched ones)',
    )
    .option('--keep-recordings', 'keep fetched recordings; otherwise they are removed after the analysis')
    .addOption(analyserChoice())
    .addOption(emotionModel())
    .addOption(runFolder())
    .addOption(json())
    .description(
      'analyse the recordings of joined responses, on this machine by default; a stopped run continues',
    )
    .action(lazily(async () => (await import('./analyse.ts')).analyseCommand));
}

function defineScore(responses: Command): void {
  responses
    .command('score')
    .addOption(phases())
    .addOption(presentation())
    .addOption(withEmotion())
    .addOption(runFolder())
    .addOption(json())
    .description('engagement by learner, session, milestone and phase of learning')
    .action(lazily(async () => (await import('./score.ts')).scoreCommand));
}

function defineErase(responses: Command): void {
  responses
    .command('erase')
    .argument('<learner>', 'the id of one learner')
    .addOption(runFolder())
    .addOption(json())
    .description('remove all that spoken responses left of a learner: recordings, analyses, scores, events')
    .action(lazily(async () => (await import('./erase.ts')).eraseCommand));
}

function defineAnalyseFile(responses: Command): void {
  responses
    .command('analyse-file')
    .argument('<audio>', 'a sound file: WAV, FLAC, MP3, Ogg Opus or WebM')
    .option('--text <words>', 'what the learner was asked to say')
    .addOption(json())
    .description('what the local analyser finds in one recording; nothing leaves this machine')
    .action(lazily(async () => (await import('../speech/analyse-file.ts')).analyseFileCommand));
}

function defineTrainEmotion(responses: Command): void {
  responses
    .command('train-emotion')
    .argument('<folder>', 'recordings and labels.csv: file, speaker, emotion')
    .option('--out <file>', 'where the model goes', 'emotion.json')
    .addOption(json())
    .description("learn emotions from a site's own labelled recordings")
    .action(lazily(async () => (await import('../speech/train-speech.ts')).trainEmotionCommand));
}

function defineTrainPronunciation(responses: Command): void {
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
    .action(lazily(async () => (await import('../speech/train-speech.ts')).trainPronunciationCommand));
}
