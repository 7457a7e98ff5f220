import { expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';

const found = findChromium(process.env);

test.skipIf('missing' in found)(
  `Chromium renders a page${'missing' in found ? ` (${found.missing})` : ''}`,
  async () => {
    const browser = await launchChromium('path' in found ? found.path : '');
    try {
      const page = await browser.newPage({ viewport: { width: 400, height: 300 } });
      await page.goto('data:text/html,<h1 style="width:120px">Rekindle</h1>');
      expect(await page.getByRole('heading').textContent()).toBe('Rekindle');
      // The page is laid out, not only parsed: the box has the width that the page sets.
      expect((await page.getByRole('heading').boundingBox())?.width).toBe(120);
    } finally {
      await browser.close();
    }
  },
);

test('a wrong CHROMIUM_PATH is named', () => {
  expect(findChromium({ CHROMIUM_PATH: '/nowhere/chromium' })).toEqual({
    missing: 'no Chromium at /nowhere/chromium (CHROMIUM_PATH names another)',
  });
});
