import * as z from 'zod';
import type { ExitReason } from '../errors/exit-codes.js';
import { openPictureReader } from '../graders/pictures/open-picture-reader.js';
import type { PictureReading } from '../graders/pictures/picture-reader.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { openInk, type Ink } from '../report/ink.js';
import { joinPage, labelled, pageColumns } from '../report/page.js';
import { describeEnvironment } from '../run/environment.js';
import type { SandboxReply } from '../sandbox/code-runner.js';
import { openSandbox } from '../sandbox/open-sandbox.js';
import { openTarget } from '../target/open-target.js';
import { proxyFor } from '../target/proxy-for.js';
import type { CommandAction } from './command.js';
import {
  checkClock,
  checkFolder,
  checkMachine,
  checkNode,
  checkPictures,
  checkProxy,
  checkSandbox,
  checkTarget,
  checkTimers,
  type Check,
  type SandboxTrial,
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
    checkSandbox(await tryLanguages()),
    checkPictures(await tryPicture()),
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

const sandboxPrograms = {
  javascript: 'const double = (n) => 2 * n;',
  python: 'def double(n):\n    return 2 * n',
} as const;
/** A machine on which this is too little is of no use for coding tasks. */
const sandboxLimits = { wallMs: 30_000, memoryBytes: 64 * 1024 * 1024, outputBytes: 10_000 };

async function tryLanguages(): Promise<readonly SandboxTrial[]> {
  await using sandbox = await openSandbox();
  const trials: SandboxTrial[] = [];
  for (const language of sandbox.languages) {
    const source = sandboxPrograms[language];
    const startMs = realClock.nowMs();
    const reply = await sandbox.run({
      language,
      source,
      entry: 'double',
      cases: [[21]],
      limits: sandboxLimits,
    });
    trials.push({ language, firstRunMs: realClock.nowMs() - startMs, problem: problemOf(reply) });
  }
  return trials;
}

function problemOf(reply: SandboxReply): string | undefined {
  if (reply.kind !== 'ran') return reply.detail;
  const [result] = reply.results;
  return result?.kind === 'value' && result.value === 42 ? undefined : 'it gave a wrong value';
}

/** A PNG of one red pixel. */
const redPixel =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC';

async function tryPicture(): Promise<PictureReading> {
  await using reader = openPictureReader();
  const bytes = Buffer.from(redPixel, 'base64');
  return await reader.measure({ mimeType: 'image/png', bytes, points: [], areas: [], wantsColours: false });
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
