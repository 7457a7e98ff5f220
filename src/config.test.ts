import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { ConfigError } from './errors.ts';

const shipped = readFileSync('config/rekindle.config.json', 'utf8');
const readShipped = () => shipped;

/** The shipped file as a tree that may be spoilt. */
type Tree = { [key: string]: Tree } & Record<string, unknown>;

const faultOf = (env: Record<string, string>, text = shipped): ConfigError => {
  try {
    readConfig(env, () => text);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The configuration was taken');
};

const faultAfter = (spoil: (file: Tree) => void): ConfigError => {
  const file: Tree = JSON.parse(shipped);
  spoil(file);
  return faultOf({}, JSON.stringify(file));
};

describe('the environment', () => {
  it('has a default for everything', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 8000,
      logLevel: 'info',
      dataDir: '.rekindle',
      databaseUrl: null,
      clickhouse: null,
      reasons: 5,
    });
    expect(config.configPath).toMatch(/[\\/]config[\\/]rekindle\.config\.json$/);
    expect(config.modelPath).toMatch(/[\\/]models[\\/]dropout\.json$/);
    expect(config.modelOrigin).toBe('package');
  });

  it('names the model also where it names the file of the package', () => {
    const { modelPath } = readConfig({});
    expect(readConfig({ MODEL_PATH: modelPath })).toMatchObject({ modelPath, modelOrigin: 'MODEL_PATH' });
  });

  it('is taken as given', () => {
    const read: string[] = [];
    const config = readConfig(
      {
        HOST: '0.0.0.0',
        PORT: '0',
        LOG_LEVEL: 'debug',
        CONFIG_PATH: 'my.json',
        MODEL_PATH: 'mine.json',
        REKINDLE_DATA_DIR: '/var/lib/rekindle',
        DATABASE_URL: 'postgresql://rekindle:secret@db:5432/rekindle',
        CLICKHOUSE_URL: 'https://user:secret@ch:8443',
      },
      (path) => {
        read.push(path);
        return shipped;
      },
    );
    expect(config).toMatchObject({
      host: '0.0.0.0',
      port: 0,
      logLevel: 'debug',
      configPath: 'my.json',
      modelPath: 'mine.json',
      dataDir: '/var/lib/rekindle',
      databaseUrl: 'postgresql://rekindle:secret@db:5432/rekindle',
      clickhouse: { url: 'https://user:secret@ch:8443/', cluster: null },
    });
    expect(read).toEqual(['my.json']);
  });

  it('counts an empty variable as not set', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '' }, readShipped)).toMatchObject({
      port: 8000,
      databaseUrl: null,
    });
  });

  it('takes the cluster out of the URL, which the client would not understand', () => {
    const { clickhouse } = readConfig(
      { CLICKHOUSE_URL: 'http://ch:8123/?cluster=two_shards&compression=1' },
      readShipped,
    );
    expect(clickhouse).toEqual({ url: 'http://ch:8123/?compression=1', cluster: 'two_shards' });
  });

  it.each([
    ['HOST', 'my host', /host name/],
    ['PORT', 'http', /0 to 65535; it is "http"/],
    ['PORT', '65536', /0 to 65535; it is "65536"/],
    ['PORT', '-1', /0 to 65535/],
    ['PORT', '80.5', /0 to 65535/],
    ['LOG_LEVEL', 'loud', /fatal, error, warn, info, debug, trace, silent; it is "loud"/],
    ['DATABASE_URL', 'mysql://db/rekindle', /postgres:\/\/.*mysql:\/\/db/],
    ['DATABASE_URL', 'localhost', /postgres:\/\/.*it is "localhost"/],
    ['CLICKHOUSE_URL', 'clickhouse://ch:9000', /http:\/\//],
    ['CLICKHOUSE_URL', 'ch:8123', /http:\/\//],
    ['GEMINI_BASE_URL', 'proxy:8080', /https:\/\//],
    ['CLICKHOUSE_URL', "http://ch:8123/?cluster=a'b", /letters, digits.* not "a'b"/],
    ['CLICKHOUSE_URL', 'http://ch:8123/?cluster=', /letters, digits.* not ""/],
  ])('%s=%s is refused', (key, value, message) => {
    const fault = faultOf({ [key]: value });
    expect(fault.key).toBe(key);
    expect(fault.message).toMatch(message);
  });

  it('keeps passwords out of its messages', () => {
    for (const url of ['mysql://me:secret@db/x', 'me:secret@db', 'http://me:se@cret@db/?password=secret'])
      expect(faultOf({ DATABASE_URL: url }).message).not.toMatch(/cret/);
  });
});

describe('the file', () => {
  it('names itself where it cannot be read', () => {
    const missing = () => {
      throw new Error('ENOENT: no such file or directory');
    };
    expect(() => readConfig({ CONFIG_PATH: 'nowhere.json' }, missing)).toThrow(/^CONFIG_PATH: .*ENOENT/);
    expect(faultOf({}, '{ "bands": ').message).toMatch(/^CONFIG_PATH: must be a JSON file/);
    expect(faultOf({}, '[]').message).toMatch(/^CONFIG_PATH: must be an object/);
  });

  it.each<[string, (file: Tree) => void, RegExp]>([
    [
      'rules.inactivity.afterDays',
      (file) => Object.assign(file.rules.inactivity, { afterDays: 'seven' }),
      /whole number of days from 1 to 365; it is "seven"/,
    ],
    [
      'rules.inactivity.afterDays',
      (file) => Object.assign(file.rules.inactivity, { afterDays: 0 }),
      /from 1 to 365; it is 0/,
    ],
    ['rules.inactivity.afterDays', (file) => delete file.rules.inactivity.afterDays, /it is missing/],
    ['rules.risk', (file) => delete file.rules.risk, /must be an object; it is missing/],
    [
      'rules.risk.fromBand',
      (file) => Object.assign(file.rules.risk, { fromBand: 'extreme' }),
      /one of low, medium, high; it is "extreme"/,
    ],
    [
      'rules.risk.intervention',
      (file) => Object.assign(file.rules.risk, { intervention: 'Call!' }),
      /for example reconnect; it is "Call!"/,
    ],
    [
      'rules.risk.body',
      (file) => Object.assign(file.rules.risk, { body: '{{ daysLeft }}' }),
      /must use only course, learner, riskPercent, mainReasons, and uses daysLeft/,
    ],
    [
      'rules.falling_activity.belowShare',
      (file) => Object.assign(file.rules.falling_activity, { belowShare: 50 }),
      /from 0 to 1; it is 50/,
    ],
    [
      'guards.quietHours.from',
      (file) => Object.assign(file.guards.quietHours, { from: '9pm' }),
      /for example 21:00; it is "9pm"/,
    ],
    [
      'guards.quietHours',
      (file) => Object.assign(file.guards.quietHours, { from: '08:00' }),
      /two different times/,
    ],
    ['guards.maxPerCycle', (file) => Object.assign(file.guards, { maxPerCycle: 4 }), /from 1 to 3; it is 4/],
    [
      'guards.holdout.salt',
      (file) => Object.assign(file.guards.holdout, { salt: '' }),
      /at least one character/,
    ],
    ['bands', (file) => Object.assign(file.bands, { medium: 0.9 }), /medium below high/],
    ['reasons', (file) => Object.assign(file, { reasons: 6 }), /from 1 to 5; it is 6/],
    [
      'responses.gemini.model',
      (file) => Object.assign(file.responses.gemini, { model: 'models/../x' }),
      /name of a model/,
    ],
    [
      'responses.gemini.tokensPerMinute',
      (file) => Object.assign(file.responses.gemini, { tokensPerMinute: 0 }),
      /whole number of tokens/,
    ],
    [
      'responses.gemini.secondsBetweenRequests',
      (file) => Object.assign(file.responses.gemini, { secondsBetweenRequests: -1 }),
      /seconds from 0 to 3600; it is -1/,
    ],
  ])('%s is refused', (key, spoil, message) => {
    const fault = faultAfter(spoil);
    expect(fault.key).toBe(key);
    expect(fault.message).toMatch(message);
  });

  it('refuses a misspelt key and says which there are', () => {
    const fault = faultAfter(({ rules: { inactivity } }) => {
      inactivity.afterDay = inactivity.afterDays as Tree;
      delete inactivity.afterDays;
    });
    expect(fault.key).toBe('rules.inactivity.afterDay');
    expect(fault.message).toMatch(
      /is not a setting; known here are enabled, afterDays, untilDays, intervention/,
    );
  });

  it('may turn quiet hours off', () => {
    const file = JSON.parse(shipped);
    file.guards.quietHours = null;
    expect(readConfig({}, () => JSON.stringify(file)).guards.quietHours).toBeNull();
  });
});
