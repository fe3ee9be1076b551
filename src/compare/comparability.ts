import { canonicalJson } from '../lib/canonical-json.js';
import type { Json } from '../lib/json.js';
import { formatShare } from '../lib/quantity.js';
import type { RunResult } from '../results/run-result.js';
import type { NamedRun } from './compared-run.js';

/** Settings that shape what was measured (METHODOLOGY section 6), and what a sentence calls them. */
export const shapingSettings: Readonly<Record<string, string>> = {
  rate: 'rates of arrival',
  arrivals: 'ways of arrival',
  durationMs: 'times of arrival',
  rampMs: 'ramps',
  requests: 'numbers of requests (--requests)',
  connections: 'ways to connect (--connections)',
  timeoutFirstMs: 'timeouts of the first output',
  timeoutIdleMs: 'timeouts of silence',
  timeoutMs: 'timeouts of an attempt',
  retry: 'numbers of tries',
  temperature: 'temperatures',
  maxTokens: 'limits of tokens (--max-tokens)',
  body: 'further members of the request body',
};

/**
 * Every reason why the two runs cannot be compared, one sentence each, both values in it; none: they can be. Variants
 * need no look of their own: suite and seed decide them.
 */
export function obstaclesBetween(base: NamedRun, candidate: NamedRun): readonly string[] {
  const [then, now] = [base.result, candidate.result];
  const differ = (what: string, of: (result: RunResult) => string) => {
    const [left, right] = [of(then), of(now)];
    return left === right
      ? []
      : [`the ${what} differ: ${left} in ${base.name}, ${right} in ${candidate.name}`];
  };
  return [
    ...differ('suites', ({ suite }) => `${suite.name} ${suite.version} (${suite.digest.slice(0, 12)})`),
    ...differ('seeds', ({ run }) => run.seed),
    ...differ('score profiles', ({ profile }) => profileName(profile)),
    ...differ('judges', judgeName),
    ...differ('repeats', ({ run }) => String(run.repeat)),
    ...differ('concurrencies', ({ run }) => String(run.concurrency)),
    ...Object.entries(shapingSettings).flatMap(([key, what]) =>
      bothSay(then, now, key) ? differ(what, (result) => settingText(result, key)) : [],
    ),
    ...notApplied(base, candidate),
    ...[base, candidate].flatMap(unfit),
  ];
}

function profileName({ id, version, digest }: RunResult['profile']): string {
  return `${id} ${version} (${digest.slice(0, 12)})`;
}

function judgeName({ judge }: RunResult): string {
  return judge === null ? 'none' : `${judge.model} (prompt ${judge.promptSha256.slice(0, 12)})`;
}

/** A setting that an older version did not record cannot be said to differ. */
function bothSay(then: RunResult, now: RunResult, key: string): boolean {
  return [then, now].every(({ run }) => run.settings[key] !== undefined);
}

function settingText({ run }: RunResult, key: string): string {
  const value: Json = run.settings[key]?.value ?? null;
  if (value === null) return 'none';
  const unit = key.endsWith('Ms') ? ' ms' : '';
  return typeof value === 'object' ? canonicalJson(value) : `${value}${unit}`;
}

/**
 * What one run graded and the other could not, for want of what a user allows or brings (custom graders, say): their
 * qualities are means over different criteria. Runs of different tasks may well differ here.
 */
function notApplied(base: NamedRun, candidate: NamedRun): readonly string[] {
  const [then, now] = [base.result, candidate.result];
  const isSameAllowed =
    bothSay(then, now, customGraders) && settingText(then, customGraders) === settingText(now, customGraders);
  // A failed attempt is graded whole, as 0, so shares of n/a may differ by the miner's own doing.
  if (isSameAllowed || !isSameSelection(then, now)) return [];
  const [left, right] = [notAppliedShare(then), notAppliedShare(now)];
  if (left > nothingMuch === right > nothingMuch) return [];
  return [
    `criteria that were not applied (n/a) differ: ${formatShare(left)} of the grading weight in ${base.name}, ${formatShare(right)} in ${candidate.name}; was --custom-graders there in one alone?`,
  ];
}

const customGraders = 'customGraders';
const nothingMuch = 1e-6;

/** Of the attempts that were made. */
function notAppliedShare({ coverage, attempts, run }: RunResult): number {
  const made = run.plannedAttempts === 0 ? 0 : attempts.length / run.plannedAttempts;
  return Math.max(0, made - coverage.share - coverage.errorShare);
}

function isSameSelection({ tasks }: RunResult, { tasks: others }: RunResult): boolean {
  const ids = new Set(tasks.map(({ id }) => id));
  return tasks.length === others.length && others.every(({ id }) => ids.has(id));
}

function unfit({ name, result: { validity, attempts } }: NamedRun): readonly string[] {
  if (attempts.length === 0) return [`${name} holds no attempt`];
  return validity.status === 'invalid' ? [`${name} is invalid: ${validity.reasons.join('; ')}`] : [];
}
