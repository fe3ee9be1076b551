import { samplesOf } from '../../metrics/catalogue.js';
import { measuredOf } from '../../results/measured-of.js';
import type { RunResult } from '../../results/run-result.js';
import { quantile } from '../../stats/quantile.js';
import { sortSamples } from '../../stats/sorted-samples.js';
import type { HtmlDetails } from './detail-blocks.js';
import type { Distribution } from './page-data.js';

/** Points of a curve: more than a screen shows. */
const points = 400;
/** A log axis has no zero: gaps within one read of the socket are drawn here. */
const leastMs = 0.1;

/** How times were spread over ok attempts. Gaps are in the journal alone. */
export function distributionsOf(
  { attempts }: RunResult,
  details: HtmlDetails | undefined,
): readonly Distribution[] {
  const ok = attempts.filter(({ outcome }) => outcome === 'ok');
  const gaps = (details?.records ?? [])
    .filter(({ outcome }) => outcome.status === 'ok')
    .flatMap((record) => samplesOf('gapsMs', measuredOf(record)));
  return [
    distribution('ttftMs', 'attempts', present(ok.map(({ ttftMs }) => ttftMs))),
    distribution('lifecycleMs', 'attempts', present(ok.map(({ lifecycleMs }) => lifecycleMs))),
    distribution('gapsMs', 'gaps', gaps),
  ].filter((found) => found !== undefined);
}

function present(values: readonly (number | null)[]): readonly number[] {
  return values.filter((value) => value !== null);
}

function distribution(id: string, things: string, values: readonly number[]): Distribution | undefined {
  const samples = sortSamples(values);
  const n = samples.length;
  if (n < 2) return undefined;
  const count = Math.min(points, n);
  const at = (q: number) => Math.max(leastMs, quantile(samples, q) ?? leastMs);
  const share = Array.from({ length: count }, (_, index) => index / (count - 1));
  return { id, things, n, ms: share.map(at), share, p50: at(0.5), p95: at(0.95) };
}
