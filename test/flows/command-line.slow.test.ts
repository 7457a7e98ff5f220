import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rekindle } from '../faults/rekindle-process.ts';
import { writeSmallCourse } from './small-course.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const folder = mkdtempSync(join(tmpdir(), 'rekindle-command-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = 'hunter2';

/** Settings that stop the start; the tests beside src/config.ts cover other faults. */
const SETTINGS = [
  ['HOST', 'not a host'],
  ['PORT', 'abc'],
  ['PORT', '70000'],
  ['LOG_LEVEL', 'loud'],
  ['CONFIG_PATH', join(folder, 'nowhere.json')],
  ['MODEL_PATH', join(folder, 'nowhere.json')],
  ['ENGAGEMENT_MODEL_PATH', join(folder, 'nowhere.json')],
  ['REKINDLE_DATA_DIR', join(ROOT, 'package.json')],
  ['DATABASE_URL', `mysql://me:${SECRET}@host/state`],
  ['CLICKHOUSE_URL', `me:${SECRET}@127.0.0.1:8123`],
  ['CLICKHOUSE_URL', `http://me:${SECRET}@127.0.0.1:1`],
] as const;

const STACK = /^ +at /m;

const TIME_LIMIT_MS = 120_000;

/** The commands that a help text lists, without commander's own. */
const commandsIn = (help: string): string[] =>
  [...(/^Commands:\n(( .*\n)+)/m.exec(help)?.[1] ?? '').matchAll(/^ {2}([\w-]+)/gm)]
    .map(([, name]) => String(name))
    .filter((name) => name !== 'help');

/** Asks for the help of a command and of all its subcommands; each has to answer. Returns the commands' names. */
async function helpBelow(names: readonly string[]): Promise<string[]> {
  const { code, stdout, stderr } = await rekindle([...names, '--help'], {});
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toMatch(new RegExp(`^Usage: ${['rekindle', ...names].join(' ')} `));
  expect(stdout).toMatch(/^Options:\n( .*\n)* +-h, --help/m);
  const below = await Promise.all(commandsIn(stdout).map((name) => helpBelow([...names, name])));
  return [names.join(' '), ...below.flat()];
}

describe('--help', () => {
  test('is answered by every command', { timeout: TIME_LIMIT_MS }, async () => {
    const commands = await helpBelow([]);
    expect(commands).toEqual(
      expect.arrayContaining(['start', 'import', 'migrate', 'train', 'models promote', 'replay', 'cycle']),
    );
  });

  test('lists every variable of the environment', async () => {
    const { stdout } = await rekindle(['--help'], {});
    for (const variable of SETTINGS.map(([name]) => name))
      expect(stdout).toMatch(new RegExp(`\\b${variable}\\b`));
  });
});

test('a reader that has read enough ends a command without a word', { timeout: TIME_LIMIT_MS }, async () => {
  const command = spawn(process.execPath, [join(ROOT, 'src', 'main.ts'), '--help']);
  command.stdout.destroy();
  const said: string[] = [];
  command.stderr.on('data', (text) => said.push(String(text)));
  const [code] = await once(command, 'close');
  expect([code, said.join('')]).toEqual([0, '']);
});

describe('wrong usage', () => {
  test.concurrent.each([
    ['', 'Usage: rekindle'],
    ['nosuch', 'nosuch'],
    ['start --nosuch', '--nosuch'],
    ['migrate more', 'migrate'],
    ['import oulad', 'path'],
    ['import nosuch here', 'nosuch; known is oulad'],
    ['train', 'target'],
    ['train nosuch', 'nosuch; known are dropout'],
    ['cycle --as-of yesterday', '--as-of must be a date like 2014-04-07, not yesterday'],
    ['replay --from 2014', '--from must be a date like 2014-04-07, not 2014'],
  ])('`rekindle %s` ends with 2 and says %s', { timeout: TIME_LIMIT_MS }, async (command, message) => {
    const { code, stdout, stderr } = await rekindle(command.split(' ').filter(Boolean), {
      REKINDLE_DATA_DIR: join(folder, 'unused'),
    });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(STACK);
  });
});

describe('a wrong setting stops the start and is named', () => {
  test.concurrent.each(SETTINGS)('%s=%s', { timeout: TIME_LIMIT_MS }, async (variable, value) => {
    const { code, stdout, stderr } = await rekindle(['start', '--no-sample'], {
      REKINDLE_DATA_DIR: mkdtempSync(join(folder, 'setting-')),
      PORT: '0',
      [variable]: value,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(new RegExp(`^rekindle: .*\\b${variable}\\b`));
    expect(stderr).not.toContain(SECRET);
    expect(stderr).not.toMatch(STACK);
  });
});

describe('with a data folder', () => {
  const settings = { REKINDLE_DATA_DIR: join(folder, 'course') };
  let course = '';
  beforeAll(async () => {
    course = await writeSmallCourse(join(folder, 'files'), 40);
  });

  test('--json prints one document and nothing else', { timeout: TIME_LIMIT_MS }, async () => {
    const json = async (...args: string[]) => {
      const { code, stdout } = await rekindle([...args, '--json'], settings);
      expect(code).toBe(0);
      // JSON.parse accepts only one document; everything else that a command prints belongs on standard error.
      return JSON.parse(stdout);
    };
    const { applied } = await json('migrate');
    expect(applied).toContain('postgres/0001_state.sql');
    const imported = await json('import', 'oulad', course);
    expect(imported.presentations).toEqual(['BBB-2013J', 'BBB-2014B']);
    const { cycles } = await json('cycle', 'BBB-2014B', '--as-of', '2014-03-03');
    expect(cycles).toMatchObject([{ presentationId: 'BBB-2014B', failed: 0 }]);
    const replayed = await json('replay', 'BBB-2014B', '--from', '2014-03-03', '--to', '2014-03-20');
    expect(replayed).toMatchObject({ presentationId: 'BBB-2014B', weeks: 2 });
    expect(replayed.weekly).toHaveLength(2);
  });

  test('a port that is taken is named', { timeout: TIME_LIMIT_MS }, async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = String((other.address() as AddressInfo).port);
    const { code, stdout, stderr } = await rekindle(['start', '--no-sample', '--as-of', 'now'], {
      ...settings,
      PORT: port,
    });
    other.close();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(
      `rekindle: PORT: 127.0.0.1:${port} cannot be listened on: listen EADDRINUSE: address already in use 127.0.0.1:${port}\n`,
    );
  });
});
