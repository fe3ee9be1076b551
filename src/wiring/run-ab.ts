import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { levelAt, plannedLooks } from '../compare/looks.js';
import type { ExitReason } from '../errors/exit-codes.js';
import { openArtifactFetch } from '../graders/guarded-fetch.js';
import { openGraderServices } from '../graders/open-services.js';
import type { OpenJudge } from '../judge/open-judge.js';
import { realClock } from '../lib/real-clock.js';
import type { JudgeFitness } from '../results/judge-fitness.js';
import { totalJudgeUse } from '../results/judge-use.js';
import type { PairSide } from '../results/paired-with.js';
import type { RunHeader } from '../results/run-header.js';
import type { RunResult } from '../results/run-result.js';
import type { PairLook } from '../run/ab-looks.js';
import { performPair, type PerformedPair, type PreparedHalf, type PreparedPair } from '../run/ab-pair.js';
import { openPairPlaces } from '../run/ab-places.js';
import { checkBoth, namingSide } from '../run/ab-preflight.js';
import { assemblePair, endPair } from '../run/ab-results.js';
import { forSides, mapSides, otherSide, pairSides, type Sides } from '../run/ab-sides.js';
import { requireAllowedGraders } from '../run/allowed-graders.js';
import { chooseWork, type Work } from '../run/choose-work.js';
import { openJournal, type Journal } from '../run/journal.js';
import { meterJudge } from '../run/judge-meter.js';
import { openJudgeOf } from '../run/open-judge-of.js';
import { openMiner, type Miner } from '../run/open-miner.js';
import type { RunPorts } from '../run/ports.js';
import { checkJudge, warmUp } from '../run/preflight.js';
import { requestDefaults } from '../run/request-defaults.js';
import { fitnessForPlan } from '../run/require-fit-judge.js';
import { remainingAttempts, requireSamePlan } from '../run/resume.js';
import type { RunEvent } from '../run/run-event.js';
import type { RunPlace } from '../run/run-place.js';
import { exitReasonOf } from '../run/run.js';
import { openTraceFile, type TraceFile } from '../run/trace-file.js';
import { openAssets } from '../suite/assets.js';
import { openTokenCounter } from '../target/token-counter.js';
import type { BenchCall, BenchOutcome } from './bench-call.js';
import { describeRun } from './describe-run.js';

/** What one half of a pair is told: apart from the target and how to reach it, both halves are told the same. */
export type AbHalf = Pick<BenchCall, 'settings' | 'recorded' | 'secrets'>;

export interface AbCall extends Sides<AbHalf> {
  /** Goes on with more repeats than the settings', up to these, until `isDecided`. A pair that is resumed keeps to its own. */
  readonly maxRepeat?: number | undefined;
  /** Asked at every planned look but the last: whether the pair ends there. */
  readonly isDecided?: ((look: PairLook, looks: readonly number[]) => boolean) | undefined;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  /** With the half that it is about; none: about both. */
  readonly onEvent: (event: RunEvent, side?: PairSide) => void;
}

export interface AbOutcome extends Sides<BenchOutcome> {
  /** Where it ended: its results are those of the folders. */
  readonly look: PairLook;
  /** The repeats of every planned look. */
  readonly looks: readonly number[];
  /** Of the measuring, not of what comparing found. */
  readonly exitReason: ExitReason;
}

/** The composition root of `ab`: two runs of one plan, made together; each is an ordinary run folder afterwards. */
export async function runAb(call: AbCall): Promise<AbOutcome> {
  const places = await openPairPlaces({ a: call.a.settings, b: call.b.settings }, realClock);
  await using _a = places.a;
  await using _b = places.b;
  const looks = looksOf(call, places.a.began?.header);
  const work = await chooseWork({ ...call.a.settings, repeat: looks.at(-1) ?? 1 }, call.env);
  requireAllowedGraders(work, call.a.settings);
  await using judge = await openJudgeOf(call.a.settings, call.a.secrets, {
    env: call.env,
    spentUsd: spentBefore(places),
    onWarning: (message) => call.onEvent({ kind: 'warning', message }),
  });
  if (judge !== undefined) await checkJudge(judge, call.signal);
  await using minerA = await openMinerOf(call, places, 'a');
  await using minerB = await openMinerOf(call, places, 'b');
  return await measure({ call, places, looks, work, judge, miners: { a: minerA, b: minerB } });
}

/** Fixed when the pair began: one that was to be looked at once is not looked at again. */
function looksOf({ a: { settings }, maxRepeat }: AbCall, began: RunHeader | undefined): readonly number[] {
  if (began !== undefined) return began.pairedWith?.looks ?? [began.repeat];
  return plannedLooks(settings.repeat, maxRepeat ?? settings.repeat);
}

interface PairParts {
  readonly call: AbCall;
  readonly places: Sides<RunPlace>;
  readonly looks: readonly number[];
  /** Up to the last look. */
  readonly work: Work;
  readonly judge: OpenJudge | undefined;
  readonly miners: Sides<Miner>;
}

/** What judging the same pair cost the processes before this one. */
function spentBefore(places: Sides<RunPlace>): number | undefined {
  const costs = pairSides.map((side) => {
    const { began } = places[side];
    return (began && totalJudgeUse(began)?.costUsd) ?? 0;
  });
  const spent = costs.reduce((sum, cost) => sum + cost, 0);
  return spent === 0 ? undefined : spent;
}

function openMinerOf(call: AbCall, places: Sides<RunPlace>, side: PairSide): Promise<Miner> {
  const { settings, secrets } = call[side];
  const logPath = join(places[side].folder, 'miner.log');
  const { signal, env } = call;
  return namingSide(side, openMiner({ settings, secrets, signal, env, clock: realClock, logPath }));
}

