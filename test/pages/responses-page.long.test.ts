import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ResponsePhases, ResponseStruggles } from '../../src/read/responses-view.ts';
import { type Dashboard, OPENING_MS, openDashboard, overflow, pagesMissing, see } from './open-dashboard.ts';
import { spokenEvents } from './spoken-events.ts';

// Debian's Chromium on a first start with the bundled sample, to which the tests add six learners who speak.
const RESPONSES = '/p/BBB-2014B/responses';

const missing = pagesMissing();
describe.skipIf(missing !== null)(
  `the page about spoken responses in Chromium${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let dashboard: Dashboard;
    beforeAll(async () => {
      dashboard = await openDashboard();
    }, OPENING_MS);
    afterEach(() => dashboard.closeTabs());
    afterAll(() => dashboard?.close());

    const post = async (events: object[]) => {
      const posted = await fetch(`${dashboard.url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ events }),
      });
      return (await posted.json()) as { accepted: number };
    };

    it('says how to import recordings where there are none', async () => {
      const { page, problems } = await dashboard.open('/p/BBB-2014B');
      await page.getByRole('link', { name: 'Spoken responses' }).click();
      await see(page.getByRole('heading', { level: 1 })).toHaveText('Spoken responses');
      await see(page.getByText('No spoken responses yet')).toBeVisible();
      await see(page.getByText(/rekindle responses run .* --presentation BBB-2014B/)).toBeVisible();
      expect(problems).toEqual([]);
    });

    it('says what went wrong, and tries again', async () => {
      const { page } = await dashboard.openTab();
      await page.route('**/v1/responses/phases*', (route) => route.fulfill({ status: 400, body: '{}' }));
      await page.goto(dashboard.url + RESPONSES);
      await see(page.getByRole('alert')).toContainText('The server could not answer');
      await page.unroute('**/v1/responses/phases*');
      await page.getByRole('button', { name: 'Retry' }).click();
      await see(page.getByText('No spoken responses yet')).toBeVisible();
    });

    describe('with responses', () => {
      beforeAll(async () => {
        expect(await post(spokenEvents('BBB-2014B', '2014-03-03', () => false))).toMatchObject({
          accepted: 432,
        });
      });

      it('shows the numbers of the API: phases, weeks, recordings left out', async () => {
        const { counts, phases } = await dashboard.ask<ResponsePhases>(
          '/responses/phases?presentationId=BBB-2014B',
        );
        const { page, problems } = await dashboard.open(RESPONSES);
        const numbers = page.getByRole('region', { name: 'Responses in numbers' });
        await see(numbers).toContainText('432');
        await see(numbers).toContainText(`${counts.blank} blank, ${counts.distorted} distorted`);
        expect(counts.blank).toBeGreaterThan(10);
        await see(
          page.getByRole('img', { name: /^Accuracy from 0 to 100 in each of 6 phases/ }),
        ).toBeVisible();
        await page.getByRole('button', { name: 'Accuracy by phase: show as table' }).click();
        const table = page.getByRole('table', { name: 'Accuracy by phase' });
        await see(table.getByRole('rowheader')).toHaveText(['P1', 'P2', 'P3', 'P4', 'S1', 'P5']);
        const mean = phases[0]?.accuracy?.mean ?? 0;
        await see(table.getByRole('row').nth(1)).toContainText(mean.toFixed(1).replace(/\.0$/, ''));
        await page.getByRole('button', { name: 'Accuracy by week: show as table' }).click();
        await see(page.getByRole('table', { name: 'Accuracy by week' }).getByRole('row')).toHaveCount(5);
        expect(problems).toEqual([]);
      });

      it('names the phase where learners struggle first', async () => {
        const { places } = await dashboard.ask<ResponseStruggles>(
          '/responses/struggles?presentationId=BBB-2014B',
        );
        expect(places.map(({ isBelowOverall }) => isBelowOverall)).toContain(true);
        const { page } = await dashboard.open(RESPONSES);
        const table = page.getByRole('table', { name: 'Phases by accuracy, lowest first' });
        await see(table.getByRole('row').nth(1)).toContainText('P4 of m1');
        await see(table.getByRole('row').nth(1)).toContainText('▼ below');
      });

      it('switches to another score by keyboard, and its address shows another person the same', async () => {
        const { page } = await dashboard.open(RESPONSES);
        await page.getByRole('radio', { name: 'Accuracy' }).focus();
        await page.keyboard.press('ArrowRight');
        await see(page.getByRole('heading', { name: 'Engagement by phase' })).toBeVisible();
        await see(page).toHaveURL(/by=engagement/);
        const { page: other } = await dashboard.openTab();
        await other.goto(page.url());
        await see(other.getByRole('heading', { name: 'Engagement by week' })).toBeVisible();
      });

      it('puts a learner beside the course, session by session', async () => {
        const { page, problems } = await dashboard.open(RESPONSES);
        await page.getByRole('searchbox', { name: 'Learner' }).fill('speaker-3');
        await see(page).toHaveURL(/learner=speaker-3/);
        await see(page.getByText('How learner speaker-3 speaks, phase by phase')).toBeVisible();
        await see(page.getByText('Mean of the course')).toBeVisible();
        await see(
          page.getByRole('table', { name: 'Phases of all sessions' }).getByRole('rowheader'),
        ).toHaveCount(24);
        await page.getByRole('searchbox', { name: 'Learner' }).fill('nobody');
        await see(page.getByText('Learner “nobody” has not spoken by the day shown')).toBeVisible();
        expect(problems).toEqual([]);
      });

      it('is one click away from a learner who speaks', async () => {
        const registered = {
          id: 'speaker-3 registers',
          learnerId: 'speaker-3',
          presentationId: 'BBB-2014B',
          verb: 'registered',
          occurredAt: '2014-01-20T10:00:00Z',
        };
        expect(await post([registered])).toMatchObject({ accepted: 1 });
        const { page, problems } = await dashboard.open('/p/BBB-2014B/learners/speaker-3');
        await page.getByRole('main').getByRole('link', { name: 'Spoken responses' }).click();
        await see(page).toHaveURL(/responses\?learner=speaker-3$/);
        await see(page.getByText('How learner speaker-3 speaks, phase by phase')).toBeVisible();
        expect(problems).toEqual([]);
      });

      it('shows emotions only where learners agreed, and how often they are right', async () => {
        const { page } = await dashboard.open(RESPONSES);
        await see(page.getByRole('region', { name: 'What was heard', exact: true })).toBeVisible();
        await see(page.getByRole('region', { name: 'Emotions', exact: true })).toBeHidden();
        await see(page.getByRole('radio', { name: 'Composite' })).toBeHidden();
        const agreed = spokenEvents('BBB-2014B', '2014-03-03', (learner) => learner === 2);
        expect((await post(agreed)).accepted).toBeGreaterThan(60);
        await page.reload();
        const emotions = page.getByRole('region', { name: 'Emotions', exact: true });
        await see(emotions).toContainText('guessing alone is right in 20%');
        await see(emotions.getByRole('row').nth(1)).toContainText('42%');
        await page.getByText('Composite', { exact: true }).click();
        await see(page.getByRole('heading', { name: 'Composite by phase' })).toBeVisible();
      });

      it.each([360, 800, 1440])('fits %i pixels', async (width) => {
        const { page } = await dashboard.open(`${RESPONSES}?learner=speaker-2`, { width, height: 844 });
        await see(page.getByRole('table', { name: 'Phases of all sessions' })).toBeVisible();
        expect(await overflow(page)).toBe(0);
      });
    });
  },
);
