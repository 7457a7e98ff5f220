import type { RiskChanged } from '../../../src/live/risk-feed.ts';

/** What a tab learns from the stream, from the server or through the tab that listens to it. */
export type StreamNews =
  | { readonly kind: 'connection'; readonly connected: boolean }
  | { readonly kind: 'risk'; readonly changed: RiskChanged };

/**
 * A tab that has just opened says which presentation it shows, and the listening one answers whether it is connected. A tab
 * that begins to listen asks what the others show.
 */
type Message =
  | StreamNews
  | { readonly kind: 'hello'; readonly presentationId: string }
  | { readonly kind: 'roll call' };

/** What the stream needs of the browser; a test has its own. */
export interface StreamEffects {
  readonly connect: (presentationIds: readonly string[]) => EventSource;
  readonly page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Between the tabs. Null in a browser without locks, and on plain HTTP: each tab then listens for itself. */
  readonly tabs: { readonly locks: LockManager; readonly openChannel: () => BroadcastChannel } | null;
  /** How long a tab out of sight goes on, so that a look at another tab costs no new connection. */
  readonly graceMs: number;
}

const NAME = 'rekindle-risks';

export const browserEffects = (addressOf: (presentationIds: readonly string[]) => string): StreamEffects => ({
  connect: (presentationIds) => new EventSource(addressOf(presentationIds)),
  page: document,
  tabs: navigator.locks ? { locks: navigator.locks, openChannel: () => new BroadcastChannel(NAME) } : null,
  graceMs: 30_000,
});

/**
 * Follows the risks through one stream for all tabs of a browser. A browser opens six connections to a host, and a
 * stream holds one for as long as it is open: with one a tab, the seventh tab would wait for ever. The tab that holds
 * the lock listens and tells the others. It gives the lock back when it has been out of sight for a while, so that
 * nobody listens while no tab can be seen. The stream asks for what the tabs show, because the server computes only what
 * somebody watches.
 *
 * @param presentationId what this tab shows
 * @returns ends it
 */
export function followRisks(
  presentationId: string,
  onNews: (news: StreamNews) => void,
  { connect, page, tabs, graceMs }: StreamEffects,
): () => void {
  const channel = tabs?.openChannel();
  const shown = new Set([presentationId]);
  let stream: EventSource | null = null;
  const tell = (news: StreamNews) => {
    onNews(news);
    channel?.postMessage(news);
  };
  const post = (message: Message) => channel?.postMessage(message);
  const hello = () => post({ kind: 'hello', presentationId });
  const listen = () => {
    // The tab that listened before may be gone without a word.
    tell({ kind: 'connection', connected: false });
    post({ kind: 'roll call' });
    open();
  };
  const open = () => {
    stream?.close();
    stream = connect([...shown]);
    stream.addEventListener('open', () => tell({ kind: 'connection', connected: true }));
    stream.addEventListener('error', () => tell({ kind: 'connection', connected: false }));
    stream.addEventListener('risk', ({ data }: MessageEvent<string>) =>
      tell({ kind: 'risk', changed: JSON.parse(data) as RiskChanged }),
    );
  };
  const stop = () => {
    stream?.close();
    stream = null;
    tell({ kind: 'connection', connected: false });
  };

  const welcome = (shownThere: string) => {
    const isNew = !shown.has(shownThere);
    shown.add(shownThere);
    if (stream === null) return;
    if (isNew) open();
    else if (stream.readyState === OPEN) post({ kind: 'connection', connected: true });
  };
  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.kind === 'hello') welcome(data.presentationId);
    else if (data.kind === 'roll call') hello();
    else onNews(data);
  });
  hello();
  const end = whileSeen(page, graceMs, () => takeTurn(tabs?.locks, listen, stop));
  return () => {
    end();
    channel?.close();
  };
}

/**
 * Takes a turn while the page is in sight, and ends it when the page has been out of sight for a while.
 *
 * @returns ends both
 */
function whileSeen(
  page: StreamEffects['page'],
  graceMs: number,
  takeTurn: () => AbortController,
): () => void {
  let turn: AbortController | null = null;
  let grace: ReturnType<typeof setTimeout> | undefined;
  const endTurn = () => {
    turn?.abort();
    turn = null;
  };
  const watch = () => {
    clearTimeout(grace);
    if (page.visibilityState === 'visible') turn ??= takeTurn();
    else grace = setTimeout(endTurn, graceMs);
  };
  page.addEventListener('visibilitychange', watch);
  watch();
  return () => {
    clearTimeout(grace);
    page.removeEventListener('visibilitychange', watch);
    endTurn();
  };
}

/** `EventSource.OPEN` */
const OPEN = 1;

/** Calls `begin` once the lock is there, at once without locks; and `end` when the returned controller aborts. */
function takeTurn(locks: LockManager | undefined, begin: () => void, end: () => void): AbortController {
  const controller = new AbortController();
  const { signal } = controller;
  const hold = () => {
    begin();
    return new Promise<void>((release) => {
      signal.addEventListener('abort', () => {
        end();
        release();
      });
    });
  };
  if (locks) void locks.request(NAME, { signal }, hold).catch(ignoreAbort);
  else void hold();
  return controller;
}

/** A tab that is closed or hidden before its turn has not failed. */
function ignoreAbort(error: unknown): void {
  if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
}
