import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const SPEECH = join(ROOT, 'test/fixtures/speech');
const rekindle = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, 'src/main.ts'), 'responses', ...args]);

describe('rekindle responses analyse-file', () => {
  test('answers with one JSON document', async () => {
    const { stdout } = await rekindle(
      'analyse-file',
      join(SPEECH, 'new-home.ogg'),
      '--text',
      'Time to buy a new home',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      analyser: 'local',
      pronunciation: { value: 'good' },
      audioQuality: { value: 'good' },
      engagementScore: { validatedAgainst: null },
    });
  });

  test('says in words how far each finding can be trusted', async () => {
    const { stdout } = await rekindle('analyse-file', join(SPEECH, 'new-home.mp3'));
    expect(stdout).toMatch(/pronunciation +good +confidence 0\.\d\d; validated against speechocean762/);
    expect(stdout).toMatch(/engagement state .*not validated against human judgement/);
  });

  test.each([
    ['a missing file', join(SPEECH, 'missing.wav'), /There is no file/],
    ['a file that is no sound', import.meta.filename, /This is no sound file/],
  ])('%s fails with a reason', async (_, file, reason) => {
    await expect(rekindle('analyse-file', file)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(reason),
    });
  });
});
