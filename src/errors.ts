/**
 * The few kinds of failure, each with what its catcher needs. Expected outcomes (a refused event, a forbidden nudge)
 * are values, not errors.
 */

/** Wrong use of the command line. Caught by main: message and hint to standard error, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A setting is missing or wrong. Caught by main: `key` is named, exit code 1. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly key: string;
  constructor(key: string, message: string) {
    super(`${key}: ${message}`);
    this.key = key;
  }
}

/** Input that cannot be used at all (a missing file, a wrong header). Caught by main: exit code 1. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** Something asked for by id does not exist. Caught by the API: 404. */
export class NotFoundError extends Error {
  override readonly name = 'NotFoundError';
}

/** A store cannot be opened or belongs to another process. Caught by main: exit code 1. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** The disk of a store is full, and what was being written is not stored. Caught by the API: 507, and by main as any StoreError. */
export class DiskFullError extends StoreError {}

/** More is asked than can be done in time. Caught by the API: 503 with the time after which to ask again. */
export class OverloadedError extends Error {
  override readonly name = 'OverloadedError';
  readonly retryAfterSeconds: number;
  constructor(message: string, retryAfterSeconds: number) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}
