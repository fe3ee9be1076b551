import { readFile } from 'node:fs/promises';
import { errnoOf } from '../lib/disk-problem.js';
import { workerUrl } from '../lib/worker-url.js';
import type { PageAssets } from '../report/html/page-assets.js';

/** Script and style of the HTML report, as the build made them. Throws Error where this is a checkout that was not built. */
export async function readPageAssets(): Promise<PageAssets> {
  const [script, style] = await Promise.all([readBuilt('page.js'), readBuilt('page.css')]);
  return { script, style };
}

async function readBuilt(name: string): Promise<string> {
  return readFile(workerUrl(`../report/html/${name}`, import.meta.url), 'utf8').catch((cause: unknown) => {
    if (errnoOf(cause) !== 'ENOENT') throw cause;
    throw new Error(`the HTML page's ${name} is not built: npm run build`, { cause });
  });
}
