import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import type { OpenPage } from './browser.js';

/** Nothing on the console, no dialog, and no request but the file itself. */
export function expectQuiet({ requests, complaints, url }: OpenPage): void {
  expect(complaints).toEqual([]);
  // The page's own icon is an empty data URL.
  expect(requests.filter((request) => request.split('#')[0] !== url && request !== 'data:,')).toEqual([]);
}

/** Violations of level serious and critical, each with the elements it was found at. */
export async function violationsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate<unknown>(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' ')}`);
}

/** Presses Tab until what has the focus says so. Throws where it never does. */
export async function tabTo(page: Page, isThere: (text: string) => boolean): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    if (isThere(await focusedText(page))) return;
  }
  throw new Error('Tab does not come there');
}

export async function focusedText(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.textContent');
}

/** How far the page scrolls sideways, px: its width if it does not. */
export async function scrollWidthOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth');
}
