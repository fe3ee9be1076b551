import { closest } from '../lib/closest.js';
import type { RunResult } from '../results/run-result.js';
import { contractBar, type MinimumBars } from './gate-bars.js';
import { emptyBar } from './gate-changes.js';
import type { GateBar } from './gate-decision.js';
import { dimensions } from '../scoring/scores.js';

/** What `check` found out about the target. */
export interface ContractFacts {
  /** As the file was named. */
  readonly name: string;
  readonly target: string;
  /** When it was made, ISO 8601; undefined: not known. */
  readonly startedAt?: string | undefined;
  /** Checks that belong to every report and that this one does not have (`--only`); undefined: none. */
  readonly leftOut?: number | undefined;
  /** Checks that said something, either way. */
  readonly checked: number;
  /** Checks that failed, in words: `K05 ends with [DONE]`. */
  readonly failed: readonly string[];
}

/** The candidate's scores against the least they may be, unrounded. */
export function minimumBars(minimums: MinimumBars, result: RunResult): readonly GateBar[] {
  return Object.entries(minimums).map(([key, minimum]) => {
    const value = scoreOf(result, key);
    const bar: Omit<GateBar, 'outcome' | 'reason' | 'fix'> = {
      ...emptyBar(key),
      kind: 'minimum',
      chosen: 'named',
      candidate: value ?? null,
      minimum,
    };
    if (value === undefined || value === null) return { ...bar, ...notMeasured(result, key, value) };
    return { ...bar, outcome: value < minimum ? 'fail' : 'pass', reason: '', fix: '' };
  });
}

/** 0-100. Null: not measured; undefined: the suite has no such category. */
function scoreOf({ scores, categories }: RunResult, key: string): number | null | undefined {
  const name = (['composite', ...dimensions] as const).find((each) => each === key);
  if (name !== undefined) return scores[name]?.value ?? null;
  const category = categories.find((each) => `quality/${each.name}` === key);
  if (category === undefined) return undefined;
  return category.quality === null ? null : 100 * category.quality;
}

function notMeasured(
  { categories, statusReasons }: RunResult,
  key: string,
  value: null | undefined,
): Pick<GateBar, 'outcome' | 'reason' | 'fix'> {
  if (value === null) {
    const why = statusReasons.length === 0 ? '' : `: ${statusReasons.join('; ')}`;
    return { outcome: 'fail', reason: `it was not measured${why}`, fix: 'measure it, or name another bar' };
  }
  const known = categories.map(({ name }) => `quality/${name}`);
  const meant = closest(key, known);
  return {
    outcome: 'fail',
    reason: 'the suite has no such category',
    fix: meant === undefined ? `it has: ${known.join(', ')}` : `did you mean ${meant}?`,
  };
}

/** No report where one is asked for is a failure: nobody looked. */
export function contractBarOf(contract: ContractFacts | undefined, target: string): GateBar {
  const bar: Omit<GateBar, 'outcome' | 'reason' | 'fix'> = {
    ...emptyBar(contractBar),
    label: 'Contract',
    kind: 'contract',
    chosen: 'named',
  };
  const again = `janus-bench check --target ${target} --format json --output contract.json`;
  if (contract === undefined) {
    const fix = `make one with \`${again}\` and hand it over with --check contract.json`;
    return { ...bar, outcome: 'fail', reason: 'there is no contract report', fix };
  }
  const { name, checked, failed } = contract;
  if (checked === 0) {
    return {
      ...bar,
      outcome: 'fail',
      reason: `${name} holds no check that said anything`,
      fix: `make it anew with \`${again}\``,
    };
  }
  if (failed.length > 0) {
    const fix = `\`janus-bench check --target ${target}\` says how to mend each`;
    return { ...bar, outcome: 'fail', reason: failed.join('; '), fix };
  }
  const gaps = gapsOf(contract, target);
  if (gaps.length === 0) return { ...bar, outcome: 'pass', reason: `${checked} checks`, fix: '' };
  return { ...bar, outcome: 'inconclusive', reason: gaps.join('; '), fix: `make it anew with \`${again}\`` };
}

/** What a report without a failed check says nothing about. */
function gapsOf({ name, target, checked, leftOut = 0 }: ContractFacts, measured: string): readonly string[] {
  return [
    ...(target === measured ? [] : [`${name} is about ${target}, not about ${measured}`]),
    ...(leftOut === 0 ? [] : [`${name} holds ${checked} checks and leaves ${leftOut} out`]),
  ];
}

/** What should be read with a contract report. */
export function contractNotes(
  contract: ContractFacts | undefined,
  { target: { url }, run }: RunResult,
): readonly string[] {
  if (contract === undefined) return [];
  const { name, target, startedAt } = contract;
  const apartMs = startedAt === undefined ? 0 : Math.abs(Date.parse(run.startedAt) - Date.parse(startedAt));
  return [
    ...(target === url ? [] : [`${name} is about ${target}, the run about ${url}.`]),
    ...(apartMs > dayMs ? [`${name} and the run were made ${Math.floor(apartMs / dayMs)} days apart.`] : []),
  ];
}

const dayMs = 86_400_000;
