import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { temporaryFolder } from './temporary-folder.js';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Undefined: this machine has none; CI installs Debian's. */
export const chromiumPath: string | undefined = places.find((path) => existsSync(path));

export const noChromium = 'no Chromium on this machine (apt-get install chromium): the page was not opened';

/** Quiet on the network by itself, so that every request is the page's. */
const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';

export async function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath ?? '', args: flags.split(' ') });
}

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  readonly url: string;
  /** Every URL that was asked for. */
  readonly requests: readonly string[];
  /** What the console said, errors of scripts and dialogs that were opened. */
  readonly complaints: readonly string[];
  /** From navigation to a table that can be used, ms. */
  readonly readyMs: number;
}

export interface PageOptions {
  readonly width?: number;
  readonly scheme?: 'light' | 'dark';
  readonly fragment?: string;
}

/** An HTML report as a user opens it: from a file. */
export async function openReport(
  browser: Browser,
  html: string,
  { width = 1_200, scheme = 'light', fragment = '' }: PageOptions = {},
): Promise<OpenPage> {
  const folder = await temporaryFolder();
  const path = join(folder.path, 'report.html');
  await writeFile(path, html);
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  const [requests, complaints]: [string[], string[]] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (entry) => complaints.push(`${entry.type()}: ${entry.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const url = pathToFileURL(path).href;
  const startedMs = performance.now();
  await page.goto(url + fragment);
  await page.waitForSelector('html[data-ready]');
  const readyMs = performance.now() - startedMs;
  return {
    page,
    url,
    requests,
    complaints,
    readyMs,
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
