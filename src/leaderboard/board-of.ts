import { shapingSettings } from '../compare/comparability.js';
import { digestOf } from '../lib/digest.js';
import { inert } from '../lib/inert.js';
import type { Json } from '../lib/json.js';
import type { RunResult } from '../results/run-result.js';
import type { Board } from './standings.js';

/**
 * The board that a run belongs to: one suite, profile, judge and runner each. What may differ on one board (target,
 * seed, repeats) is in none of the digests.
 */
export function boardOf(result: RunResult): Board {
  const { suite, profile, judge } = result;
  const digests = {
    suiteSha256: suite.digest,
    profileSha256: profile.digest,
    judgeSha256: digestOf(judgeFacts(judge)),
    runnerSha256: digestOf(runnerFacts(result)),
  };
  const { cpuModel, cpus, arch } = result.environment;
  return {
    key: digestOf(digests).slice(0, 12),
    suite: inert(`${suite.name} ${suite.version}`, 120),
    ...digests,
    judge: judge === null ? 'none' : inert(judge.model, 120),
    runner: inert(`${release(result)} on ${cpus} x ${cpuModel}, ${arch}`, 160),
  };
}

/** Who judged and by which words. Not its URL: the same model is reached under many. */
function judgeFacts(judge: RunResult['judge']): Json {
  if (judge === null) return null;
  const panel = judge.panel?.map(({ model }) => model) ?? null;
  return { model: judge.model, promptSha256: judge.promptSha256, panel };
}

/**
 * What else makes a number: the program's release, the machine as far as it stays the same from boot to boot, and every
 * setting that would forbid to compare two runs. Not the key it was signed with, which an operator changes without
 * measuring otherwise, nor free memory, the clock's resolution and the patch of Node, which differ from day to day.
 */
function runnerFacts(result: RunResult): Json {
  const { node, os, arch, cpus, cpuModel } = result.environment;
  const { settings, concurrency } = result.run;
  return {
    program: release(result),
    machine: { node: node.split('.')[0] ?? node, os: os.split(' ')[0] ?? os, arch, cpus, cpuModel },
    conditions: {
      concurrency,
      ...Object.fromEntries(
        Object.keys(shapingSettings).map((key): [string, Json] => [key, settings[key]?.value ?? null]),
      ),
    },
  };
}

/** A patch measures like the one before it. */
function release({ run }: RunResult): string {
  return `janus-bench ${run.version.split('.').slice(0, 2).join('.')}`;
}
