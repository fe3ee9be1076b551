import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPageAssets } from '../../src/commands/page-assets.js';
import { chromiumPath, noChromium, openBrowser, openReport } from '../support/browser.js';
import { hostileTexts, longLine } from '../support/hostile-text.js';
import { expectQuiet, focusedText, scrollWidthOf, tabTo, violationsOf } from '../support/page-checks.js';
import { allRight, chatWrong, sampleComparison } from '../support/sample-comparison.js';
import { largePage, pageOf, tellingRun } from '../support/sample-page.js';
import { sampleRun } from '../support/sample-run.js';

if (chromiumPath === undefined) console.warn(noChromium);

describe.skipIf(chromiumPath === undefined)('the HTML report in Chromium', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let assets: Awaited<ReturnType<typeof readPageAssets>>;
  let html: string;

  beforeAll(async () => {
    [browser, assets] = await Promise.all([openBrowser(), readPageAssets()]);
    html = pageOf(tellingRun(), { assets, comparison: sampleComparison(allRight, chatWrong) });
  });
  afterAll(() => browser.close());

  test('it opens offline: no request but the file itself, nothing on the console', async () => {
    await using open = await openReport(browser, html);
    await openAttempt(open.page, 'chat-1#0');

    expectQuiet(open);
    expect(await open.page.title()).toContain('janus-bench');
    expect(await open.page.locator('.chart canvas').count()).toBe(3);
  });

  test('a heading sorts by its column, up, down, and back to the order of the run', async () => {
    await using open = await openReport(browser, html);
    const { page } = open;
    const heading = page.locator('th', { has: page.getByRole('button', { name: 'Lifecycle' }) });
    const before = await idsIn(page);

    await page.getByRole('button', { name: 'Lifecycle' }).click();
    expect(await heading.getAttribute('aria-sort')).toBe('ascending');
    const ascending = await idsIn(page);
    await page.getByRole('button', { name: 'Lifecycle' }).click();
    expect(await heading.getAttribute('aria-sort')).toBe('descending');
    expect(await idsIn(page)).toEqual(ascending.toReversed());
    expect(ascending.at(-1)).toBe('chat-1#0');
    await page.getByRole('button', { name: 'Lifecycle' }).click();
    expect(await heading.getAttribute('aria-sort')).toBe('none');
    expect(await idsIn(page)).toEqual(before);
  });

  test('filters narrow the table and say how many are left', async () => {
    await using open = await openReport(browser, html);
    const { page } = open;
    const count = page.getByRole('status');

    await page.getByRole('combobox', { name: 'Category' }).selectOption('research');
    await page.getByRole('combobox', { name: 'Verdict' }).selectOption('fail');
    expect(await idsIn(page)).toEqual(['research-4#0']);
    expect(await count.textContent()).toBe('1 of 30 attempts');
    await page.getByRole('button', { name: 'Clear' }).click();
    await expect.poll(() => count.textContent()).toBe('30 attempts');
    await page.getByRole('searchbox', { name: 'Find' }).fill('93 words');
    expect(await idsIn(page)).toEqual(['chat-3#0']);
    await page.getByRole('searchbox', { name: 'Find' }).fill('no such thing');
    expect(await count.textContent()).toBe('No attempt fits.');
  });

  test('an attempt opens to its waterfall, transcript and grade', async () => {
    await using open = await openReport(browser, html);
    const dialog = await openAttempt(open.page, 'chat-1#0');

    expect(await dialog.locator('.lane-label').allTextContents()).toEqual([
      'wait',
      'reasoning',
      'content',
      'keep-alive',
      'stall',
      'answer',
      '',
    ]);
    expect(await dialog.getByRole('figure').getAttribute('aria-label')).toMatch(/stall 2\.7\d s/u);
    expect(await dialog.locator('mark.evidence').allTextContents()).toEqual(['the second invoice was paid']);
    expect(await dialog.locator('mark.graded').allTextContents()).toEqual(['42']);
    expect(await dialog.locator('.criterion').count()).toBe(2);
  });

  test('a deep link opens its attempt, and closing it forgets the link', async () => {
    await using open = await openReport(browser, html, { fragment: '#attempt=research-4%230' });
    const { page } = open;

    await page.locator('#attempt .transcript').waitFor();
    expect(await page.getByRole('dialog').getByRole('heading', { level: 2 }).textContent()).toBe(
      'research-4#0',
    );
    await page.keyboard.press('Escape');
    expect(await page.locator('#attempt').isVisible()).toBe(false);
    expect(page.url()).toBe(`${open.url}#attempts`);
    expectQuiet(open);
  });

  test('a link to an attempt that is not there says so', async () => {
    await using open = await openReport(browser, html, { fragment: '#attempt=%E0%A4%A' });

    expect(await open.page.getByRole('dialog').textContent()).toContain('This page has no such attempt.');
    expectQuiet(open);
  });

  test('the keyboard alone sorts, filters, opens, goes on and closes, and comes back to where it was', async () => {
    await using open = await openReport(browser, html);
    const { page } = open;
    const to = (text: string) => tabTo(page, (focused) => focused === text);

    await page.keyboard.press('Tab');
    expect(await focusedText(page)).toBe('Skip to the numbers');
    await to('Attempt');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect((await idsIn(page))[0]).toBe('tools-6#0');
    await to('tools-5#0');
    await page.keyboard.press('Enter');
    await page.locator('#attempt .transcript').waitFor();
    await to('Next');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.locator('#attempt-title').textContent()).toBe('tools-4#0');
    expect(await focusedText(page)).toBe('Next');
    await page.keyboard.press('Escape');
    await expect.poll(() => focusedText(page)).toBe('tools-5#0');
    expectQuiet(open);
  });

  test('the button changes from light to dark and back, whatever the system says', async () => {
    await using open = await openReport(browser, html, { scheme: 'dark' });
    const { page } = open;
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await ground();

    await page.getByRole('button', { name: 'Light colours' }).click();
    expect(await ground()).not.toBe(dark);
    await page.getByRole('button', { name: 'Dark colours' }).click();
    expect(await ground()).toBe(dark);
  });

  test('at 360 px nothing scrolls sideways, neither the page nor an opened attempt', async () => {
    await using open = await openReport(browser, html, { width: 360 });
    const { page } = open;
    expect(await scrollWidthOf(page)).toBe(360);

    await openAttempt(page, 'chat-1#0');
    const widths = '[attempt.scrollWidth, attempt.clientWidth]';
    const [needed, given] = await page.evaluate<[number, number]>(widths);
    expect(needed).toBe(given);
  });

  test.each(['light', 'dark'] as const)('axe finds nothing serious, %s', async (scheme) => {
    await using open = await openReport(browser, html, { scheme });
    expect(await violationsOf(open.page)).toEqual([]);

    await openAttempt(open.page, 'chat-1#0');
    expect(await violationsOf(open.page)).toEqual([]);
  });

  test('hostile transcripts run nothing, load nothing and stay text', async () => {
    const run = hostileRun();
    await using open = await openReport(browser, pageOf(run, { assets }));
    const { page } = open;
    const elements =
      'document.querySelectorAll("script:not([type]), img, iframe, object, embed, form, base, link, meta").length';
    const before = await page.evaluate<number>(elements);
    for (const id of run.header.order) {
      await openAttempt(page, id);
      await page.keyboard.press('Escape');
    }

    expect(run.header.order.length).toBeGreaterThanOrEqual(20);
    expect(await page.evaluate<number>(elements)).toBe(before);
    expect(await page.evaluate<unknown>('window.pwned')).toBeUndefined();
    expect(await page.locator('a:not([href^="#"]), [onerror], [onload], [style*="url"]').count()).toBe(0);
    expectQuiet(open);
  }, 120_000);

  test('10,000 attempts open to a usable table in under 3 s on a quiet machine', async () => {
    const large = largePage(10_000, assets);
    await using open = await openReport(browser, large);
    const { page } = open;
    console.log(
      `10,000 attempts: ${(large.length / 1e6).toFixed(1)} MB, open in ${open.readyMs.toFixed(0)} ms`,
    );

    expect(open.readyMs).toBeLessThan(10_000);
    await page.getByRole('searchbox', { name: 'Find' }).fill('chat-7#4');
    await expect.poll(() => page.getByRole('status').textContent()).toMatch(/^1?1 of 10,000 attempts$/u);
    await openAttempt(page, 'chat-7#4');
    expectQuiet(open);
  }, 120_000);
});

