import type { KeyObject } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { openGraderServices } from './graders/open-services.js';
import type { Judge } from './judge/judge.js';
import { realClock } from './lib/real-clock.js';
import { totalJudgeUse } from './results/judge-use.js';
import { keepMeter, readMeter } from './results/meter.js';
import { readSigningKey } from './results/sign.js';
import { requireAllowedGraders } from './run/allowed-graders.js';
import { chooseWork, type Work } from './run/choose-work.js';
import { describeDryRun, type DryRun } from './run/dry-run.js';
import { announceEnd, finishedBefore, writeRun } from './run/end-run.js';
import { openJournal } from './run/journal.js';
import { meterJudge } from './run/judge-meter.js';
import { openJudgeOf } from './run/open-judge-of.js';
import { openMiner, type Miner } from './run/open-miner.js';
import { checkHealth, checkJudge, warmUp } from './run/preflight.js';
import { requestDefaults } from './run/request-defaults.js';
import { fitnessForPlan } from './run/require-fit-judge.js';
import { remainingAttempts, requireSamePlan } from './run/resume.js';
import { openRunPlace, type RunPlace } from './run/run-place.js';
import { assembleRun, exitReasonOf, performRun, type PreparedRun, type RunEnding } from './run/run.js';
import { openTraceFile } from './run/trace-file.js';
import { janusComposite } from './scoring/profile.js';
import { openAssets } from './suite/assets.js';
import { openTokenCounter } from './target/token-counter.js';
import type { BenchCall, BenchOutcome } from './wiring/bench-call.js';
import { describeRun } from './wiring/describe-run.js';

export type { BenchCall, BenchOutcome } from './wiring/bench-call.js';
export { runAb, type AbOutcome } from './wiring/run-ab.js';

/** The composition root of `run`: settings become the real clock, files, sockets and judge, and the run is made with them. */
export async function runBench(call: BenchCall): Promise<BenchOutcome> {
  const begun = await beginRun(call);
  await using _place = begun.place;
  await using judge = await openJudgeOf(call.settings, call.secrets, {
    env: call.env,
    // What judging the same run cost the processes before this one.
    spentUsd: begun.place.began && totalJudgeUse(begun.place.began)?.costUsd,
    onWarning: (message) => call.onEvent({ kind: 'warning', message }),
  });
  if (judge !== undefined) await checkJudge(judge, call.signal);
  await using miner = await openMinerOf(call, begun);
  return await measure({ ...begun, call, judge, miner });
}

/** Runs one after another, without a judge, against one miner that is opened as the last of the calls needs it. */
export async function* runSeries(calls: readonly BenchCall[]): AsyncGenerator<BenchOutcome, void> {
  const [first, last] = [calls[0], calls.at(-1)];
  if (first === undefined || last === undefined) return;
  const begun = await beginRun(first);
  await using _place = begun.place;
  await using miner = await openMinerOf(last, begun);
  for (const call of calls) {
    yield await measure({
      ...(call === first ? begun : await beginRun(call)),
      call,
      miner,
      judge: undefined,
    });
  }
}

interface BegunRun {
  readonly work: Work;
  readonly signingKey: KeyObject | undefined;
  readonly place: RunPlace;
}

async function beginRun({ settings, env }: BenchCall): Promise<BegunRun> {
  const work = await chooseWork(settings, env);
  requireAllowedGraders(work, settings);
  const signingKey = settings.sign === undefined ? undefined : await readSigningKey(settings.sign);
  // Now, so that a meter file that cannot be read is known before the run and not after it.
  if (settings.meter !== undefined) await readMeter(settings.meter);
  return { work, signingKey, place: await openRunPlace(settings, realClock) };
}

function openMinerOf({ settings, secrets, signal, env }: BenchCall, { place }: BegunRun): Promise<Miner> {
  const logPath = join(place.folder, 'miner.log');
  return openMiner({ settings, secrets, signal, env, clock: realClock, logPath });
}

async function measure(run: RunParts & BegunRun): Promise<BenchOutcome> {
  const { call, work, place, miner, judge, signingKey } = run;
  const { settings, signal, onEvent } = call;
  await checkHealth(miner.target, onEvent);
  const judgeFitness = await fitnessForPlan(judge, work.plan, call);
  const header = await describeRun({ ...run, judgeFitness });
  if (place.began !== undefined) requireSamePlan(place.began.header, header);
  const request = requestDefaults(settings, header.target.model);
  const isFinished = remainingAttempts(work.plan, place.began?.records ?? []).length === 0;
  const warmUpTraces = isFinished ? [] : await warmUp(miner.target, { request, settings, onEvent, signal });
  const prepared: PreparedRun = {
    folder: place.folder,
    header: { ...header, warmUpTraces },
    began: place.began,
    plan: work.plan,
    arrivalsMs: work.load?.arrivalsMs,
    request,
    warmUpTraces,
    bail: settings.bail,
    signal,
  };
  const ending = await perform(prepared, { call, work, miner, judge });
  if (settings.meter !== undefined) await keepMeter(place.folder, await readMeter(settings.meter));
  const result = await assembleRun(place.folder, {
    finishedAt: isFinished ? await finishedBefore(place.folder) : realClock.wall().toISOString(),
    judgeUsage: judge?.usage(),
    allowPartial: settings.allowPartial,
    willBeSigned: signingKey !== undefined,
  });
  await writeRun(place.folder, result, { settings, secrets: call.secrets, signingKey });
  announceEnd({ result, ending, folder: place.folder, onEvent });
  const isBudgetSpent = judge?.usage().isBudgetSpent === true;
  const exitReason = exitReasonOf(result, ending, { isBudgetSpent });
  return { result, folder: place.folder, exitReason };
}

/** What the run would do, without doing it. Reads suite and nonce, asks nobody. */
export async function dryRun({ settings, env }: Pick<BenchCall, 'settings' | 'env'>): Promise<DryRun> {
  const { suite, plan } = await chooseWork(settings, env);
  return describeDryRun(plan, {
    request: requestDefaults(settings, settings.model ?? 'default'),
    concurrency: settings.concurrency,
    profile: janusComposite,
    asset: openAssets(suite),
    hasJudge: settings.judgeUrl !== undefined,
  });
}

interface RunParts {
  readonly call: BenchCall;
  readonly work: Work;
  readonly miner: Miner;
  readonly judge: Judge | undefined;
}

async function perform(prepared: PreparedRun, { call, work, miner, judge }: RunParts): Promise<RunEnding> {
  const { settings, onEvent } = call;
  const { folder } = prepared;
  const secrets = call.secrets.texts;
  const asset = openAssets(work.suite);
  const isNew = prepared.began === undefined;
  await using journal = await openJournal(folder, isNew ? prepared.header : undefined);
  const metered = judge === undefined ? undefined : await meterJudge(judge, journal);
  await using services = await openGraderServices({
    graders: prepared.plan.flatMap(({ task }) => task.graders),
    asset,
    judge: metered?.judge,
    allowCustom: settings.customGraders,
    targetUrl: miner.target.url,
    sandboxThreads: availableParallelism() > 2 ? 2 : 1,
  });
  await using tokens = await openTokenCounter();
  await using trace = settings.trace
    ? openTraceFile({ folder, secrets, onProblem: ({ message }) => onEvent({ kind: 'warning', message }) })
    : undefined;
  const ending = await performRun(prepared, {
    clock: realClock,
    target: miner.target,
    journal,
    services,
    tokens,
    asset,
    onEvent,
    secrets,
    trace,
  });
  await metered?.settle();
  return ending;
}
