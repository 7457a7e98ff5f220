import { describe, expect, it } from 'vitest';
import { address } from './api.ts';

describe('address', () => {
  it('leaves out parameters without a value', () => {
    expect(address('/v1/clock', { asOf: undefined, search: '' })).toBe('/v1/clock');
  });

  it('keeps a zero and the order given', () => {
    expect(address('/x', { limit: 25, offset: 0 })).toBe('/x?limit=25&offset=0');
  });

  it('escapes what has a meaning in a URL', () => {
    expect(address('/v1/stream', { presentationId: 'A&B=C' })).toBe('/v1/stream?presentationId=A%26B%3DC');
  });
});