async function openAttempt(page: Page, id: string) {
  await page.evaluate<unknown>(`location.hash = '#attempt=' + encodeURIComponent(${JSON.stringify(id)})`);
  const dialog = page.locator('#attempt');
  await dialog.locator('#attempt-title', { hasText: id }).waitFor();
  await dialog.locator('.transcript').first().waitFor();
  return dialog;
}

async function idsIn(page: Page): Promise<readonly string[]> {
  return page.locator('#attempt-table tbody th').allTextContents();
}

const attacks = {
  ...hostileTexts,
  handler: '<img src=x onerror="window.pwned=1"><svg onload="window.pwned=2">',
  attribute: '" onmouseover="window.pwned=3" x="',
  javascript: '<a href="javascript:window.pwned=4">x</a> javascript:window.pwned=5',
  comment: '<!-- --><script>window.pwned=6</script><!--',
  data: '</script><script type="application/json" id="rows">{}</script>',
  style: '</style><style>body{background:url(http://evil.example/x)}</style>',
  template: '${window.pwned=7} {{constructor.constructor("window.pwned=8")()}}',
  tenMegabytes: longLine(),
};

/** Every attempt says another of these, in everything that a miner can say and a grader can quote. */
function hostileRun() {
  const texts = Object.values(attacks);
  const perCategory = Math.ceil(texts.length / 5);
  const { order } = sampleRun({ tasksPerCategory: perCategory }).header;
  return sampleRun({
    tasksPerCategory: perCategory,
    script: ({ attemptId }) => {
      const text = texts[order.indexOf(attemptId) % texts.length] ?? '';
      const criterion = { weight: 1, gate: false, verdict: 'fail' as const, quality: 0, reason: text };
      const parts = [{ id: text.slice(0, 1_000), met: false, reason: text, evidence: text }];
      const spans = [{ exchange: 0, in: 'content' as const, start: 0, end: 9 }];
      return {
        quality: 0,
        reason: text,
        content: text,
        reasoning: text.slice(0, 100_000),
        request: { model: text, messages: [{ role: text, content: text }] },
        criteria: [{ grader: text, ...criterion, spans, parts }],
      };
    },
  });
}