async function measure(parts: PairParts): Promise<AbOutcome> {
  const { call, work, looks, judge, miners } = parts;
  const { a, b, signal, onEvent } = call;
  await checkBoth(miners, onEvent);
  const judgeFitness = await fitnessForPlan(judge, work.plan, { settings: a.settings, signal, onEvent });
  const headers = await forSides((side) => describeHalf(parts, side, judgeFitness));
  const halves = await forSides((side) => prepareHalf(parts, side, headers[side]));
  const assembling = { clock: realClock, allowPartial: a.settings.allowPartial };
  const { ended, lookIndex } = await perform(parts, {
    halves,
    plan: work.plan,
    looks,
    concurrency: a.settings.concurrency,
    bail: a.settings.bail,
    signal,
    isDecided: async (index) =>
      call.isDecided?.(lookOf(looks, index, await assemblePair(halves, assembling)), looks) ?? false,
  });
  const results = await assemblePair(halves, assembling);
  await endPair({ places: halves, results, ended, halves: { a, b }, onEvent });
  const isBudgetSpent = judge?.usage().isBudgetSpent === true;
  const outcomes = mapSides(halves, ({ folder }, side): BenchOutcome => {
    const exitReason = exitReasonOf(results[side], ended, { isBudgetSpent });
    return { result: results[side], folder, exitReason };
  });
  const { exitReason } = outcomes.a.exitReason === 'ok' ? outcomes.b : outcomes.a;
  return { ...outcomes, look: lookOf(looks, lookIndex, results), looks, exitReason };
}

function lookOf(looks: readonly number[], index: number, results: Sides<RunResult>): PairLook {
  const { repeat } = results.a.run;
  return { index, isLast: index >= looks.length - 1, repeat, level: levelAt(looks, index), results };
}

/** The first line of a half's journal: it plans up to the first look, or as far as the journal has come. */
async function describeHalf(
  { call, places, looks, work, judge, miners }: PairParts,
  side: PairSide,
  judgeFitness: JudgeFitness | null,
): Promise<RunHeader> {
  const place = places[side];
  const repeat = place.began?.header.repeat ?? looks[0] ?? 1;
  const header = await describeRun({
    call: { ...call[side], env: call.env },
    work: { ...work, repeat, plan: work.plan.filter((attempt) => attempt.repeat < repeat) },
    place,
    miner: miners[side],
    judge,
    judgeFitness,
    pairedWith: {
      runId: places[otherSide(side)].runId,
      side,
      ...(looks.length === 1 ? {} : { looks: [...looks] }),
    },
  });
  if (place.began !== undefined) requireSamePlan(place.began.header, header);
  return header;
}

async function prepareHalf(
  { call, places, work, miners }: PairParts,
  side: PairSide,
  header: RunHeader,
): Promise<PreparedHalf> {
  const { settings } = call[side];
  const { folder, began } = places[side];
  const request = requestDefaults(settings, header.target.model);
  const planned = new Set(header.order);
  const left = remainingAttempts(work.plan, began?.records ?? []);
  const isFinished = !left.some(({ attemptId }) => planned.has(attemptId));
  const onEvent = (event: RunEvent) => call.onEvent(event, side);
  const warming = { request, settings, onEvent, signal: call.signal };
  const warmUpTraces = isFinished ? [] : await namingSide(side, warmUp(miners[side].target, warming));
  return { folder, header: { ...header, warmUpTraces: [...warmUpTraces] }, began, request, warmUpTraces };
}

/** Opens what both halves share, and a journal for each. */
async function perform(
  { call, work, miners, judge }: PairParts,
  prepared: PreparedPair,
): Promise<PerformedPair> {
  const { a, b } = prepared.halves;
  const asset = openAssets(work.suite);
  await using journalA = await openHalfJournal(a);
  await using journalB = await openHalfJournal(b);
  // What judging took that belongs to no answer stands in the journal of a.
  const metered = judge === undefined ? undefined : await meterJudge(judge, journalA);
  await using services = await openGraderServices({
    graders: prepared.plan.flatMap(({ task }) => task.graders),
    asset,
    judge: metered?.judge,
    allowCustom: call.a.settings.customGraders,
    sandboxThreads: availableParallelism() > 2 ? 2 : 1,
  });
  await using tokens = await openTokenCounter();
  await using traceA = openTrace(call, a.folder);
  await using traceB = openTrace(call, b.folder);
  const secrets = secretsOf(call);
  const portsOf = (side: PairSide, { journal, trace }: Pick<RunPorts, 'journal' | 'trace'>): RunPorts => ({
    clock: realClock,
    target: miners[side].target,
    journal,
    services: { ...services, fetchArtifact: openArtifactFetch({ targetUrl: miners[side].target.url }) },
    tokens,
    asset,
    onEvent: (event) => call.onEvent(event, side),
    secrets,
    trace,
  });
  const performed = await performPair(prepared, {
    a: portsOf('a', { journal: journalA, trace: traceA }),
    b: portsOf('b', { journal: journalB, trace: traceB }),
  });
  await metered?.settle();
  return performed;
}

function openHalfJournal({ folder, began, header }: PreparedHalf): Promise<Journal> {
  return openJournal(folder, began === undefined ? header : undefined);
}

function openTrace(call: AbCall, folder: string): TraceFile | undefined {
  if (!call.a.settings.trace) return undefined;
  const onProblem = ({ message }: Error) => call.onEvent({ kind: 'warning', message });
  return openTraceFile({ folder, secrets: secretsOf(call), onProblem });
}

/** Neither half may tell the other's. */
function secretsOf({ a, b }: AbCall): readonly string[] {
  return [...new Set([...a.secrets.texts, ...b.secrets.texts])];
}
