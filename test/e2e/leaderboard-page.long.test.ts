import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readLeaderboardAssets } from '../../src/commands/page-assets.js';
import { renderLeaderboardPage } from '../../src/leaderboard/pages/leaderboard-page.js';
import { scoreNames, type Leaderboard } from '../../src/leaderboard/standings.js';
import { chromiumPath, noChromium, openBrowser, openReport } from '../support/browser.js';
import { hostileTexts } from '../support/hostile-text.js';
import { expectQuiet, focusedText, scrollWidthOf, tabTo, violationsOf } from '../support/page-checks.js';
import { sampleLeaderboard } from '../support/sample-leaderboard.js';
import { temporaryFolder } from '../support/temporary-folder.js';

if (chromiumPath === undefined) console.warn(noChromium);

const board = sampleLeaderboard();

describe.skipIf(chromiumPath === undefined)('the leaderboard page in Chromium', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let pageOf: (leaderboard: Leaderboard) => string;
  let html: string;

  beforeAll(async () => {
    const [opened, assets] = await Promise.all([openBrowser(), readLeaderboardAssets()]);
    browser = opened;
    pageOf = (leaderboard) => renderLeaderboardPage({ leaderboard, assets });
    html = pageOf(board);
  });
  afterAll(() => browser.close());

  test('it opens offline: no request but the file itself, nothing on the console', async () => {
    await using open = await openReport(browser, html);

    expectQuiet(open);
    expect(await open.page.title()).toBe('Leaderboard · private/round-3 2.1.0 · janus-bench');
  });

  test('every column sorts: best first, the other way, and back to the order of the board', async () => {
    await using open = await openReport(browser, html);
    const { page } = open;
    const before = await namesIn(page);
    expect(await headingOf(page, 'Rank').getAttribute('aria-sort')).toBe('ascending');

    for (const name of scoreNames) {
      const label = name.charAt(0).toUpperCase() + name.slice(1);
      const valueOf = (row: (typeof board.standings)[number]) => row.scores[name]?.value ?? 0;
      const bestFirst = board.standings
        .toSorted((left, right) => valueOf(right) - valueOf(left))
        .map((row) => row.competitor.name);
      await sortBy(page, label);
      expect(await headingOf(page, label).getAttribute('aria-sort')).toBe('descending');
      expect(await namesIn(page)).toEqual(bestFirst);
      expect(await page.getByRole('status').first().textContent()).toBe(`Sorted by ${label}, descending`);
      await sortBy(page, label);
      expect(await namesIn(page)).toEqual(bestFirst.toReversed());
      await sortBy(page, label);
      expect(await namesIn(page)).toEqual(before);
    }
    await sortBy(page, 'Competitor');
    expect(await namesIn(page)).toEqual(before.toSorted());
    for (const label of ['Runs', 'Submitted', 'Days at #1', 'Rank']) {
      await sortBy(page, label);
      expect(await headingOf(page, label).getAttribute('aria-sort')).toMatch(/cending$/u);
    }
    expect(await namesIn(page)).toEqual(before);
    expectQuiet(open);
  });

  test('a row opens to its runs and keeps open while the board is sorted; one button opens all', async () => {
    await using open = await openReport(browser, html);
    const { page } = open;
    const opened = page.locator('.more:visible');
    expect(await opened.count()).toBe(0);

    await page.getByRole('button', { name: /^miner-alpha/u }).click();
    expect(await opened.count()).toBe(1);
    expect(await opened.locator('.notice').textContent()).toContain('a new #1 needs more than 0.5 points');
    expect(await opened.locator('.runs tbody tr').count()).toBe(4);
    await sortBy(page, 'Speed');
    expect(await opened.locator('.notice').textContent()).toContain('Ahead by 0.3 points');
    await page.locator('.competitor td.submitted').nth(3).click();
    expect(await opened.count()).toBe(2);

    await page.getByRole('button', { name: 'Open all' }).click();
    expect(await opened.count()).toBe(12);
    await page.getByRole('button', { name: 'Close all' }).click();
    expect(await opened.count()).toBe(0);
  });

  test('the history of #1 leads to the row, and opens it', async () => {
    await using open = await openReport(browser, html);
    await open.page.getByRole('link', { name: 'agent-x' }).click();

    await expect.poll(() => open.page.locator('#c-3 .more').isVisible()).toBe(true);
    expect(open.page.url()).toMatch(/#c-3$/u);
  });

  test('the keyboard alone sorts, opens and closes', async () => {
    await using open = await openReport(browser, html);
    const { page } = open;
    const to = (text: string) => tabTo(page, (focused) => focused.startsWith(text));

    await page.keyboard.press('Tab');
    expect(await focusedText(page)).toBe('Skip to the standings');
    await to('Cost');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await headingOf(page, 'Cost').getAttribute('aria-sort')).toBe('ascending');
    expect(await focusedText(page)).toBe('Cost');
    await to('baseline-v1');
    await page.keyboard.press('Enter');
    const button = page.getByRole('button', { name: /^baseline-v1/u });
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Enter');
    expect(await button.getAttribute('aria-expanded')).toBe('false');
    expectQuiet(open);
  });

  test('without JavaScript rows are in the order of the board and open all the same', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'page.html');
    await writeFile(path, html);
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(pathToFileURL(path).href);
    const details = page.locator('.more details');

    expect(await page.locator('.competitor .name').allTextContents()).toEqual(
      board.standings.map((row) => row.competitor.name),
    );
    expect(await details.first().locator('.about').isVisible()).toBe(false);
    await details.first().locator('summary').click();
    expect(await details.first().locator('.about').isVisible()).toBe(true);
    expect(await page.getByRole('button').count()).toBe(0);
    await context.close();
  });

  test('dark and light: the system decides until the button does', async () => {
    await using open = await openReport(browser, html, { scheme: 'dark' });
    const ground = () => open.page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await ground();

    await open.page.getByRole('button', { name: 'Light colours' }).click();
    expect(await ground()).not.toBe(dark);
    await open.page.getByRole('button', { name: 'Dark colours' }).click();
    expect(await ground()).toBe(dark);
  });

  test.each([360, 800, 1_024, 1_280])(
    'at %i px the page does not scroll sideways, nor do opened rows',
    async (width) => {
      await using open = await openReport(browser, html, { width });
      expect(await scrollWidthOf(open.page)).toBe(width);

      await open.page.getByRole('button', { name: 'Open all' }).click();
      expect(await scrollWidthOf(open.page)).toBe(width);
      const narrowest = await open.page.evaluate<number>(
        'Math.min(...[...document.querySelectorAll(".about")].map((each) => each.clientWidth))',
      );
      expect(narrowest).toBeGreaterThan(width * 0.6);
    },
  );

  test.each([
    { scheme: 'light', width: 1_280 },
    { scheme: 'dark', width: 360 },
  ] as const)(
    'axe finds nothing serious, $scheme, $width px',
    async ({ scheme, width }) => {
      await using open = await openReport(browser, pageOf(sampleLeaderboard({ rows: 5 })), { scheme, width });
      expect(await violationsOf(open.page)).toEqual([]);

      await open.page.getByRole('button', { name: 'Open all' }).click();
      await open.page.locator('.changes > summary').click();
      expect(await violationsOf(open.page)).toEqual([]);
    },
    60_000,
  );

  test.each([
    ['nobody', sampleLeaderboard({ rows: 0, unverified: 0 })],
    ['nobody verified', sampleLeaderboard({ rows: 0, unverified: 3 })],
    ['one', sampleLeaderboard({ rows: 1, runsEach: 1, unverified: 0 })],
  ] as const)('a board of %s opens and has nothing serious', async (_, leaderboard) => {
    await using open = await openReport(browser, pageOf(leaderboard), { width: 360 });

    expect(await violationsOf(open.page)).toEqual([]);
    expect(await scrollWidthOf(open.page)).toBe(360);
    expectQuiet(open);
  });

  test('hostile names run nothing, load nothing and break nothing', async () => {
    const texts = [...Object.values(hostileTexts), ...attacks];
    const hostile = sampleLeaderboard({ rows: texts.length, name: (index) => texts[index] ?? '' });
    await using open = await openReport(browser, pageOf(hostile), { width: 360 });
    const { page } = open;
    await page.getByRole('button', { name: 'Open all' }).click();

    expect(await scrollWidthOf(page)).toBe(360);
    expect(await page.evaluate<unknown>('window.pwned')).toBeUndefined();
    expect(await page.locator('img, iframe, object, embed, form, base, a:not([href^="#"])').count()).toBe(0);
    expectQuiet(open);
  });

  test('200 competitors of 30 runs open and sort at once', async () => {
    const large = pageOf(sampleLeaderboard({ rows: 200, runsEach: 30 }));
    await using open = await openReport(browser, large);
    const startedMs = performance.now();
    await sortBy(open.page, 'Composite');
    const sortMs = performance.now() - startedMs;
    console.log(
      `200 rows: ${(large.length / 1e6).toFixed(2)} MB, open in ${open.readyMs.toFixed(0)} ms, sorted in ${sortMs.toFixed(0)} ms`,
    );

    expect(open.readyMs).toBeLessThan(10_000);
    expect(large.length).toBeLessThan(2_000_000);
    expectQuiet(open);
  });
});

const attacks = [
  '<img src=x onerror="window.pwned=1"><svg onload="window.pwned=2">',
  '" onmouseover="window.pwned=3" x="',
  '</script><script>window.pwned=4</script>',
  '</td></tr></tbody></table><h1>owned',
  'W'.repeat(10_240),
];

async function namesIn(page: Page): Promise<readonly string[]> {
  return page.locator('#standings .competitor .name').allTextContents();
}

function headingOf(page: Page, label: string) {
  return page.locator('#standings .standings > thead th', { has: page.getByRole('button', { name: label }) });
}

async function sortBy(page: Page, label: string): Promise<void> {
  await headingOf(page, label).getByRole('button').click();
}
