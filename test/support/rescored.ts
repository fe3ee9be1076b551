import { run } from '../../src/index.js';
import { readRun } from '../../src/results/read-run.js';
import type { RunResult } from '../../src/results/run-result.js';
import { callMain, type Called } from './call-main.js';
import { temporaryFolder } from '../suite/temporary-suite.js';

const env = { JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none', NO_COLOR: '1' };

/** A run against the embedded miner, alone in its results folder. */
export async function madeRun(options: Parameters<typeof run>[0]) {
  const output = await temporaryFolder({});
  const settings = { target: 'mock:instant', warmup: 0, concurrency: 8 };
  const { folder } = await run({ ...settings, env, ...options, output });
  return { folder, output };
}

export function rescore(folder: string, output: string, ...argv: string[]): Promise<Called> {
  return callMain(['rescore', folder, '--output', output, '--quiet', '--json', ...argv], { env });
}

/** The run that was written last. */
export async function newestRun(output: string) {
  const { result, place } = await readRun(undefined, output);
  return { result, place, folder: place.folder ?? '' };
}

/** What must not change where nothing did, as bytes. */
export function scoredBlocks({ scores, tasks, attempts }: RunResult): string {
  return JSON.stringify({ scores, tasks, attempts });
}
