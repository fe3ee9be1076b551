import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitReason } from '../errors/exit-codes.js';
import type { PictureReading } from '../graders/pictures/picture-reader.js';
import { maskUrl } from '../lib/mask-secrets.js';
import { formatMs } from '../lib/quantity.js';
import type { RunHeader } from '../results/run-header.js';
import { validityLimits } from '../results/validity.js';
import { quantile } from '../stats/quantile.js';
import { sortSamples } from '../stats/sorted-samples.js';
import type { GetReply } from '../target/target.js';

/** One thing `doctor` looked at. Pure: what was found comes in, what it means comes out. */
export interface Check {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail' | 'info';
  readonly found: string;
  /** What to do; absent where nothing is wrong. */
  readonly advice?: string | undefined;
  /** How the program ends where it fails. */
  readonly exit?: ExitReason | undefined;
}

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const isOld = major < 20 || (major === 20 && minor < 19);
  const found = version;
  if (!isOld) return { name: 'Node', status: 'ok', found };
  return { name: 'Node', status: 'fail', found, advice: 'Node 20.19 or newer is needed.', exit: 'usage' };
}

export function checkMachine({ os, arch, cpus, cpuModel, memoryBytes, ci }: RunHeader['environment']): Check {
  const memory = `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`;
  const found = `${os}, ${arch}, ${cpus} × ${cpuModel.trim()}, ${memory}${ci ? ', CI' : ''}`;
  if (cpus >= 2) return { name: 'Machine', status: 'info', found };
  return {
    name: 'Machine',
    status: 'warn',
    found,
    advice: 'With one core the timing thread shares it with grading.',
  };
}

export function checkClock(resolutionMs: number): Check {
  const { suspect, invalid } = validityLimits.clockResolutionMs;
  const found =
    resolutionMs < 0.001 ? `${(resolutionMs * 1e6).toFixed(0)} ns` : `${(resolutionMs * 1000).toFixed(1)} µs`;
  const name = 'Clock resolution';
  if (resolutionMs <= suspect) return { name, status: 'ok', found };
  const advice = 'The clock is too coarse: measure on another machine.';
  return resolutionMs <= invalid
    ? { name, status: 'warn', found, advice }
    : { name, status: 'fail', found, advice, exit: 'invalid' };
}

/** `latenessMs`: how much later than asked short sleeps ended while nothing else ran. */
export function checkTimers(latenessMs: readonly number[]): readonly Check[] {
  const sorted = sortSamples(latenessMs);
  const [median = 0, p95 = 0, worst = 0] = [0.5, 0.95, 1].map((q) => quantile(sorted, q));
  const { suspect, invalid } = validityLimits.clientLagP95Ms;
  const advice = 'The machine is busy or throttled: close what runs, or give the container more CPU.';
  const jitter = { name: 'Timer jitter', found: `${median.toFixed(2)} ms median, ${p95.toFixed(2)} ms p95` };
  const stall = {
    name: 'Event loop',
    found: `longest stall ${worst.toFixed(1)} ms in ${latenessMs.length} short sleeps`,
  };
  const isStalled = worst > suspect;
  return [
    p95 > invalid
      ? { ...jitter, status: 'fail', advice, exit: 'invalid' }
      : p95 > suspect
        ? { ...jitter, status: 'warn', advice }
        : { ...jitter, status: 'ok' },
    isStalled ? { ...stall, status: 'warn', advice } : { ...stall, status: 'ok' },
  ];
}

const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY'];

export function checkProxy(env: NodeJS.ProcessEnv): Check {
  const set = proxyVariables
    .flatMap((name) => [name, name.toLowerCase()])
    .filter((name) => (env[name] ?? '') !== '')
    .map((name) => `${name}=${maskUrl(env[name] ?? '')}`);
  if (set.length === 0) return { name: 'Proxy', status: 'ok', found: 'no proxy variable is set' };
  return {
    name: 'Proxy',
    status: 'warn',
    found: set.join(', '),
    advice: 'Requests go through the proxy, and so do its delays; NO_PROXY exempts a target.',
  };
}

export interface SandboxTrial {
  readonly language: string;
  /** From asking for a program until its value was there, the first of its language, ms. */
  readonly firstRunMs: number;
  /** Absent: the program ran and gave the right value. */
  readonly problem?: string | undefined;
}

/** What suites may ask a sandbox for, and whether it works here. */
export function checkSandbox(trials: readonly SandboxTrial[]): Check {
  const name = 'Sandbox';
  const found = trials
    .map(
      ({ language, firstRunMs, problem }) => `${language}: ${problem ?? `first run ${formatMs(firstRunMs)}`}`,
    )
    .join(', ');
  if (trials.every(({ problem }) => problem === undefined)) return { name, status: 'ok', found };
  return {
    name,
    status: 'warn',
    found,
    advice: 'Coding tasks cannot be graded here: reinstall janus-bench, or give the machine more memory.',
  };
}

/** `reading` is what the picture reader made of a PNG of one red pixel. */
export function checkPictures(reading: PictureReading): Check {
  const name = 'Pictures';
  if (reading.kind === 'measured')
    return { name, status: 'ok', found: 'PNG, JPEG, WebP and SVG can be read' };
  return {
    name,
    status: 'warn',
    found: reading.reason,
    advice: 'Tasks that ask for a picture cannot be graded here: reinstall janus-bench for this platform.',
  };
}

export function checkFolder(cwd: string): Check {
  const path = join(cwd, 'janus-results');
  const facts = statSync(path, { throwIfNoEntry: false });
  if (facts === undefined)
    return { name: 'Results folder', status: 'info', found: `${path} (made by the first run)` };
  if (facts.isDirectory()) return { name: 'Results folder', status: 'ok', found: path };
  return {
    name: 'Results folder',
    status: 'fail',
    found: `${path} is not a folder`,
    advice: 'Move it away, or use --output.',
    exit: 'usage',
  };
}

export function checkTarget(url: string, { status, latencyMs, problem }: GetReply): Check {
  const name = 'Target';
  if (status === undefined) {
    const found = `${url}: GET /health: ${problem ?? 'no answer'}`;
    return {
      name,
      status: 'fail',
      found,
      advice: 'Start the agent, or check host and port.',
      exit: 'preflight',
    };
  }
  const found = `${url}: GET /health gave HTTP ${status} in ${latencyMs.toFixed(1)} ms`;
  const isFine = status >= 200 && status < 300;
  return isFine
    ? { name, status: 'ok', found }
    : { name, status: 'warn', found, advice: 'The contract wants 200 from /health.' };
}
