import * as z from 'zod';
import type { ExitReason } from '../errors/exit-codes.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { openInk, type Ink } from '../report/ink.js';
import { joinPage, labelled, pageColumns } from '../report/page.js';
import { describeEnvironment } from '../run/environment.js';
import { openTarget } from '../target/open-target.js';
import { proxyFor } from '../target/proxy-for.js';
import type { CommandAction } from './command.js';
import {
  checkClock,
  checkFolder,
  checkMachine,
  checkNode,
  checkProxy,
  checkSandbox,
  checkTarget,
  checkTimers,
  type Check,
} from './doctor-checks.js';
import { columnsOf, wantsColor, type Io } from './io.js';
import { isOn, readOptions } from './read-options.js';

/** `doctor`: is this machine fit to measure, and does the target answer? */
export const doctor: CommandAction = async (call) => {
  const { io } = call;
  const { target, json } = readOptions(call, { target: z.string().optional(), json: isOn });
  const environment = describeEnvironment(io.env);
  const checks: readonly Check[] = [
    checkNode(environment.node),
    checkMachine(environment),
    checkClock(environment.clockResolutionMs),
    ...checkTimers(await sleepLateness()),
    checkSandbox([]),
    checkProxy(io.env),
    checkFolder(io.cwd),
    ...(target === undefined ? [] : [await askTarget(target, io.env)]),
  ];
  io.stdout.write(json ? `${JSON.stringify(checks, null, 2)}\n` : renderChecks(checks, io));
  return exitOf(checks);
};

function exitOf(checks: readonly Check[]): ExitReason {
  const failed = checks.filter(({ status }) => status === 'fail');
  return failed.find(({ exit }) => exit === 'preflight')?.exit ?? failed[0]?.exit ?? 'ok';
}

const sleeps = 60;
const sleepMs = 5;

async function sleepLateness(): Promise<readonly number[]> {
  const lateness: number[] = [];
  for (let count = 0; count < sleeps; count++) {
    const startMs = realClock.nowMs();
    await realClock.sleep(sleepMs);
    lateness.push(Math.max(0, realClock.nowMs() - startMs - sleepMs));
  }
  return lateness;
}

const healthTimeoutMs = 5_000;
const limits = {
  maxBodyBytes: 1_000_000,
  maxEventBytes: 1_000_000,
  maxEvents: 1_000,
  maxHeaderBytes: 64_000,
};

async function askTarget(url: string, env: NodeJS.ProcessEnv): Promise<Check> {
  const proxy = proxyFor(url, env);
  await using target = await openTarget({ url, headers: {}, connections: 1, limits, proxy });
  return checkTarget(target.url, await target.get('/health', healthTimeoutMs));
}

function renderChecks(checks: readonly Check[], io: Io): string {
  const columns = pageColumns(columnsOf(io.stdout));
  const ink = openInk(wantsColor(io.stdout, io.env));
  const labelColumns = Math.max(...checks.map(({ name }) => name.length)) + 2;
  return joinPage(
    checks.flatMap(({ name, status, found, advice }) => [
      ...labelled(
        { label: name, text: `${markOf(status, ink)} ${inert(found, 400)}` },
        { columns, labelColumns, ink },
      ),
      ...(advice === undefined
        ? []
        : labelled({ label: '', text: `  ${advice}` }, { columns, labelColumns, ink })),
    ]),
  );
}

function markOf(status: Check['status'], ink: Ink): string {
  return { ok: ink.good('✓'), warn: ink.warn('!'), fail: ink.bad('✗'), info: ink.quiet('·') }[status];
}
