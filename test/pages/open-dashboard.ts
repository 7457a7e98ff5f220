import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Page, expect as playwrightExpect } from '@playwright/test';
import { startServer } from '../../src/commands/server/running-server.ts';
import { readConfig } from '../../src/config.ts';
import { findChromium, launchChromium } from '../servers/chromium.ts';
import { copyPrepared } from './prepared-folder.ts';

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'web', 'index.html');

/** What the tests of the pages need, or why they cannot run. */
export function pagesMissing(): string | null {
  const chromium = findChromium(process.env);
  if ('missing' in chromium) return chromium.missing;
  return existsSync(BUILT) ? null : 'the dashboard is not built (npm run prepare)';
}

/** Expectations of a page, with a long timeout: the machine may be running other tests. */
export const see = playwrightExpect.configure({ timeout: 20_000 });

/** How many pixels of a page stick out of the window. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

/** Opening the dashboard is a first start, which takes minutes on a slow machine. */
export const OPENING_MS = 400_000;

export interface Dashboard {
  readonly url: string;
  /** A fresh tab with nothing remembered; `problems` gathers what went wrong in it. */
  openTab(options?: TabOptions): Promise<Tab>;
  /** A fresh tab that shows a page, once its heading is there. */
  open(path: string, options?: TabOptions): Promise<Tab>;
  /** What the API answers. */
  ask<Answer>(path: string): Promise<Answer>;
  /** Closes every tab: an open page goes on asking the server. */
  closeTabs(): Promise<void>;
  close(): Promise<void>;
}

interface Tab {
  readonly page: Page;
  readonly problems: string[];
}

interface TabOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** Fills an empty folder with the bundled sample, as a first start does. */
async function prepare(folder: string): Promise<void> {
  const server = await startServer(configOf(folder), { sample: true });
  await server.stop();
}

const configOf = (folder: string) =>
  readConfig({ REKINDLE_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' });

/** Starts Rekindle on the bundled sample as a first start leaves it, and opens Chromium. */
export async function openDashboard(): Promise<Dashboard> {
  const chromium = findChromium(process.env);
  if ('missing' in chromium) throw new Error(chromium.missing);
  const folder = await mkdtemp(join(tmpdir(), 'rekindle-pages-'));
  await copyPrepared(folder, prepare);
  const server = await startServer(configOf(folder), { sample: true });
  const browser = await launchChromium(chromium.path);
  const openTab = async ({ width = 1440, height = 900, colorScheme = 'light' }: TabOptions = {}) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url)) problems.push(`asked another host: ${request.url()}`);
    });
    return { page, problems };
  };
  return {
    url: server.url,
    openTab,
    async open(path, options) {
      const tab = await openTab(options);
      await tab.page.goto(server.url + path);
      await see(tab.page.getByRole('heading', { level: 1 })).toBeVisible();
      return tab;
    },
    async ask<Answer>(path: string) {
      return (await (await fetch(`${server.url}/v1${path}`)).json()) as Answer;
    },
    async closeTabs() {
      await Promise.all(browser.contexts().map((context) => context.close()));
    },
    async close() {
      await browser.close();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
