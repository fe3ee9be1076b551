import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RunResult } from '../../src/results/run-result.js';
import { runCli } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const limitMb = 400;
const serverFile = fileURLToPath(new URL('../support/flood-server.js', import.meta.url));

interface FloodServer extends AsyncDisposable {
  readonly url: string;
}

async function startFlood(mode: string): Promise<FloodServer> {
  const child = spawn(process.execPath, [serverFile, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = new Promise((resolve) => child.once('close', resolve));
  const port = await new Promise<string>((resolve) =>
    child.stdout.once('data', (text: Buffer) => resolve(text.toString().trim())),
  );
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      child.kill();
      await closed;
    },
  };
}

/** The whole program against a flood: how each attempt ended, and the most memory its process ever held. */
async function runAgainst(mode: string, ...more: string[]) {
  await using server = await startFlood(mode);
  await using folder = await temporaryFolder();
  const report = join(folder.path, 'peak');
  const onExit = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(report)}, String(process.resourceUsage().maxRSS)));`;
  const { stdout, stderr } = await runCli(
    ['run', '--target', server.url, '--suite', 'public/smoke', '--warmup', '0', '--json', ...more],
    {
      cwd: folder.path,
      env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(onExit)}` },
    },
  );
  expect(stderr).not.toContain('internal error');
  const { attempts } = JSON.parse(stdout) as Pick<RunResult, 'attempts'>;
  const peakMb = Number(await readFile(report, 'utf8')) / 1_024;
  console.info(`${mode} ${more.join(' ')}: ${peakMb.toFixed(0)} MB at the most`);
  return { peakMb, endings: attempts.map(({ outcome, error }) => error ?? outcome) };
}

test('400 streams of 200 events at once', async () => {
  const { peakMb, endings } = await runAgainst('events', '--concurrency', '400', '--requests', '400');

  expect(endings).toHaveLength(400);
  expect(new Set(endings)).toEqual(new Set(['ok']));
  expect(peakMb).toBeLessThan(limitMb);
});

test.each(['endless', 'line', 'tiny', 'zip'])(
  'a response of 1 GB (%s) ends its attempt only',
  async (mode) => {
    const { peakMb, endings } = await runAgainst(mode, '--limit', '2');

    expect(endings).toEqual(['too_large', 'too_large']);
    expect(peakMb).toBeLessThan(limitMb);
  },
);
