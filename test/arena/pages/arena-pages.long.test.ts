import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderBoardPage } from '../../../src/arena/pages/board-page.js';
import { startArenaServer, type ArenaServer } from '../../../src/arena/serve/arena-server.js';
import { readBoardAssets } from '../../../src/commands/page-assets.js';
import { realClock } from '../../../src/lib/real-clock.js';
import type { Database } from '../../../src/store/database.js';
import { sampleBoard, sampleMethodology, sampleSummary } from '../../support/arena-readings.js';
import { openTestStore } from '../../support/arena-store.js';
import { chromiumPath, noChromium, openBrowser, openReport } from '../../support/browser.js';
import { hostileTexts } from '../../support/hostile-text.js';
import { expectQuiet, scrollWidthOf, tabTo, violationsOf } from '../../support/page-checks.js';
import { seedArena } from '../../support/seeded-arena.js';

if (chromiumPath === undefined) console.warn(noChromium);

const paths = ['/', '/stats', '/cohorts', '/cohorts/coh_1', '/methodology', '/ops', '/nowhere'];

describe.skipIf(chromiumPath === undefined)('the arena in Chromium', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let store: Database;
  let server: ArenaServer;
  const problems: unknown[] = [];

  beforeAll(async () => {
    [browser, store] = await Promise.all([openBrowser(), openTestStore()]);
    // Names and findings of an agent that means harm, long enough to break a narrow page.
    const text = `${hostileTexts.script}${hostileTexts.image}${hostileTexts.bidi}${'W'.repeat(10_240)}`;
    await seedArena(store, { nowMs: Date.now(), text });
    const shared: Database = { ...store, kind: 'remote', [Symbol.asyncDispose]: () => Promise.resolve() };
    server = await startArenaServer({
      openStore: () => Promise.resolve(shared),
      assets: await readBoardAssets(),
      clock: realClock,
      port: 0,
      host: '127.0.0.1',
      onProblem: (problem) => problems.push(problem),
    });
  });
  afterAll(async () => {
    await browser.close();
    await server[Symbol.asyncDispose]();
    await store[Symbol.asyncDispose]();
  });

  test.each(paths.flatMap((path) => [1_200, 360].map((width) => ({ path, width }))))(
    '$path at $width px, light and dark: accessible, no sideways scrolling, quiet, asks nobody else',
    async ({ path, width }) => {
      for (const scheme of ['light', 'dark'] as const) {
        await using open = await visit(path, { width, scheme });
        const { page } = open;
        expect(problems).toEqual([]);
        for (const summary of await page.locator('summary').all()) await summary.click();

        expect(await scrollWidthOf(page)).toBeLessThanOrEqual(width);
        expect(await violationsOf(page)).toEqual([]);
        expect(open.complaints.filter((text) => !text.includes('404'))).toEqual([]);
        expect(open.requests.filter((url) => !url.startsWith(server.url) && url !== 'data:,')).toEqual([]);
      }
    },
  );

  test('a heading sorts agents together with their details, back and to the order of the board', async () => {
    await using open = await visit('/', { width: 1_200, scheme: 'light' });
    const { page } = open;
    const success = page.getByRole('button', { name: 'Success' });
    const heading = page.locator('th', { has: success });
    const before = await idsIn(page);

    await success.click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await idsIn(page)).toEqual(['agent-x', 'agent-off', 'agent-y', 'agent-idle']);
    await success.click();
    // What was not measured is last either way.
    expect(await idsIn(page)).toEqual(['agent-y', 'agent-off', 'agent-x', 'agent-idle']);
    expect(await page.getByRole('status').first().textContent()).toBe('Sorted by Success, ascending');
    await success.click();
    expect(await idsIn(page)).toEqual(before);
  });

  test('the keyboard alone goes from the board to a cohort, opens details and changes the colours', async () => {
    await using open = await visit('/', { width: 1_200, scheme: 'light' });
    const { page } = open;
    await tabTo(page, (focused) => focused.startsWith('Details'));
    await page.keyboard.press('Enter');
    expect(await page.locator('details[open]').count()).toBe(1);
    await tabTo(page, (focused) => focused.startsWith('Cohorts'));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cohorts');
    await tabTo(page, (focused) => focused.startsWith('coh_1'));
    await page.keyboard.press('Enter');
    await page.waitForURL('**/cohorts/coh_1');
    expect(await page.locator('h1').textContent()).toBe('Cohort coh_1');
    await tabTo(page, (focused) => focused.startsWith('Dark'));
    await page.keyboard.press('Enter');
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
  });

  test('the file of the board works offline, sorts and is accessible', async () => {
    const html = renderBoardPage({
      board: sampleBoard(),
      methodology: sampleMethodology(),
      cohorts: [sampleSummary()],
      assets: await readBoardAssets(),
    });
    for (const [width, scheme] of [
      [1_200, 'light'],
      [360, 'dark'],
    ] as const) {
      await using open = await openReport(browser, html, { width, scheme });
      const { page } = open;
      await page.getByRole('button', { name: 'Overall' }).click();
      expect(await page.locator('.board tbody .overall').first().textContent()).toMatch(/^\d/u);
      expect(await violationsOf(page)).toEqual([]);
      expect(await scrollWidthOf(page)).toBeLessThanOrEqual(width);
      expectQuiet(open);
    }
  });

  interface Visit extends AsyncDisposable {
    readonly page: Page;
    readonly requests: readonly string[];
    readonly complaints: readonly string[];
  }

  async function visit(
    path: string,
    { width, scheme }: { readonly width: number; readonly scheme: 'light' | 'dark' },
  ): Promise<Visit> {
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
    const page = await context.newPage();
    const [requests, complaints]: [string[], string[]] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (entry) => complaints.push(entry.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.goto(server.url + path);
    await page.waitForSelector('html[data-ready]');
    return { page, requests, complaints, [Symbol.asyncDispose]: () => context.close() };
  }
});

/** Ids as the rows show them, in their order. */
async function idsIn(page: Page): Promise<readonly string[]> {
  return page.locator('.board > tbody > tr:first-child > th .sub').allTextContents();
}
