import { DiskFullError } from '../errors.ts';

/** @throws DiskFullError naming `place`, if `error` says that its disk is full */
export function refuseIfDiskFull(place: string, error: unknown): void {
  if (isDiskFull(error))
    throw new DiskFullError(
      `No room is left on the disk of ${place}. Nothing of this was stored; make room and do it again.`,
    );
}

/** For `catch`: turns an error for lack of disk space into one that names the place, and rethrows any other unchanged. */
export const sayWhichDisk =
  (place: string) =>
  (error: unknown): never => {
    refuseIfDiskFull(place, error);
    throw error;
  };

/**
 * How each store reports a full disk: ClickHouse by NOT_ENOUGH_SPACE (243) or by the system's words in a different error,
 * SQLite by SQLITE_FULL (https://sqlite.org/rescode.html#full), PostgreSQL by disk_full (53100, https://www.postgresql.org/docs/current/errcodes-appendix.html), Node by ENOSPC.
 */
function isDiskFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, clickhouseCode } = error as { code?: unknown; clickhouseCode?: unknown };
  return (
    ['243', '53100', 'ENOSPC'].includes(String(clickhouseCode ?? code)) ||
    /no space left on device|database or disk is full/i.test(error.message) ||
    isDiskFull(error.cause)
  );
}
