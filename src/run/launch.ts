import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync, closeSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { BenchError } from '../errors/bench-error.js';
import type { Clock } from '../lib/clock.js';
import { diskProblem } from '../lib/disk-problem.js';
import { inert } from '../lib/inert.js';
import type { Target } from '../target/target.js';

const pollMs = 100;
const silenceTimeoutMs = 2_000;
const graceMs = 5_000;
const shownTailBytes = 2_000;

export interface LaunchOptions {
  /** As given to `--start`; run by the shell. */
  readonly command: string;
  readonly readyTimeoutMs: number;
  /** Where the miner's own output goes. */
  readonly logPath: string;
  /** What the miner may see of our environment. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Starts the miner in a process group of its own and waits until `GET /health` answers 2xx. Disposing ends that group:
 * SIGTERM, and SIGKILL after 5 s. Throws BenchError('preflight') where it exits or stays silent, with the end of its log.
 */
export async function launchMiner(target: Target, options: LaunchOptions): Promise<AsyncDisposable> {
  await requireSilence(target, options);
  const child = start(options);
  try {
    await untilReady({ child, target, options });
  } catch (problem) {
    await endGroup(child, options.clock);
    throw problem;
  }
  // A second Ctrl-C leaves no time to wait; the miner must not outlive us all the same.
  const killAtExit = () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL');
  process.once('exit', killAtExit);
  return {
    [Symbol.asyncDispose]: async () => {
      await endGroup(child, options.clock);
      process.off('exit', killAtExit);
    },
  };
}

function start({ command, logPath, env }: LaunchOptions): ChildProcess {
  let log: number;
  try {
    log = openSync(logPath, 'a');
  } catch (cause) {
    throw diskProblem(cause, logPath);
  }
  try {
    return spawn(command, {
      shell: true,
      detached: process.platform !== 'win32',
      stdio: ['ignore', log, log],
      env,
    });
  } finally {
    closeSync(log);
  }
}

async function untilReady(launched: {
  child: ChildProcess;
  target: Target;
  options: LaunchOptions;
}): Promise<void> {
  const { child, target, options } = launched;
  const { clock, readyTimeoutMs, signal } = options;
  const deadlineMs = clock.nowMs() + readyTimeoutMs;
  let last = 'no answer';
  while (clock.nowMs() < deadlineMs) {
    signal?.throwIfAborted();
    if (hasFailed(child)) {
      throw await startProblem(`the miner ended before it was ready (${describeEnd(child)})`, options);
    }
    const { status, problem } = await target.get('/health', Math.max(1, deadlineMs - clock.nowMs()));
    if (status !== undefined && status >= 200 && status < 300 && !hasFailed(child)) return;
    last = status === undefined ? (problem ?? 'no answer') : `HTTP ${status}`;
    await clock.sleep(pollMs, signal);
  }
  throw await startProblem(
    `the miner was not ready after ${readyTimeoutMs / 1000} s: GET /health gave ${last}`,
    options,
  );
}

/** Whatever answers before we have started anything is not what we were told to start. */
async function requireSilence(target: Target, { command }: LaunchOptions): Promise<void> {
  const { status } = await target.get('/health', silenceTimeoutMs);
  if (status === undefined) return;
  throw new BenchError('preflight', `something answers at ${target.url} already, before --start ${command}`, {
    hint: 'End it first, or leave --start out to measure what is running.',
  });
}

async function startProblem(what: string, { logPath, command }: LaunchOptions): Promise<BenchError> {
  const tail = await logTail(logPath);
  return new BenchError('preflight', `${what}\n  --start ${command}${tail === '' ? '' : `\n${tail}`}`, {
    hint: `Its whole output is in ${logPath}. Give it longer with --ready-timeout.`,
  });
}

async function logTail(path: string): Promise<string> {
  await using file = await open(path, 'r');
  const { size } = await file.stat();
  const length = Math.min(size, shownTailBytes);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  const lines = buffer.toString('utf8').trimEnd().split('\n');
  return lines.map((line) => `  | ${inert(line)}`).join('\n');
}

/** Ended, and not well: a command that starts a server in the background ends with 0 and is no failure. */
function hasFailed({ exitCode, signalCode }: ChildProcess): boolean {
  return signalCode !== null || (exitCode !== null && exitCode !== 0);
}

function describeEnd({ exitCode, signalCode }: ChildProcess): string {
  return signalCode ?? `exit code ${exitCode ?? 'unknown'}`;
}

/** The shell may have ended while what it started lives on, so the group is signalled either way. */
async function endGroup(child: ChildProcess, clock: Clock): Promise<void> {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    const killer = spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    await once(killer, 'close');
    return;
  }
  const deadlineMs = clock.nowMs() + graceMs;
  signalGroup(child.pid, 'SIGTERM');
  while (groupIsAlive(child.pid)) {
    if (clock.nowMs() > deadlineMs) {
      signalGroup(child.pid, 'SIGKILL');
      return;
    }
    await clock.sleep(20);
  }
}

function groupIsAlive(group: number): boolean {
  return signalGroup(group, 0);
}

/** False where the group is gone. */
function signalGroup(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
