// Long because its tests share one server and one browser, which take most of a minute to start.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Attention } from '../../src/read/attention-view.ts';
import type { EnrolmentView } from '../../src/read/enrolment-view.ts';
import type { Heatmap } from '../../src/read/heatmap-view.ts';
import type { DriftView, ModelsView } from '../../src/read/models-view.ts';
import type { Overview } from '../../src/read/overview-view.ts';
import { type Dashboard, OPENING_MS, openDashboard, overflow, pagesMissing, see } from './open-dashboard.ts';

// Debian's Chromium on a first start with the bundled sample: two presentations of one module.
const COURSE = '/p/BBB-2014B';

const missing = pagesMissing();
describe.skipIf(missing !== null)(
  `the dashboard in Chromium${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let dashboard: Dashboard;
    beforeAll(async () => {
      dashboard = await openDashboard();
    }, OPENING_MS);
    afterEach(() => dashboard.closeTabs());
    afterAll(() => dashboard?.close());

    describe('opening', () => {
      it('goes to the course of the time machine without an error, and asks no other host', async () => {
        const { page, problems } = await dashboard.open('/');
        await see(page).toHaveURL(new RegExp(`${COURSE}$`));
        await see(page.getByRole('img', { name: /^Heatmap/ })).toBeVisible();
        await see(page.getByRole('row')).toHaveCount(8);
        expect(problems).toEqual([]);
      });

      it('says that a presentation does not exist, and offers those that do', async () => {
        const { page } = await dashboard.openTab();
        await page.goto(`${dashboard.url}/p/NOPE-2014B`);
        await see(page.getByText('There is no presentation “NOPE-2014B”')).toBeVisible();
        await page.getByRole('link', { name: 'BBB-2014B' }).click();
        await see(page.getByRole('heading', { level: 1 })).toHaveText('BBB, February 2014');
      });
    });

    describe('course overview', () => {
      it('shows the numbers of the API', async () => {
        const overview = await dashboard.ask<Overview>('/presentations/BBB-2014B/overview');
        const { page } = await dashboard.open(COURSE);
        const numbers = page.getByRole('region', { name: 'The course in numbers' });
        await see(numbers).toContainText(overview.registered.toLocaleString('en-GB'));
        await see(numbers).toContainText(
          `${overview.withdrawn.toLocaleString('en-GB')} withdrawn, ${overview.finished.toLocaleString('en-GB')} finished so far`,
        );
        for (const band of ['high', 'medium', 'low'] as const) {
          await see(numbers.getByRole('link', { name: new RegExp(band, 'i') })).toContainText(
            overview.bands[band].toLocaleString('en-GB'),
          );
        }
      });

      it('shows the heatmap as a table, too', async () => {
        const { page } = await dashboard.open(COURSE);
        const { series } = await dashboard.ask<Heatmap>('/presentations/BBB-2014B/heatmap');
        await page.getByRole('button', { name: 'Risk by week: show as table' }).click();
        const table = page.getByRole('table', { name: 'Risk of tenths by week' });
        await see(table.getByRole('row')).toHaveCount(series.length + 1);
        await see(table.getByRole('cell').first()).toHaveText(/^\d+%$/);
      });

      it('opens a learner from the heatmap', async () => {
        const { page } = await dashboard.open(COURSE);
        await page.getByText('Learners', { exact: true }).click();
        const heatmap = page.getByRole('img', { name: /Heatmap of the risk of \d+ learners/ });
        await see(heatmap).toBeVisible();
        await heatmap.click({ position: { x: 90, y: 32 } });
        await see(page).toHaveURL(/\/learners\/\d+$/);
      });

      it('compares with the earlier presentation', async () => {
        const { page } = await dashboard.open(COURSE);
        await page.getByText('Interactions', { exact: true }).click();
        await page.getByRole('button', { name: 'Engagement by week: show as table' }).click();
        await see(page.getByRole('columnheader', { name: 'BBB-2013J' })).toBeVisible();
      });
    });

    describe('any number of tabs', () => {
      it('share one stream, so that the eighth is answered like the first, and all hear of a new risk', async () => {
        const { page: first } = await dashboard.open(`${COURSE}/attention`);
        await see(first.getByText('Demo day', { exact: true })).toBeVisible();
        const tabs = [first];
        let streams = 0;
        first.context().on('request', (request) => {
          if (request.url().includes('/v1/stream')) streams += 1;
        });
        while (tabs.length < 8) {
          const page = await first.context().newPage();
          await page.goto(`${dashboard.url}${COURSE}`);
          tabs.push(page);
        }
        for (const page of tabs) {
          await see(page.getByText('Demo day', { exact: true })).toBeVisible();
          expect(await page.evaluate(`fetch('/v1/clock').then(({ status }) => status)`)).toBe(200);
        }
        expect(streams).toBe(0);
        await first.close();
        await see.poll(() => streams).toBe(1);
        await see(tabs[7] as (typeof tabs)[number]).toHaveTitle(/BBB/);
        await see((tabs[7] as (typeof tabs)[number]).getByText('Demo day', { exact: true })).toBeVisible();
      });
    });

    describe('time machine', () => {
      it('moves by days and weeks with the keyboard, and its address shows another person the same', async () => {
        const { page } = await dashboard.open(COURSE);
        const slider = page.getByRole('slider', { name: 'Day shown' });
        const today = Number(await slider.getAttribute('aria-valuenow'));
        await slider.focus();
        await page.keyboard.press('ArrowLeft');
        await page.keyboard.press('PageDown');
        await see(page).toHaveURL(/asOf=2014-/);
        await see(slider).toHaveAttribute('aria-valuenow', String(today - 8));

        const { page: other } = await dashboard.openTab();
        await other.goto(page.url());
        await see(other.getByText(`Day ${today - 8} of`)).toBeVisible();
        const { day, registered } = await dashboard.ask<Overview>(
          `/presentations/BBB-2014B/overview?${new URL(page.url()).searchParams}`,
        );
        expect(day).toBe(today - 8);
        await see(other.getByRole('region', { name: 'The course in numbers' })).toContainText(
          registered.toLocaleString('en-GB'),
        );
      });

      it('keeps its day from screen to screen and returns to now', async () => {
        const { page } = await dashboard.open(`${COURSE}?asOf=2014-03-01`);
        await page.getByRole('link', { name: 'Who needs attention' }).click();
        await see(page).toHaveURL(/attention\?asOf=2014-03-01$/);
        await page.getByRole('button', { name: 'Now' }).click();
        await see(page).toHaveURL(/attention$/);
      });

      it('marks figures of another day, and takes them away after a second', async () => {
        const { page } = await dashboard.open(`${COURSE}/attention`);
        await see(page.getByRole('row').nth(5)).toBeVisible();
        let release = () => {};
        const held = new Promise<void>((resolve) => {
          release = resolve;
        });
        await page.route('**/attention?*asOf=*', async (route) => {
          await held;
          await route.continue();
        });
        await page.getByRole('button', { name: 'A week back' }).click();
        await see(page).toHaveURL(/asOf=/);
        await see(page.getByText(/is being worked out$/)).toBeVisible();
        await see(page.locator('[aria-busy=true] .mantine-Skeleton-root').first()).toBeVisible();
        await see(page.getByRole('row')).toHaveCount(0);
        release();
        await see(page.getByRole('row')).toHaveCount(26);
        await see(page.getByText(/is being worked out/)).toHaveCount(0);
      });

      it('is away where nothing depends on the day', async () => {
        const { page } = await dashboard.open(`${COURSE}/playground`);
        await see(page.getByRole('slider')).toHaveCount(0);
        await see(page.getByRole('link', { name: 'Models' })).toBeVisible();
      });

      it('corrects a day that does not exist', async () => {
        const { page, problems } = await dashboard.open(`${COURSE}?asOf=2014-02-31`);
        await see(page.getByText(/^Day \d+ of 234, UTC$/)).toBeVisible();
        expect(problems).toEqual([]);
      });
    });

    describe('who needs attention', () => {
      it('sorts by the column that is clicked, and marks it', async () => {
        const { page } = await dashboard.open(`${COURSE}/attention`);
        await page.getByRole('button', { name: 'Sort by last active' }).click();
        await see(page.getByRole('columnheader', { name: 'Sort by last active' })).toHaveAttribute(
          'aria-sort',
          'descending',
        );
        const { enrolments } = await dashboard.ask<Attention>(
          '/presentations/BBB-2014B/attention?band=high,medium&sort=daysSinceLastActivity&order=desc&limit=25',
        );
        await see(page.getByRole('rowheader')).toHaveText(
          enrolments.map(({ learnerId }) => new RegExp(`^${learnerId}`)),
        );
      });

      it('shows risk, two reasons and an action for each', async () => {
        const { page } = await dashboard.open(`${COURSE}/attention`);
        const first = page.getByRole('row').nth(1);
        await see(first).toContainText(/\d+%/);
        await see(first).toContainText('High');
        await see(first.getByRole('listitem')).toHaveCount(2);
        await see(first).toContainText(/For you|To the learner/);
      });

      it('filters by band and by learner, page by page', async () => {
        const { page } = await dashboard.open(`${COURSE}/attention`);
        await page.getByRole('button', { name: 'Page 2', exact: true }).click();
        await see(page.getByText(/^26–50 of/)).toBeVisible();
        await see(page.getByRole('region', { name: 'Learners' })).toBeFocused();
        const [one, two] = await Promise.all(
          ['Page 1', 'Page 2'].map((name) => page.getByRole('button', { name, exact: true }).boundingBox()),
        );
        expect(one?.y).toBe(two?.y);
        await page.goBack();
        await see(page.getByText(/^1–25 of/)).toBeVisible();
        await page.goForward();
        await page.getByText('Medium', { exact: false }).first().click();
        await see(page).toHaveURL(/band=high$/);
        const learner = (await page.getByRole('rowheader').first().getByRole('link').textContent()) ?? '';
        await page.getByRole('searchbox', { name: 'Find a learner by id' }).fill(learner);
        await see(page.getByText(/^1–1 of 1/)).toBeVisible();
        await see(page.getByRole('button', { name: 'Page 1', exact: true })).toHaveCount(0);
        await page.getByRole('searchbox').fill('nobody');
        await see(page.getByText('No learner id contains “nobody”')).toBeVisible();
      });

      it('says on a page that does not exist how many there are', async () => {
        const { page } = await dashboard.open(`${COURSE}/attention?page=999`);
        await see(page.getByText('There is no page 999')).toBeVisible();
        await page.getByRole('button', { name: 'Go to the first page' }).click();
        await see(page.getByText(/^1–25 of/)).toBeVisible();
      });

      it('lets texts be selected, and ids be copied', async () => {
        const { page } = await dashboard.open(`${COURSE}/attention`);
        await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
        const row = page.getByRole('row').nth(1);
        await row.getByRole('listitem').first().dblclick();
        expect(String(await page.evaluate('getSelection().toString()')).trim()).not.toBe('');
        await see(page).toHaveURL(/attention$/);
        await row.getByRole('button', { name: /^Copy the id/ }).click();
        expect(await page.evaluate('navigator.clipboard.readText()')).toBe(
          await row.getByRole('link').textContent(),
        );
      });

      it('fits a phone with ids of a hundred characters', async () => {
        const { page } = await dashboard.openTab({ width: 390, height: 844 });
        const id = 'x'.repeat(100);
        await page.route('**/attention?*', async (route) => {
          const answer = (await (await route.fetch()).json()) as Attention;
          const enrolments = answer.enrolments.map((one, index) => ({ ...one, learnerId: `${index}${id}` }));
          await route.fulfill({ json: { ...answer, enrolments } });
        });
        for (const path of [COURSE, `${COURSE}/attention`, `${COURSE}/learners/${id}`]) {
          await page.goto(dashboard.url + path);
          await see(page.getByText(/x{8}/).first()).toBeVisible();
          expect(await overflow(page), path).toBe(0);
        }
      });
    });

    describe('learner', () => {
      const mostAtRisk = async (): Promise<string> => {
        const { enrolments } = await dashboard.ask<Attention>('/presentations/BBB-2014B/attention?limit=1');
        return enrolments[0]?.learnerId ?? '';
      };

      it('shows the risk with its reasons, the decisions and what was sent', async () => {
        const id = await mostAtRisk();
        const known = await dashboard.ask<EnrolmentView>(`/enrolments/BBB-2014B/${id}`);
        const { page, problems } = await dashboard.open(`${COURSE}/learners/${id}`);
        const reasons = known.risk?.reasons ?? [];
        expect(reasons.length).toBeGreaterThan(1);
        for (const { sentence } of reasons) await see(page.getByText(sentence).first()).toBeVisible();
        await page.getByRole('button', { name: 'Risk over time: show as table' }).click();
        await see(page.getByRole('table', { name: 'Risk by week' }).getByRole('row')).toHaveCount(
          known.riskOverTime.length + 1,
        );
        await see(page.getByRole('group').filter({ hasText: 'risk' }).first()).toContainText(
          /Everything else was fine|Every guard allowed it|:/,
        );
        await see(page.getByText(/^Replayed, not sent: /).first()).toBeVisible();
        await see(page.getByText('Nothing sent up to this day')).toBeVisible();
        expect(problems).toEqual([]);
      });

      it("says in the server's words that no such learner is registered", async () => {
        const { page } = await dashboard.open(`${COURSE}/learners/nobody`);
        await see(page.getByRole('alert')).toContainText('nobody is not registered in BBB-2014B');
        await see(page.getByRole('button', { name: 'Retry' })).toHaveCount(0);
      });
    });

    describe('models', () => {
      it('shows the model in service, its expected performance, and the data behind it', async () => {
        const { serving } = await dashboard.ask<ModelsView>('/models');
        const drift = await dashboard.ask<DriftView>(`/models/${serving}/drift`);
        const { page, problems } = await dashboard.open(COURSE);
        await page.getByRole('link', { name: 'Models' }).click();
        await see(page.getByRole('heading', { level: 1 })).toHaveText('Models');
        const champion = page.getByRole('table', { name: 'Models' }).getByRole('row').nth(1);
        await see(champion).toContainText(serving);
        await see(champion).toContainText('Champion, in service');
        await see(page.getByRole('region', { name: 'Expected performance' })).toContainText(
          `${drift.withoutLabels?.auc.value?.toFixed(3)}`,
        );
        await see(page.getByRole('region', { name: 'Drift', exact: true })).toBeVisible();
        await see(page.getByRole('region', { name: 'Data' })).toContainText('Source oulad');
        expect(problems).toEqual([]);
      });

      it('says what went wrong, and tries again', async () => {
        const { page } = await dashboard.openTab();
        await page.route('**/v1/models', (route) => route.fulfill({ status: 400, body: '{}' }));
        await page.goto(`${dashboard.url}${COURSE}/models`);
        await see(page.getByRole('alert')).toContainText('The server could not answer');
        await page.unroute('**/v1/models');
        await page.getByRole('button', { name: 'Retry' }).click();
        await see(page.getByRole('table', { name: 'Models' })).toBeVisible();
      });

      it('fits a telephone', async () => {
        const { page } = await dashboard.open(`${COURSE}/models`, { width: 360, height: 844 });
        await see(page.getByRole('table', { name: 'Models' })).toBeVisible();
        expect(await overflow(page)).toBe(0);
      });
    });

    describe('a new event', () => {
      it('changes the risk on the open page without a reload, marked and announced', async () => {
        const { page } = await dashboard.open(`${COURSE}/attention`);
        await see(page.getByText('Demo day', { exact: true })).toBeVisible();
        const row = page.getByRole('row').nth(2);
        const learnerId = (await row.getByRole('link').textContent()) ?? '';
        const posted = await fetch(`${dashboard.url}/v1/events`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ events: returningLearner(learnerId) }),
        });
        expect(await posted.json()).toMatchObject({ accepted: 12 });
        await see(page.getByRole('status').filter({ hasText: 'learner' })).toContainText(
          `learner ${learnerId} is now`,
        );
      });
    });

    describe('everybody', () => {
      it.each([320, 390, 768, 1024])('can use every screen at %i pixels', async (width) => {
        for (const path of [COURSE, `${COURSE}/attention`]) {
          const { page } = await dashboard.open(path, { width, height: 844 });
          await see(page.getByRole('link', { name: /^Learner \d+$/ }).first()).toBeVisible();
          expect(await overflow(page), `${path} at ${width}`).toBe(0);
        }
      });

      it('can start with the keyboard at the content', async () => {
        const { page } = await dashboard.open(COURSE);
        await see(page.getByRole('slider', { name: 'Day shown' })).toBeVisible();
        await page.keyboard.press('Tab');
        await see(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused();
        await page.keyboard.press('Enter');
        await see(page.getByRole('main')).toBeFocused();
      });

      it('lands on the heading after a link', async () => {
        const { page } = await dashboard.open(COURSE);
        await page.getByRole('link', { name: /^See all/ }).press('Enter');
        await see(page.getByRole('heading', { level: 1, name: 'Who needs attention' })).toBeFocused();
      });

      it('gets the colours of the system, or those chosen, which stay after a reload', async () => {
        const { page } = await dashboard.open(COURSE, { colorScheme: 'dark' });
        const root = page.locator('html');
        await see(root).toHaveAttribute('data-mantine-color-scheme', 'dark');
        await page.getByRole('button', { name: 'Switch to light colours' }).click();
        await page.reload();
        await see(root).toHaveAttribute('data-mantine-color-scheme', 'light');
      });

      it('says once that the server is away, and goes on by itself when it is back', async () => {
        const { page } = await dashboard.openTab();
        let isAway = true;
        await page.route('**/v1/presentations/**', (route) => (isAway ? route.abort() : route.continue()));
        await page.goto(dashboard.url + COURSE);
        await see(page.getByText('The server cannot be reached.')).toHaveCount(1);
        isAway = false;
        await see(page.getByRole('img', { name: /^Heatmap/ })).toBeVisible();
        await see(page.getByText('The server cannot be reached.')).toHaveCount(0);
      });

      it('keeps the header when a screen cannot be loaded, and gets the new release', async () => {
        const { page } = await dashboard.open(COURSE);
        await see(page.getByRole('img', { name: /^Heatmap/ })).toBeVisible();
        let isAway = true;
        await page.route(/ModelsPage|Registry|v1\/clock/, (route) =>
          isAway ? route.abort() : route.continue(),
        );
        await page.getByRole('link', { name: 'Models' }).click();
        await see(page.getByRole('heading', { level: 1 })).toHaveText('This page could not be shown');
        await see(page.getByText(/comes back by itself/)).toBeVisible();
        await see(page.getByRole('link', { name: 'Who needs attention' }).first()).toBeVisible();
        isAway = false;
        await see(page.getByRole('heading', { level: 1 })).toHaveText('Models');
      });

      it('finds the way from an address that does not exist', async () => {
        const { page } = await dashboard.open('/nowhere/at-all');
        await see(page.getByRole('heading', { level: 1 })).toHaveText('There is no such page');
        await see(page).toHaveTitle('There is no such page · Rekindle');
        await page.getByRole('link', { name: 'Go to the course overview' }).click();
        await see(page).toHaveURL(new RegExp(`${COURSE}$`));
      });

      it('hears numbers apart from each other', async () => {
        const { page } = await dashboard.open(COURSE);
        await see(page.getByRole('link', { name: /^High ?: [\d,]+ ?, \d+% ?, / })).toBeVisible();
      });

      it('sees that the server refuses, and goes on when it no longer does', async () => {
        const { page } = await dashboard.openTab();
        const problem = {
          type: 'about:blank',
          title: 'Busy',
          detail: 'The store is being moved.',
          status: 400,
        };
        await page.route('**/heatmap?*', (route) =>
          route.fulfill({
            status: 400,
            contentType: 'application/problem+json',
            body: JSON.stringify(problem),
          }),
        );
        await page.goto(dashboard.url + COURSE);
        await see(page.getByRole('alert')).toContainText('The store is being moved.');
        await page.unroute('**/heatmap?*');
        await page.getByRole('button', { name: 'Retry' }).click();
        await see(page.getByRole('img', { name: /^Heatmap/ })).toBeVisible();
      });
    });
  },
);

/** Twelve days of study in a row; the last is the day before the sample's time machine. */
const returningLearner = (learnerId: string) =>
  Array.from({ length: 12 }, (_, index) => ({
    id: `returning-${learnerId}-${index}`,
    learnerId,
    presentationId: 'BBB-2014B',
    verb: 'interacted',
    objectId: `unit-${index}`,
    objectType: 'content',
    occurredAt: new Date(Date.UTC(2014, 2, 31 + index, 18)).toISOString(),
    interactions: 40,
  }));
