import { readFile } from 'node:fs/promises';
import { errnoOf } from '../lib/disk-problem.js';
import { workerUrl } from '../lib/worker-url.js';
import type { PageAssets } from '../report/html/page-assets.js';

/** Script and style of the HTML report, as the build made them. Throws Error where this is a checkout that was not built. */
export async function readPageAssets(): Promise<PageAssets> {
  return readAssets('report/html/page');
}

/** Script and style of the arena's boards. Throws Error as `readPageAssets` does. */
export async function readBoardAssets(): Promise<PageAssets> {
  return readAssets('report/html/boards');
}

/** Script and style of the leaderboard's page. Throws Error as `readPageAssets` does. */
export async function readLeaderboardAssets(): Promise<PageAssets> {
  return readAssets('leaderboard/pages/leaderboard');
}

async function readAssets(name: string): Promise<PageAssets> {
  const [script, style] = await Promise.all([readBuilt(`${name}.js`), readBuilt(`${name}.css`)]);
  return { script, style };
}

async function readBuilt(path: string): Promise<string> {
  return readFile(workerUrl(`../${path}`, import.meta.url), 'utf8').catch((cause: unknown) => {
    if (errnoOf(cause) !== 'ENOENT') throw cause;
    throw new Error(`the HTML page's ${path} is not built: npm run build`, { cause });
  });
}
