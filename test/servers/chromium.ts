import { existsSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';

/** The path of Chromium: the file that `CHROMIUM_PATH` names, else Debian's; or what is missing. */
export function findChromium(environment: NodeJS.ProcessEnv): { path: string } | { missing: string } {
  const path = environment.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return existsSync(path) ? { path } : { missing: `no Chromium at ${path} (CHROMIUM_PATH names another)` };
}

/**
 * Opens Chromium without a window. It can run as root, and it connects only to the pages that it opens. Playwright makes
 * a new profile for every start and removes it at the end.
 */
export const launchChromium = (path: string): Promise<Browser> =>
  chromium.launch({
    executablePath: path,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
