import { lazyRouteComponent } from '@tanstack/react-router';

/** A part of the pages could not be loaded: the server is away, or a newer release has replaced the part. */
export class CodeMissing extends Error {
  override readonly name = 'CodeMissing';
  constructor(cause: unknown) {
    super('A part of this page could not be loaded.', { cause });
  }
}

/** The code of a part. Its script may be missing, or its style sheet: both fail alike. */
export const loadCode = <T>(load: () => Promise<T>): Promise<T> =>
  load().catch((cause: unknown) => {
    throw new CodeMissing(cause);
  });

/** A screen in a chunk of its own, loaded when a link to it is pointed at. */
// biome-ignore lint/suspicious/noExplicitAny: the router's own constraint
export const screen = <T extends Record<string, any>, Name extends keyof T>(
  load: () => Promise<T>,
  name: Name,
) => lazyRouteComponent(() => loadCode(load), name);

const LAST_RELOAD = 'rekindle-last-reload';

/** A part that is still missing after a reload will not come with the next one. */
const PAUSE_MS = 60_000;

/** What reloading needs of the browser. */
export interface ReloadEffects {
  readonly memory: Pick<Storage, 'getItem' | 'setItem'>;
  readonly now: () => number;
  /** Whether the server answers. A reload without it would lose the page. */
  readonly isServerThere: () => Promise<boolean>;
  readonly reload: () => void;
}

export const reloadEffects: ReloadEffects = {
  memory: sessionStorageOrNone(),
  now: Date.now,
  isServerThere: () =>
    fetch('/v1/clock', { cache: 'no-store' }).then(
      ({ ok }) => ok,
      () => false,
    ),
  reload: () => location.reload(),
};

function sessionStorageOrNone(): ReloadEffects['memory'] {
  return typeof sessionStorage === 'undefined' ? { getItem: () => null, setItem: () => {} } : sessionStorage;
}

/** Reloads the page, and with it a new release, once: `away` without a server, `tried` shortly after the last time. */
export async function reloadOnce({
  memory,
  now,
  isServerThere,
  reload,
}: ReloadEffects): Promise<'away' | 'tried' | 'reloading'> {
  const last = Number(memory.getItem(LAST_RELOAD) ?? Number.NEGATIVE_INFINITY);
  if (now() - last < PAUSE_MS) return 'tried';
  if (!(await isServerThere())) return 'away';
  memory.setItem(LAST_RELOAD, String(now()));
  reload();
  return 'reloading';
}
