import { resolve } from 'node:path';
import * as z from 'zod';
import type { GateDecision } from '../compare/gate-decision.js';
import { stageShare } from '../compare/looks.js';
import { BenchError } from '../errors/bench-error.js';
import { inert } from '../lib/inert.js';
import { gateRenderers } from '../report/gate-renderers.js';
import { toGateView } from '../report/gate-view.js';
import { githubGate } from '../report/github-gate.js';
import { renderGateJunit } from '../report/junit-gate.js';
import type { Reporter } from '../report/reporter-list.js';
import { readTrusted } from '../results/read-trusted.js';
import { runFile } from '../results/run-folder.js';
import { gateSettings } from '../run/gate-settings.js';
import { openGate, type Gate, type GatedRun, type GateSettings } from '../run/open-gate.js';
import { flagLayer } from '../run/setting-layers.js';
import type { CommandAction } from './command.js';
import { gateUntilDecided, type DecidedGate } from './gate-until-decided.js';
import { htmlReport } from './html-report.js';
import type { Io } from './io.js';
import { locatedSettings } from './located-settings.js';
import { isOn, readOptions, wholeFrom, word } from './read-options.js';
import {
  chosenReporters,
  reporterOption,
  requireReporters,
  writeReports,
  type ReporterTexts,
} from './reporters.js';
import { runReference } from './run-reference.js';
import { tellGate } from './tell-gate.js';

/** `gate`: may the candidate pass, held against the baseline? */
export const gate: CommandAction = async (call) => {
  const { io, options } = call;
  const { config, candidate, format, columns, untilDecided, reporter, ...anew } = readOptions(call, {
    config: z.string().optional(),
    reporter: reporterOption(['table', 'markdown', 'json', 'junit', 'github', 'html']),
    candidate: z.string().min(1, 'must not be empty').optional(),
    format: word(['table', 'markdown', 'json']).default('table'),
    columns: wholeFrom(20, 1_000).optional(),
    untilDecided: isOn,
    maxRepeat: wholeFrom(1, 1000).default(10),
    baselineTarget: z.string().optional(),
    candidateTarget: z.string().optional(),
  });
  const origins = { flags: flagLayer(options), env: io.env, cwd: io.cwd, configPath: config };
  const settings = locatedSettings(await gateSettings(origins), io);
  const usual = settings.quiet && format !== 'json' ? [] : [{ name: format, path: undefined }];
  const reporters = chosenReporters(reporter, { json: settings.json, usual });
  await requireReporters(reporters, io);
  const opened = await openGate(settings);
  if (settings.baseline === undefined || opened === undefined) throw noBaseline();
  const run = await readCandidate(candidate, settings, io);
  requireAnother(run, opened, candidate);
  const decided = await decideUntil({ run, opened, settings, io, untilDecided, ...anew });
  if (decided.kind === 'interrupted') return decided.interrupt ?? 'interrupted';
  const { decision } = decided;
  const told = await writeReports({
    reporters,
    texts: gateTexts(decision, run, { io, output: settings.output }),
    io,
    columns,
  });
  const isTold = decision.outcome === 'pass' && reporters.some(isTableOnStdout);
  tellGate(decision, { io, quiet: settings.quiet || isTold });
  return decision.exitReason === 'ok' ? told : decision.exitReason;
};

interface Place {
  readonly io: Io;
  readonly output: string;
}

function gateTexts(decision: GateDecision, run: GatedRun, place: Place): ReporterTexts {
  const { result, folder } = run;
  const view = toGateView(decision, { compared: comparedIn(decision, run, place) });
  return {
    table: (page) => gateRenderers.table(view, page),
    markdown: () => gateRenderers.markdown(view),
    json: () => gateRenderers.json(view),
    html: () =>
      htmlReport({
        result,
        journal: folder === undefined ? undefined : runFile(folder, 'journal'),
        comparison: decision.comparison ?? undefined,
      }),
    junit: () => renderGateJunit(view),
    github: () => githubGate(view, { annotations: [], markdown: '', subject: 'gate' }),
  };
}

/** What to type for both runs; those that were measured anew lie in the results folder. */
function comparedIn(
  { baseline, candidate }: GateDecision,
  { name, result, folder }: GatedRun,
  { io, output }: Place,
): readonly [string, string] | null {
  if (baseline === null) return null;
  const made = (runId: string) => runReference({ runId, folder: resolve(io.cwd, output, runId) }, io);
  if (candidate.runId !== result.run.id) return [made(baseline.runId), made(candidate.runId)];
  return [baseline.name, name === result.run.id ? runReference({ runId: name, folder }, io) : name];
}

/** It begins with the outcome in words. */
function isTableOnStdout({ name, path }: Reporter): boolean {
  return name === 'table' && path === undefined;
}

interface Asked {
  readonly run: GatedRun;
  readonly opened: Gate;
  readonly settings: GateSettings & { readonly quiet: boolean };
  readonly io: Io;
  readonly untilDecided: boolean;
  readonly maxRepeat: number;
  readonly baselineTarget?: string | undefined;
  readonly candidateTarget?: string | undefined;
}

/** Measures anew only what measuring can decide: a bar that fails, or tasks that were left out, stay what they are. */
async function decideUntil(asked: Asked): Promise<DecidedGate> {
  const { run, opened, untilDecided, baselineTarget, candidateTarget } = asked;
  const before = await opened.decide(run, untilDecided ? stageShare * 0.05 : undefined);
  const isOpen = before.outcome === 'inconclusive' && before.doubts.length === 0;
  if (!untilDecided || !isOpen || opened.baseline === undefined) return { kind: 'decided', decision: before };
  return gateUntilDecided({
    ...asked,
    before,
    contract: opened.contract,
    runs: { a: opened.baseline.result, b: run.result },
    targets: { a: baselineTarget, b: candidateTarget },
  });
}

function noBaseline(): BenchError {
  return new BenchError('usage', 'no baseline: a gate holds a run against another', {
    hint: 'Say --baseline RUN (or JANUS_BENCH_BASELINE, or baseline: in janus-bench.yaml).',
  });
}

/** The newest run is what somebody who names none has just made. */
async function readCandidate(
  reference: string | undefined,
  { output }: GateSettings,
  io: Io,
): Promise<GatedRun> {
  const { place, result, notes } = await readTrusted(reference, output);
  for (const note of notes) io.stderr.write(`note: ${inert(note, 500)}\n`);
  return { name: reference ?? result.run.id, result, folder: place.folder };
}

/** Without a newer run there is nothing to hold against the baseline, and comparing it with itself would be green. */
function requireAnother({ result }: GatedRun, { baseline }: Gate, candidate: string | undefined): void {
  if (candidate !== undefined || baseline?.result.run.id !== result.run.id) return;
  throw new BenchError('usage', `the newest run, ${result.run.id}, is the baseline itself`, {
    hint: 'Run the candidate first, or name it with --candidate.',
  });
}
