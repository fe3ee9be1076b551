import { roundMs } from '../lib/clock.js';
import { inert } from '../lib/inert.js';
import { secretForms, withoutSecrets } from '../results/secret-forms.js';
import type { Check, CheckContext, CheckVerdict, Observation } from './check.js';
import type { CheckReport, Finding } from './check-report.js';
import { openContext, type CheckTools } from './open-context.js';
import type { ChosenCheck } from './select-checks.js';

export interface CheckRun {
  readonly chosen: readonly ChosenCheck[];
  readonly tools: CheckTools;
  /** The target as it may be shown. */
  readonly shownUrl: string;
  readonly onFinding?: ((finding: Finding) => void) | undefined;
}

const longestText = 800;

/**
 * Runs the checks one after the other. Rejects where this side failed or was interrupted; whatever the miner does is a
 * finding.
 */
export async function runChecks({ chosen, tools, shownUrl, onFinding }: CheckRun): Promise<CheckReport> {
  const { clock, secrets } = tools;
  const context = openContext(tools);
  const show = shownWithout(secrets);
  const startedAt = clock.wall().toISOString();
  const startMs = clock.nowMs();
  const findings: Finding[] = [];
  let isHopeless = false;
  for (const { check, isLeftOut } of chosen) {
    tools.signal.throwIfAborted();
    const checkStartMs = clock.nowMs();
    const observation = await observe(check, context, { isLeftOut, isHopeless });
    isHopeless ||= observation.isHopeless === true;
    const finding = findingOf(check, observation, { show, tookMs: clock.nowMs() - checkStartMs });
    findings.push(finding);
    onFinding?.(finding);
  }
  return {
    schema: 'janus-bench/check',
    schemaVersion: 1,
    target: show(shownUrl),
    model: show(tools.model),
    startedAt,
    tookMs: roundMs(clock.nowMs() - startMs),
    verdict: worstOf(findings),
    counts: countsOf(findings),
    findings,
  };
}

async function observe(
  check: Check,
  context: CheckContext,
  { isLeftOut, isHopeless }: { readonly isLeftOut: boolean; readonly isHopeless: boolean },
): Promise<Observation> {
  if (isLeftOut) return leftOut('it takes minutes', 'Run it with --long.');
  if (isHopeless) return leftOut('nothing answers at the target', 'Mend what the first check found.');
  return check.run(context);
}

function leftOut(came: string, fix: string): Observation {
  return { verdict: 'skip', sent: 'nothing', came, limit: 'not looked at', fix };
}

interface FindingParts {
  readonly show: (text: string) => string;
  readonly tookMs: number;
}

function findingOf(
  { id, level, title }: Check,
  { verdict, sent, came, limit, fix }: Observation,
  { show, tookMs }: FindingParts,
): Finding {
  return {
    id,
    level,
    title,
    // Only what the contract demands can break it.
    verdict: verdict === 'fail' && level !== 'must' ? 'warn' : verdict,
    sent: show(sent),
    came: show(came),
    limit: show(limit),
    fix: fix === undefined ? null : show(fix),
    tookMs: roundMs(tookMs),
  };
}

/** Secrets go first: a text that was cut could hold half of one. */
function shownWithout(secrets: readonly string[]): (text: string) => string {
  const forms = secretForms(secrets);
  return (text) => inert(withoutSecrets(text, forms), longestText);
}

function worstOf(findings: readonly Finding[]): CheckReport['verdict'] {
  const verdicts = new Set(findings.map(({ verdict }) => verdict));
  return verdicts.has('fail') ? 'fail' : verdicts.has('warn') ? 'warn' : 'pass';
}

function countsOf(findings: readonly Finding[]): CheckReport['counts'] {
  const count = (wanted: CheckVerdict) => findings.filter(({ verdict }) => verdict === wanted).length;
  return { pass: count('pass'), skip: count('skip'), warn: count('warn'), fail: count('fail') };
}
