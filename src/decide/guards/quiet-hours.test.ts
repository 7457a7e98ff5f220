import { describe, expect, it } from 'vitest';
import { at, occasionWith } from '../../../test/contracts/example-occasion.ts';
import { shippedSettings } from '../../../test/contracts/example-standing.ts';
import type { GuardSettings } from '../settings.ts';
import { quietHours } from './quiet-hours.ts';

const NIGHT = { from: '21:00', to: '08:00' };

const objection = (now: string, timeZone: string, hours: GuardSettings['quietHours'] = NIGHT) => {
  const { preferences } = occasionWith();
  return quietHours.objection(occasionWith({ now: at(now), preferences: { ...preferences, timeZone } }), {
    ...shippedSettings.guards,
    quietHours: hours,
  });
};
const isQuiet = (...args: Parameters<typeof objection>) => objection(...args) !== null;

describe('quiet hours', () => {
  it('reach over midnight: `from` is quiet, `to` is not', () => {
    expect(isQuiet('2014-01-15T20:59:59Z', 'UTC')).toBe(false);
    expect(isQuiet('2014-01-15T21:00:00Z', 'UTC')).toBe(true);
    expect(isQuiet('2014-01-16T00:00:00Z', 'UTC')).toBe(true);
    expect(isQuiet('2014-01-16T07:59:59Z', 'UTC')).toBe(true);
    expect(isQuiet('2014-01-16T08:00:00Z', 'UTC')).toBe(false);
  });

  it('can lie within one day', () => {
    const lunch = { from: '12:00', to: '13:30' };
    expect(isQuiet('2014-01-15T11:59:00Z', 'UTC', lunch)).toBe(false);
    expect(isQuiet('2014-01-15T12:00:00Z', 'UTC', lunch)).toBe(true);
    expect(isQuiet('2014-01-15T13:29:00Z', 'UTC', lunch)).toBe(true);
    expect(isQuiet('2014-01-15T13:30:00Z', 'UTC', lunch)).toBe(false);
  });

  it("go by the learner's clock", () => {
    // 09:00 UTC is 01:00 in Los Angeles (UTC-8 in January), 18:00 in Tokyo (UTC+9), 23:00 on Kiritimati (UTC+14).
    expect(objection('2014-01-15T09:00:00Z', 'America/Los_Angeles')).toBe(
      'It is 01:00 for the learner (America/Los_Angeles); quiet hours are 21:00 to 08:00',
    );
    expect(isQuiet('2014-01-15T09:00:00Z', 'Asia/Tokyo')).toBe(false);
    expect(isQuiet('2014-01-15T09:00:00Z', 'Pacific/Kiritimati')).toBe(true);
  });

  it('follow a zone that is off by 45 minutes', () => {
    // Nepal is UTC+5:45, so 08:00 there is 02:15 UTC and 21:00 is 15:15 UTC.
    expect(isQuiet('2014-01-15T02:14:00Z', 'Asia/Kathmandu')).toBe(true);
    expect(isQuiet('2014-01-15T02:15:00Z', 'Asia/Kathmandu')).toBe(false);
    expect(isQuiet('2014-01-15T15:14:00Z', 'Asia/Kathmandu')).toBe(false);
    expect(isQuiet('2014-01-15T15:15:00Z', 'Asia/Kathmandu')).toBe(true);
  });

  it('follow the change to and from summer time', () => {
    // The United Kingdom went to UTC+1 on 30 March 2014 and back on 26 October, each at 01:00 UTC.
    expect(isQuiet('2014-03-29T07:30:00Z', 'Europe/London')).toBe(true);
    expect(isQuiet('2014-03-30T07:30:00Z', 'Europe/London')).toBe(false);
    expect(isQuiet('2014-10-25T07:30:00Z', 'Europe/London')).toBe(false);
    expect(isQuiet('2014-10-26T07:30:00Z', 'Europe/London')).toBe(true);
    // New York went from UTC-5 to UTC-4 on 9 March 2014.
    expect(isQuiet('2014-03-08T12:30:00Z', 'America/New_York')).toBe(true);
    expect(isQuiet('2014-03-09T12:30:00Z', 'America/New_York')).toBe(false);
  });

  it('hold for the hour that comes twice, and skip the hour that never comes', () => {
    const small = { from: '01:00', to: '02:00' };
    // 01:30 in London is 00:30 UTC in summer time and 01:30 UTC after it.
    expect(isQuiet('2014-10-26T00:30:00Z', 'Europe/London', small)).toBe(true);
    expect(isQuiet('2014-10-26T01:30:00Z', 'Europe/London', small)).toBe(true);
    // On 30 March the clock goes from 00:59 to 02:00.
    expect(isQuiet('2014-03-30T00:59:00Z', 'Europe/London', small)).toBe(false);
    expect(isQuiet('2014-03-30T01:00:00Z', 'Europe/London', small)).toBe(false);
  });

  it('do not exist where the configuration says so', () => {
    expect(isQuiet('2014-01-15T23:00:00Z', 'UTC', null)).toBe(false);
  });

  it('forbid a nudge instead of guessing where the zone is not known', () => {
    expect(objection('2014-01-15T12:00:00Z', 'Europe/Atlantis')).toMatch(/Europe\/Atlantis is not known/);
  });
});
