import type { RunResult } from '../results/run-result.js';
import type { Fact } from './view-facts.js';
import { formatMs, formatShare } from '../lib/quantity.js';
import { counted, formatRate, nothing } from './words.js';

/** Delivered within this share of what was scheduled is as good as all. */
const asGoodAsAll = 0.995;

/** How fast attempts were made, how well the schedule was kept, and how much of it was of use. */
export function loadFacts(result: RunResult): readonly Fact[] {
  const { run, load, goodput } = result;
  const isPlain = load.open === null && run.concurrency === 1;
  return [
    ...(load.open === null ? [] : openLoopFacts(result, load.open)),
    ...(isPlain ? [] : throughputFacts(load)),
    ...(goodput === null ? [] : [goodputFact(goodput)]),
  ];
}

function openLoopFacts({ run }: RunResult, open: NonNullable<RunResult['load']['open']>): readonly Fact[] {
  const { rate, arrivals, rampMs, windowMs, scheduledPerSecond, deliveredPerSecond } = open;
  const { lagP50Ms, lagP99Ms, lagMaxMs } = open;
  const ramp = rampMs === 0 ? '' : `, ${formatMs(rampMs)} ramp`;
  const asked = `${formatRate(rate)} requested (${arrivals}${ramp})`;
  const list = `${counted(run.plannedAttempts, 'arrival')} in ${formatMs(windowMs)} (${formatRate(scheduledPerSecond)})`;
  const isDelivered = deliveredPerSecond !== null && deliveredPerSecond >= asGoodAsAll * scheduledPerSecond;
  const delivered =
    deliveredPerSecond === null ? 'not delivered whole' : `${formatRate(deliveredPerSecond)} delivered`;
  const late = (ms: number | null) => (ms === null ? nothing : formatMs(Math.max(0, ms)));
  return [
    { label: 'Rate', text: `${asked}: ${list}; ${delivered}`, level: isDelivered ? 'good' : 'warn' },
    {
      label: 'Lateness',
      text: `p50 ${late(lagP50Ms)}, p99 ${late(lagP99Ms)}, max ${late(lagMaxMs)}`,
      level: 'plain',
    },
  ];
}

function throughputFacts({ okPerSecond, tokensPerSecond, spanMs }: RunResult['load']): readonly Fact[] {
  if (okPerSecond === null || spanMs === null) return [];
  const tokens = tokensPerSecond === null ? 'not reported' : formatRate(tokensPerSecond);
  const text = `ok attempts ${formatRate(okPerSecond)}, tokens ${tokens}, over ${formatMs(spanMs)}`;
  return [{ label: 'Throughput', text, level: 'plain' }];
}

function goodputFact({
  slo,
  good,
  counted: all,
  share,
  goodPerSecond,
  missed,
}: NonNullable<RunResult['goodput']>): Fact {
  const terms = [
    slo.ttftMs === null ? '' : `TTFT ${formatMs(slo.ttftMs)}`,
    slo.latencyMs === null ? '' : `latency ${formatMs(slo.latencyMs)}`,
    slo.gapMs === null ? '' : `gaps ${formatMs(slo.gapMs)}`,
  ].filter((term) => term !== '');
  const misses = Object.entries(missed)
    .filter(([, count]) => count > 0)
    .map(([term, count]) => (term === 'failed' ? `${count} failed` : `${count} over in ${term}`));
  const pace = goodPerSecond === null ? '' : `, ${formatRate(goodPerSecond)}`;
  const shown = share === null ? nothing : formatShare(share);
  return {
    label: 'Goodput',
    text: `${shown} (${good} of ${all}${pace}) within ${terms.join(', ')}${misses.length === 0 ? '' : `; ${misses.join(', ')}`}`,
    level: good === all ? 'good' : 'warn',
  };
}
