import { expect, test } from 'vitest';
import { tone } from '../../../test/fixtures/speech/wav.ts';
import { seededRandom } from '../../stats/random.ts';
import { pitchTrack } from './pitch.ts';

/** A voice-like sound: ten harmonics that grow weaker. */
const buzz = (hertz: number): Float32Array => {
  const parts = Array.from({ length: 10 }, (_, k) => tone(hertz * (k + 1), 0.5, 16_000, 0.3 / (k + 1)));
  return parts[0].map((_, i) => parts.reduce((sum, part) => sum + part[i], 0));
};

test.each([75, 110, 180, 260, 400])(
  'the pitch of a voice of %i Hz is found to within one percent',
  (hertz) => {
    const { hertz: found } = pitchTrack(buzz(hertz));
    const voiced = found.filter((value) => value > 0);
    expect(voiced.length).toBeGreaterThan(0.9 * found.length);
    for (const value of voiced) expect(Math.abs(value / hertz - 1)).toBeLessThan(0.01);
  },
);

test('noise and silence have no pitch', () => {
  const random = seededRandom(3);
  const noise = Float32Array.from({ length: 16_000 }, () => random.uniform() - 0.5);
  expect(pitchTrack(noise).hertz.filter((value) => value > 0).length).toBeLessThan(3);
  expect(pitchTrack(new Float32Array(16_000)).hertz.every((value) => value === 0)).toBe(true);
  expect(pitchTrack(new Float32Array(10)).hertz).toHaveLength(0);
});
