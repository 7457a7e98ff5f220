import { expect, test } from 'vitest';
import { createLineBuffer } from './line-buffer.ts';

test('returns lines as they were added, however many there are, and none after they were cleared', () => {
  const lines = createLineBuffer(16);
  const added = Array.from({ length: 500 }, (_, index) => `résumé \u{1f389} ${index}\n`);
  for (const line of added) lines.add(line);
  const others = createLineBuffer(16);
  others.add('after\n');
  lines.append(others);
  expect(lines.count).toBe(501);
  expect(lines.bytes().toString()).toBe(`${added.join('')}after\n`);
  lines.clear();
  expect([lines.count, lines.bytes().length]).toEqual([0, 0]);
});

test('memory is reused, and released where little is needed', () => {
  const lines = createLineBuffer(16);
  const roomAfter = (text: string) => {
    lines.add(text);
    const room = lines.bytes().buffer.byteLength;
    lines.clear();
    return room;
  };
  const large = roomAfter('x'.repeat(1000));
  lines.add('x'.repeat(900));
  expect(lines.bytes().buffer.byteLength).toBe(large);
  lines.clear();
  const small = Array.from({ length: 12 }, () => roomAfter('x')).at(-1);
  expect(small).toBe(16);
});
