import { afterEach, describe, expect, it, vi } from 'vitest';
import { followRisks, type StreamEffects, type StreamNews } from './riskStream.ts';

/** A stream that is open once a test says so. */
class FakeStream extends EventTarget {
  readyState = 0;
  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  send(changed: object) {
    this.dispatchEvent(new MessageEvent('risk', { data: JSON.stringify(changed) }));
  }
  close() {
    this.readyState = 2;
  }
}

const RISK = { presentationId: 'BBB-2014B', asOf: '2014-04-12T09:00:00.000Z', changes: [], left: [] };
const GRACE_MS = 20;

/** A browser of its own for each test: the streams it has opened, and its tabs. */
function browser(name: string, withLocks = true) {
  const streams: FakeStream[] = [];
  const asked: (readonly string[])[] = [];
  const ends: (() => void)[] = [];
  return {
    streams,
    asked,
    open: () => streams.filter(({ readyState }) => readyState < 2),
    openTab(presentationId = 'BBB-2014B') {
      const page = Object.assign(new EventTarget(), {
        visibilityState: 'visible' as DocumentVisibilityState,
      });
      const news: StreamNews[] = [];
      const effects: StreamEffects = {
        connect: (presentationIds) => {
          asked.push(presentationIds);
          const stream = new FakeStream();
          streams.push(stream);
          return stream as unknown as EventSource;
        },
        page: page as unknown as Document,
        tabs: withLocks ? { locks: navigator.locks, openChannel: () => new BroadcastChannel(name) } : null,
        graceMs: GRACE_MS,
      };
      const end = followRisks(presentationId, (one) => news.push(one), effects);
      ends.push(end);
      return {
        news,
        end,
        show(visibilityState: DocumentVisibilityState) {
          page.visibilityState = visibilityState;
          page.dispatchEvent(new Event('visibilitychange'));
        },
      };
    },
    close() {
      for (const end of ends) end();
    },
  };
}

const connected = { kind: 'connection', connected: true } as const;
const isConnected = (news: readonly StreamNews[]) => news.findLast(({ kind }) => kind === 'connection');

describe('followRisks', () => {
  let made: ReturnType<typeof browser>;
  afterEach(() => made.close());

  it('opens one stream for twenty tabs, and each hears of every risk once', async () => {
    made = browser('twenty');
    const tabs = Array.from({ length: 20 }, () => made.openTab());
    await vi.waitFor(() => expect(made.streams).toHaveLength(1));
    made.streams[0]?.open();
    made.streams[0]?.send(RISK);
    for (const { news } of tabs)
      await vi.waitFor(() => expect(news.slice(-2)).toEqual([connected, { kind: 'risk', changed: RISK }]));
    await new Promise((resolve) => setTimeout(resolve, 20));
    for (const { news } of tabs) expect(news.filter(({ kind }) => kind === 'risk')).toHaveLength(1);
    expect(made.streams).toHaveLength(1);
  });

  it('tells a tab that comes later that it is connected', async () => {
    made = browser('later');
    made.openTab();
    await vi.waitFor(() => expect(made.streams).toHaveLength(1));
    made.streams[0]?.open();
    const { news } = made.openTab();
    await vi.waitFor(() => expect(isConnected(news)).toEqual(connected));
  });

  it('goes on in another tab when the listening one is closed', async () => {
    made = browser('closed');
    const first = made.openTab();
    await vi.waitFor(() => expect(made.streams).toHaveLength(1));
    const second = made.openTab();
    first.end();
    await vi.waitFor(() => expect(made.open()).toHaveLength(1));
    made.streams[1]?.open();
    await vi.waitFor(() => expect(isConnected(second.news)).toEqual(connected));
  });

  it('asks for what all tabs show, also after the listening one is closed', async () => {
    made = browser('courses');
    const first = made.openTab('BBB-2014B');
    await vi.waitFor(() => expect(made.asked).toEqual([['BBB-2014B']]));
    made.openTab('AAA-2014J');
    await vi.waitFor(() => expect(made.asked.at(-1)).toEqual(['BBB-2014B', 'AAA-2014J']));
    made.openTab('CCC-2014J');
    await vi.waitFor(() => expect(made.asked.at(-1)).toHaveLength(3));
    expect(made.open()).toHaveLength(1);
    first.end();
    await vi.waitFor(() => expect(new Set(made.asked.at(-1))).toEqual(new Set(['AAA-2014J', 'CCC-2014J'])));
    expect(made.open()).toHaveLength(1);
  });

  it('closes the stream when no tab is in sight, after a while, and opens it with the next look', async () => {
    made = browser('hidden');
    const tab = made.openTab();
    await vi.waitFor(() => expect(made.open()).toHaveLength(1));
    tab.show('hidden');
    expect(made.open()).toHaveLength(1);
    await vi.waitFor(() => expect(made.open()).toHaveLength(0));
    tab.show('visible');
    await vi.waitFor(() => expect(made.open()).toHaveLength(1));
  });

  it('keeps the stream through a short look elsewhere', async () => {
    made = browser('glance');
    const tab = made.openTab();
    await vi.waitFor(() => expect(made.open()).toHaveLength(1));
    tab.show('hidden');
    tab.show('visible');
    await new Promise((resolve) => setTimeout(resolve, 3 * GRACE_MS));
    expect(made.streams).toHaveLength(1);
    expect(made.open()).toHaveLength(1);
  });

  it('listens in each visible tab where the browser has no locks', async () => {
    made = browser('no locks', false);
    made.openTab();
    made.openTab().show('hidden');
    expect(made.streams).toHaveLength(2);
    await vi.waitFor(() => expect(made.open()).toHaveLength(1));
  });
});
