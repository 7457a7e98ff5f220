import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ask, NODE, type RekindleServer, rekindle, startRekindle, surroundings } from './rekindle-process.ts';

const folder = mkdtempSync(join(tmpdir(), 'rekindle-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder with a server', () => {
  const settings = { REKINDLE_DATA_DIR: join(folder, 'served') };
  let server: RekindleServer;
  beforeAll(async () => {
    server = await startRekindle(settings);
  });
  afterAll(() => server.end('SIGKILL'));

  // `import` gets a path that does not exist: a refused process does not read it.
  test.concurrent.each(['start --no-sample', 'cycle', 'import oulad nowhere', 'migrate'])(
    'refuses `%s`, says who has it and what to do',
    async (command) => {
      const { code, stdout, stderr } = await rekindle(command.split(' '), { ...settings, PORT: '0' });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toBe(
        `rekindle: ${settings.REKINDLE_DATA_DIR} belongs to another process (pid ${server.pid}, rekindle start, ${server.url}). ` +
          `An embedded store takes one process at a time: stop that one first, use its API at ${server.url}/docs, ` +
          'or point REKINDLE_DATA_DIR to another folder.\n',
      );
    },
  );

  test('is still served by the first process', async () => {
    expect(await ask(server, 'GET', '/health')).toMatchObject({ status: 200, answer: { status: 'ok' } });
  });

  test('is free once that process is killed', async () => {
    await server.end('SIGKILL');
    server = await startRekindle(settings);
    expect(await ask(server, 'GET', '/health')).toMatchObject({ status: 200, answer: { status: 'ok' } });
  });
});

describe('processes that want a folder at the same moment', () => {
  const PROCESSES = 6;
  /** Time for the moment to reach all of them. */
  const HEARING_MS = 50;

  const wanting = (dataDir: string) => {
    const child = spawn(NODE, [join(import.meta.dirname, 'lock-at.ts'), dataDir], {
      env: surroundings,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const says = async () => String((await lines.next()).value);
    return { child, says };
  };
  let all: ReturnType<typeof wanting>[] = [];
  afterEach(() => {
    for (const { child } of all) child.kill('SIGKILL');
  });

  test('are all refused except one, whether the folder is new or its last holder was killed', async () => {
    all = Array.from({ length: PROCESSES }, () => wanting(join(folder, 'wanted')));
    for (const { says } of all) expect(await says()).toBe('here');
    let rounds = 0;
    for (; all.length > 1; rounds += 1) {
      const moment = Date.now() + HEARING_MS;
      for (const { child } of all) child.stdin.write(`${moment}\n`);
      const answers = await Promise.all(all.map(async (one) => ({ ...one, answer: await one.says() })));
      const holders = answers.filter(({ answer }) => answer === 'locked');
      expect(holders).toHaveLength(1);
      const holder = holders[0]?.child;
      for (const { answer, child } of answers)
        if (child !== holder) expect(answer).toContain(`(pid ${holder?.pid}, rekindle lock-at)`);
      holder?.kill('SIGKILL');
      if (holder !== undefined) await once(holder, 'exit');
      all = all.filter(({ child }) => child !== holder);
    }
    expect(rounds).toBe(PROCESSES - 1);
  });
});
