import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SettingsView, VersionsView } from '../../src/read/settings-view.ts';
import { type Dashboard, OPENING_MS, openDashboard, overflow, pagesMissing, see } from './open-dashboard.ts';

// Debian's Chromium on a first start with the bundled sample.
const PLAYGROUND = '/p/BBB-2014B/playground';
const SETTINGS = '/p/BBB-2014B/settings';

const missing = pagesMissing();
describe.skipIf(missing !== null)(
  `the pages about nudges in Chromium${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let dashboard: Dashboard;
    beforeAll(async () => {
      dashboard = await openDashboard();
    }, OPENING_MS);
    afterEach(() => dashboard.closeTabs());
    afterAll(() => dashboard?.close());

    describe('playground', () => {
      it('shows the nudges of the documented example, the rules and the FOMO factors', async () => {
        const { page, problems } = await dashboard.open(PLAYGROUND);
        const nudges = page.getByRole('region', { name: 'Nudges' });
        await see(nudges).toContainText(
          '80% of your peers have uploaded resumes. A rough first version is enough to begin.',
        );
        await see(nudges).toContainText('2 of your buddies are joining tech-talk event');
        await see(page.getByRole('region', { name: 'Rules' })).toContainText(
          'Quiz fired; needs any of these',
        );
        await see(page.getByRole('region', { name: 'What is going on without them' })).toContainText(
          'Buddies who go to events',
        );
        expect(problems).toEqual([]);
      });

      it('judges again as the form is filled by keyboard alone, and keeps the JSON in step', async () => {
        const { page } = await dashboard.open(PLAYGROUND);
        const nudges = page.getByRole('region', { name: 'Nudges' });
        await see(nudges).toContainText('80%');
        await page.getByLabel('Has uploaded a résumé').focus();
        await page.keyboard.press('Space');
        await see(nudges).not.toContainText('80%');
        await page.getByText('JSON', { exact: true }).click();
        await see(page.getByLabel('Body of the request')).toHaveValue(/"resume_uploaded": true/);
      });

      it('judges the same learner by the other contract, and in the other language', async () => {
        const { page } = await dashboard.open(PLAYGROUND);
        await page.getByLabel('Contract').selectOption('nested');
        await page.getByLabel('Language').selectOption('de');
        const nudges = page.getByRole('region', { name: 'Nudges' });
        await see(nudges).toContainText('by the nested ruleset');
        await see(nudges).toContainText('deiner Mitstudierenden');
      });

      it('names what is wrong with a request', async () => {
        const { page } = await dashboard.open(PLAYGROUND);
        await page.getByLabel('With a résumé, in %').fill('140');
        await see(page.getByRole('alert')).toContainText(
          'peer_snapshot.batch_resume_uploaded_pct must be a percentage from 0 to 100; it is 140',
        );
        await page.getByText('JSON', { exact: true }).click();
        await page.getByLabel('Body of the request').fill('{"user_id": ');
        await see(page.getByText('This is not JSON')).toBeVisible();
      });
    });

    describe('thresholds and texts', () => {
      it('previews a change, saves it under a name, applies it at once, and restores the former settings', async () => {
        const { page, problems } = await dashboard.open(SETTINGS);
        const save = page.getByRole('button', { name: 'Save' });
        await see(page.getByText('No changes yet')).toBeVisible();
        await page.getByText('Guards', { exact: true }).click();
        await page.getByLabel('Days before a repeat').fill('30');
        await page.getByLabel('Your name').fill('Ada');
        await page.getByLabel('Why').fill('Fewer repetitions');
        await see(save).toBeDisabled();
        await page.getByRole('button', { name: 'Preview the effect' }).click();
        await see(page.getByRole('region', { name: 'Effect' })).toContainText(/Last cycle of BBB-2014B, \w+/);
        await save.click();
        await see(page.getByText('Saved as version 1. It is in use.')).toBeVisible();
        // The part that was edited is still the one shown.
        await see(page.getByLabel('Days before a repeat')).toHaveValue('30');
        const versions = page.getByRole('region', { name: 'Versions' });
        await see(versions).toContainText('Version 1 by Ada');
        await see(versions).toContainText('“Fewer repetitions”');
        expect((await dashboard.ask<SettingsView>('/settings')).settings.guards).toMatchObject({
          cooldownDays: 30,
        });

        await versions.getByRole('button', { name: 'Restore the configuration file' }).click();
        await see(page.getByRole('region', { name: 'Effect' })).toBeVisible();
        await save.click();
        await see(versions).toContainText('Version 2 by Ada');
        const [latest] = (await dashboard.ask<VersionsView>('/settings/versions')).versions;
        expect(latest?.changes).toEqual([{ path: 'guards.cooldownDays', before: 30, after: 21 }]);
        expect(problems).toEqual([]);
      });

      it('marks the wrong field in the words of the server', async () => {
        const { page } = await dashboard.open(SETTINGS);
        await page.getByLabel('Text with numbers').first().fill('Hello {{ nobody }}');
        await page.getByRole('button', { name: 'Preview the effect' }).click();
        await see(page.getByRole('alert')).toContainText('Résumé › Text with numbers');
        await see(page.getByLabel('Text with numbers').first()).toHaveAttribute('aria-invalid', 'true');
        await see(page.getByRole('button', { name: 'Save' })).toBeDisabled();
      });

      it('says who saved first, and keeps the changes typed here', async () => {
        const { page } = await dashboard.open(SETTINGS);
        await page.getByText('Guards', { exact: true }).click();
        await page.getByLabel('Nudges a week, at most').fill('2');
        await page.getByLabel('Your name').fill('Bob');
        await page.getByRole('button', { name: 'Preview the effect' }).click();
        await see(page.getByRole('region', { name: 'Effect' })).toBeVisible();
        const { settings, latest } = await dashboard.ask<SettingsView>('/settings');
        await fetch(`${dashboard.url}/v1/settings`, {
          method: 'PUT',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ settings, basedOn: latest, savedBy: 'Cy' }),
        });
        await page.getByRole('button', { name: 'Save' }).click();
        await see(page.getByRole('alert')).toContainText(`Version ${latest + 1} is the latest, saved by Cy`);
        await see(page.getByLabel('Nudges a week, at most')).toHaveValue('2');
        await page.getByRole('button', { name: 'Take the latest, without my changes' }).click();
        await see(page.getByText('No changes yet')).toBeVisible();
      });

      it('shows how a text reads, and asks before edits are lost', async () => {
        const { page } = await dashboard.open(SETTINGS);
        await see(page.getByText('Reads: 80% of your peers have uploaded resumes.').first()).toBeVisible();
        await page.getByText('Guards', { exact: true }).click();
        await page.getByLabel('Nudges a week, at most').fill('3');
        const asked = new Promise<string>((resolve) =>
          page.once('dialog', (dialog) => {
            resolve(dialog.message());
            void dialog.dismiss();
          }),
        );
        await page.getByRole('link', { name: 'Overview', exact: true }).click();
        expect(await asked).toContain('not saved');
        await see(page.getByLabel('Nudges a week, at most')).toHaveValue('3');
      });

      it('says what went wrong, and tries again', async () => {
        const { page } = await dashboard.openTab();
        await page.route('**/v1/settings', (route) => route.fulfill({ status: 400, body: '{}' }));
        await page.goto(dashboard.url + SETTINGS);
        await see(page.getByRole('alert').first()).toContainText('The server could not answer');
        await page.unroute('**/v1/settings');
        await page.getByRole('button', { name: 'Retry' }).first().click();
        await see(page.getByText('No changes yet')).toBeVisible();
      });
    });

    it.each([360, 800])('fits %i pixels', async (width) => {
      for (const path of [PLAYGROUND, SETTINGS]) {
        const { page } = await dashboard.open(path, { width, height: 844 });
        await see(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
        expect(await overflow(page), path).toBe(0);
      }
    });
  },
);
