import { brokenTerms, type SloTerm } from '../metrics/slo.js';
import { perSecond, spanOf, type LoadRun } from './load-facts.js';
import { measuredOf } from './measured-of.js';
import type { RunResult } from './run-result.js';

/**
 * What kept the service level objective, of all that was asked: what failed stands in the denominator, faults of ours and
 * `n_a` do not. Null: no objective was given.
 */
export function goodputOf(run: LoadRun): RunResult['goodput'] {
  const { slo } = run.header;
  if (slo === undefined) return null;
  const counted = run.records.filter(
    ({ outcome: { status } }) => status === 'ok' || status === 'miner_error',
  );
  const ok = counted.filter(({ outcome }) => outcome.status === 'ok');
  const broken = ok.map((record) => brokenTerms(measuredOf(record), slo));
  const good = broken.filter(({ length }) => length === 0).length;
  const missedBy = (term: SloTerm) => broken.filter((terms) => terms.includes(term)).length;
  return {
    slo: { ttftMs: slo.ttft ?? null, latencyMs: slo.latency ?? null, gapMs: slo.gap ?? null },
    good,
    counted: counted.length,
    share: counted.length === 0 ? null : good / counted.length,
    goodPerSecond: perSecond(good, spanOf(run)),
    missed: {
      failed: counted.length - ok.length,
      ttft: missedBy('ttft'),
      latency: missedBy('latency'),
      gap: missedBy('gap'),
    },
  };
}
