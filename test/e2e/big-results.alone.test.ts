import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeBigResult } from '../support/big-result.js';
import { runCli } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/**
 * Of processor time, on all cores: on a quiet machine no less than the time a user waits, and unlike that it does not
 * count what else a test machine does. 5 s is what is promised; busy machines spend up to three times as much.
 */
const limitCpuMs = 15_000;
const limitMb = 500;

/** The whole program: what it took of the processor, and the most memory its process ever held. */
async function measured(folder: string, ...argv: string[]) {
  const report = join(folder, 'peak');
  const onExit = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(report)}, JSON.stringify(process.resourceUsage())));`;
  const startedMs = performance.now();
  const { code, stdout, stderr } = await runCli(argv, {
    cwd: folder,
    env: { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(onExit)}` },
  });
  const tookMs = performance.now() - startedMs;
  const usage = JSON.parse(await readFile(report, 'utf8')) as NodeJS.ResourceUsage;
  const cpuMs = (usage.userCPUTime + usage.systemCPUTime) / 1_000;
  const peakMb = usage.maxRSS / 1_024;
  const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`;
  console.info(`${argv[0]}: ${seconds(tookMs)}, ${seconds(cpuMs)} CPU, ${peakMb.toFixed(0)} MB at the most`);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return { cpuMs, peakMb, stdout };
}

test.each([
  [2_000, 50],
  [33_334, 3],
])('report and compare take %i tasks x %i', async (tasks, repeat) => {
  await using folder = await temporaryFolder();
  const base = await writeBigResult(folder.path, { tasks, repeat, runId: 'base' });
  const slow = await writeBigResult(folder.path, { tasks, repeat, runId: 'slow', slower: 1.3 });

  const shown = await measured(folder.path, 'report', base);
  expect(shown.stdout).toContain('COMPOSITE');
  expect(shown.cpuMs).toBeLessThan(limitCpuMs);
  expect(shown.peakMb).toBeLessThan(limitMb);

  const compared = await measured(folder.path, 'compare', base, slow);
  expect(compared.stdout).toMatch(/Latency .*\+30 %/u);
  expect(compared.cpuMs).toBeLessThan(limitCpuMs);
  expect(compared.peakMb).toBeLessThan(limitMb);
});
