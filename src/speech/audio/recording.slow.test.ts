import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tone, wavOf } from '../../../test/fixtures/speech/wav.ts';
import { isRefused } from './decoded-audio.ts';
import { decodeFlac } from './flac.ts';
import { type Recording, readRecording } from './recording.ts';

const SPEECH = join(import.meta.dirname, '../../../test/fixtures/speech');
const folder = mkdtempSync(join(tmpdir(), 'recording-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

const fixture = (name: string): Uint8Array => readFileSync(join(SPEECH, name));

async function heard(path: string): Promise<Recording> {
  const recording = await readRecording(path);
  if (isRefused(recording)) throw new Error(recording.message);
  return recording;
}

const refusal = async (name: string, bytes: Uint8Array): Promise<string> => {
  const result = await readRecording(written(name, bytes));
  return isRefused(result) ? result.refused : 'heard';
};

const loudness = (samples: Float32Array): number =>
  10 * Math.log10(samples.reduce((sum, value) => sum + value * value, 0) / samples.length);

/** The lag at which two recordings are most alike, and how alike they are there; decoders may begin a little late. */
function likeness(a: Float32Array, b: Float32Array): number {
  let best = 0;
  for (let lag = 0; lag < 1_600; lag += 1) {
    let [both, first, second] = [0, 0, 0];
    for (let i = 0; i + lag < b.length && i < a.length; i += 1) {
      both += a[i] * b[i + lag];
      first += a[i] ** 2;
      second += b[i + lag] ** 2;
    }
    best = Math.max(best, both / Math.sqrt(first * second));
  }
  return best;
}

describe('what can be read', () => {
  test('decoded FLAC has the hash that the encoder stored', () => {
    const bytes = fixture('new-home.flac');
    const decoded = decodeFlac(bytes, 60);
    if (isRefused(decoded)) throw new Error(decoded.message);
    const pcm = Int16Array.from(decoded.samples, (sample) => sample * 32_768);
    // The stream information ends with the MD5 of the samples (RFC 9639, 8.2).
    const expected = Buffer.from(bytes.subarray(26, 42)).toString('hex');
    expect(createHash('md5').update(new Uint8Array(pcm.buffer)).digest('hex')).toBe(expected);
  });

  test.each(['mp3', 'ogg', 'webm'])('%s sounds like the FLAC that it was made from', async (kind) => {
    const original = await heard(join(SPEECH, 'new-home.flac'));
    const other = await heard(join(SPEECH, `new-home.${kind}`));
    expect(Math.abs(other.seconds - original.seconds)).toBeLessThan(0.13);
    expect(likeness(original.samples, other.samples)).toBeGreaterThan(0.95);
  });

  test('a wrong file name extension does not matter', async () => {
    expect((await heard(written('speech.wav', fixture('new-home.ogg')))).sourceRate).toBe(48_000);
  });

  test('zeros before an MP3 are skipped', async () => {
    const mp3 = fixture('new-home.mp3');
    const path = written('zeros.mp3', Buffer.concat([new Uint8Array(5_000), mp3]));
    expect((await heard(path)).seconds).toBeCloseTo((await heard(join(SPEECH, 'new-home.mp3'))).seconds, 3);
  });

  test.each([8_000, 22_050, 44_100, 48_000])('a tone at %i Hz keeps its loudness at 16 kHz', async (rate) => {
    const { samples, seconds } = await heard(written('tone.wav', wavOf(rate, tone(440, 1, rate))));
    expect(seconds).toBeCloseTo(1, 3);
    expect(samples.length).toBe(16_000);
    // A sine of amplitude 0.5 has a mean square of 0.125: -9.03 dB.
    expect(loudness(samples.subarray(1_000, 15_000))).toBeCloseTo(-9.03, 1);
  });

  test('frequencies that 16 kHz cannot hold are not folded back', async () => {
    const { samples } = await heard(written('high.wav', wavOf(48_000, tone(11_000, 1, 48_000))));
    // Leave out the ends: a tone that begins abruptly has every frequency there.
    expect(loudness(samples.subarray(2_000, 14_000))).toBeLessThan(-70);
  });

  test('stereo becomes the mean of its channels', async () => {
    const one = tone(440, 0.5, 16_000);
    const opposite = one.map((value) => -value);
    const { samples } = await heard(written('stereo.wav', wavOf(16_000, one, opposite)));
    expect(loudness(samples)).toBeLessThan(-80);
  });

  test('a streamed WAV without a length is read to its end', async () => {
    const bytes = wavOf(16_000, tone(440, 0.5, 16_000));
    new DataView(bytes.buffer).setUint32(40, 0, true);
    expect((await heard(written('streamed.wav', bytes))).seconds).toBeCloseTo(0.5);
  });

  test.each(['wav', 'flac', 'ogg', 'webm'])(
    'a truncated %s keeps its complete part and is marked as truncated',
    async (kind) => {
      const whole = kind === 'wav' ? wavOf(16_000, tone(440, 1, 16_000)) : fixture(`new-home.${kind}`);
      const cut = await heard(written(`cut.${kind}`, whole.subarray(0, Math.floor(whole.length * 0.6))));
      const all = await heard(written(`all.${kind}`, whole));
      expect(cut.truncated).toBe(true);
      expect(all.truncated).toBe(false);
      expect(cut.seconds).toBeLessThan(all.seconds);
      expect(cut.seconds).toBeGreaterThan(0.3 * all.seconds);
    },
  );

  test('flat peaks are counted as clipped, a whole sine is not', async () => {
    const loud = tone(200, 1, 16_000, 2).map((value) => Math.max(-0.9, Math.min(0.9, value)));
    expect((await heard(written('clipped.wav', wavOf(16_000, loud)))).clippedShare).toBeGreaterThan(0.4);
    expect((await heard(join(SPEECH, 'new-home.flac'))).clippedShare).toBe(0);
  });
});

describe('what is refused', () => {
  test.each([
    ['an empty file', 'empty.wav', new Uint8Array(), 'empty'],
    ['nothing but zeros', 'zeros.mp3', new Uint8Array(10_000), 'empty'],
    ['a WAV with a header and no sound', 'header.wav', wavOf(16_000, new Float32Array()), 'empty'],
    ['a sound shorter than a syllable', 'short.wav', wavOf(16_000, new Float32Array(100)), 'empty'],
    ['a text', 'text.wav', new TextEncoder().encode('Not Found\n'.repeat(50)), 'unknown_format'],
    ['M4A', 'a.m4a', new TextEncoder().encode('\0\0\0\x1cftypM4A and so on'), 'unsupported_format'],
    ['a FLAC of a header only', 'a.flac', fixture('new-home.flac').subarray(0, 60), 'damaged'],
    ['an MP3 of three bytes', 'a.mp3', fixture('new-home.mp3').subarray(0, 3), 'unknown_format'],
  ])('%s', async (_, name, bytes, reason) => {
    expect(await refusal(name, bytes)).toBe(reason);
  });

  test('the refusal of M4A says what to do instead', async () => {
    const result = await readRecording(
      written('b.m4a', new TextEncoder().encode('\0\0\0\x1cftypM4A and so on')),
    );
    expect(result).toMatchObject({ message: expect.stringContaining('ffmpeg -i in.m4a out.flac') });
  });

  test('two hours, without decoding them all', async () => {
    const sound = new Uint8Array(7_200 * 8_000 * 2).fill(1);
    const bytes = Buffer.concat([wavOf(8_000, new Float32Array()), sound]);
    bytes.writeUInt32LE(sound.length, 40);
    const path = written('long.wav', bytes);
    const before = process.memoryUsage().arrayBuffers;
    const result = await readRecording(path);
    expect(result).toMatchObject({ refused: 'too_long' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(300e6);
  });
});
