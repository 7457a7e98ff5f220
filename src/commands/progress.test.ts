import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { openProgress } from './progress.ts';

/** A stream that keeps everything written to it; `isTTY` makes it a terminal. */
function keepingStream(isTTY: boolean) {
  let written = '';
  const stream = Object.assign(
    new Writable({
      write(chunk, _, done) {
        written += String(chunk);
        done();
      },
    }),
    { isTTY, columns: 120, cursorTo: () => true, clearLine: () => true, moveCursor: () => true },
  ) as unknown as NodeJS.WriteStream;
  return { stream, written: () => written };
}

/** A clock that the test moves. */
function handClock() {
  let now = 0;
  return { clock: () => now, wait: (ms: number) => (now += ms) };
}

describe('without a terminal', () => {
  const open = () => {
    const { stream, written } = keepingStream(false);
    const { clock, wait } = handClock();
    return { ...openProgress(stream, clock), written, wait };
  };

  test('progress is a line at the beginning, one every five seconds, and one at the end', () => {
    const { progress, written, wait, close } = open();
    wait(60_000);
    for (let done = 0; done <= 100; done += 10) {
      progress('Reading', done, 100, 'rows');
      wait(1_000);
    }
    close();
    expect(written()).toBe(
      [
        'Reading: 0 % (0.0 rows/s)',
        'Reading: 50 % (10.0 rows/s, 5 s left)',
        'Reading: 100 % (10.0 rows/s, 0 s left)',
        '',
      ].join('\n'),
    );
  });

  test('each step starts from zero', () => {
    const { progress, written, wait } = open();
    wait(60_000);
    progress('Reading', 2_000_000, 2_000_000, 'bytes');
    wait(2_000);
    progress('Writing', 0, 500);
    wait(2_000);
    progress('Writing', 500, 500);
    expect(written()).toBe(
      [
        'Reading: 100 % (0.0 MB/s, 0 s left)',
        'Writing: 0 % (0.0 steps/s)',
        'Writing: 100 % (250 steps/s, 0 s left)',
        '',
      ].join('\n'),
    );
  });

  test('a step with nothing to do counts as done', () => {
    const { progress, written } = open();
    progress('Writing', 0, 0, 'rows');
    expect(written()).toBe('Writing: 100 % (0.0 rows/s)\n');
  });

  test('bytes are shown in megabytes, thousands with a comma', () => {
    const { progress, written, wait } = open();
    wait(60_000);
    progress('Reading', 0, 8_000_000, 'bytes');
    wait(1_000);
    progress('Reading', 8_000_000, 8_000_000, 'bytes');
    progress('Writing', 0, 9_000, 'events');
    wait(1_000);
    progress('Writing', 9_000, 9_000, 'events');
    expect(written()).toContain('Reading: 100 % (8.0 MB/s, 0 s left)');
    expect(written()).toContain('Writing: 100 % (9,000 events/s, 0 s left)');
  });
});

describe('on a terminal', () => {
  test('progress is a bar with its rate, and the cursor stays as it was', () => {
    const { stream, written } = keepingStream(true);
    const { clock, wait } = handClock();
    const { progress, close } = openProgress(stream, clock);
    progress('Reading', 0, 10, 'rows');
    wait(1_000);
    progress('Reading', 10, 10, 'rows');
    progress('Writing', 1, 10, 'rows');
    close();
    close();
    expect(written()).toContain('Reading [');
    expect(written()).toContain('100 % | 10.0 rows/s');
    expect(written()).toContain('Writing [');
    const hidden = written().split('\u001b[?25l').length;
    const shown = written().split('\u001b[?25h').length;
    expect(shown).toBe(hidden);
  });
});
