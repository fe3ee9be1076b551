import { availableParallelism, arch, cpus, platform, release, totalmem } from 'node:os';
import type { Environment } from '../results/environment.js';

/** The machine the numbers were taken on. */
export function describeEnvironment(env: NodeJS.ProcessEnv): Environment {
  return {
    node: process.version,
    os: `${platform()} ${release()}`,
    arch: arch(),
    cpus: availableParallelism(),
    cpuModel: cpus()[0]?.model ?? 'unknown',
    memoryBytes: totalmem(),
    ci: isCi(env),
    clockResolutionMs: clockResolutionMs(),
  };
}

export function isCi(env: NodeJS.ProcessEnv): boolean {
  return env['CI'] !== undefined && env['CI'] !== '' && env['CI'] !== 'false' && env['CI'] !== '0';
}

/** The smallest step `performance.now()` was seen to make, ms. */
function clockResolutionMs(): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let sample = 0; sample < 200; sample++) {
    const start = performance.now();
    let next = start;
    while (next === start) next = performance.now();
    smallest = Math.min(smallest, next - start);
  }
  return smallest;
}
