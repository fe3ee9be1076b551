import { compareRuns, type CompareOptions } from '../../src/compare/compare-runs.js';
import type { Comparison, Finding } from '../../src/compare/comparison.js';
import { assemble } from '../../src/results/assemble.js';
import type { RunResult } from '../../src/results/run-result.js';
import { sampleRun, type SampleRunOptions } from './sample-run.js';

const known = new WeakMap<SampleRunOptions, RunResult>();

/** The result of a sample run under a name of its own; one set of options is scored once. */
export function sampleResult(runId: string, options: SampleRunOptions): RunResult {
  const result = known.get(options) ?? assemble(sampleRun(options));
  known.set(options, result);
  return { ...result, run: { ...result.run, id: runId } };
}

export interface Side {
  readonly options: SampleRunOptions;
  readonly change?: (result: RunResult) => RunResult;
}

/** Two runs of the sample suite, called `base` and `candidate`. */
export function sampleComparison(base: Side, candidate: Side, options: CompareOptions = {}): Comparison {
  const named = (name: string, { options: own, change = (result) => result }: Side) => ({
    name,
    result: change(sampleResult(`run-${name}`, own)),
  });
  return compareRuns([named('base', base)], [named('candidate', candidate)], options);
}

/** The finding of a key. */
export function findingOf({ findings }: Comparison, key: string): Finding {
  const found = findings.find((finding) => finding.key === key);
  if (found === undefined) throw new RangeError(`no finding ${key}`);
  return found;
}

/** Everything right, at the sample's own pace. */
export const allRight: Side = { options: { script: () => ({ quality: 1 }) } };

/** All of chat is wrong, and says so in letters that would clear a terminal. */
export const chatWrong: Side = {
  options: {
    script: ({ category }) =>
      category === 'chat'
        ? { quality: 0, reason: 'wanted 42, found 41', content: 'It is \u001b[2Jforty-one.\nANSWER: 41' }
        : { quality: 1 },
  },
};
