import type { CalibratedLoad, CalibratedShape, Calibration } from '../results/calibration.js';

/**
 * What a stamp may be off by. The shortest anchor of the score profile is 300 ms (TTFT): 3 ms are a hundredth of it and
 * cost at most 0.06 points of Speed, 30 ms a tenth.
 */
export const verdictLimits = {
  p50Ms: { good: 1, usable: 10 },
  p99Ms: { good: 3, usable: 30 },
  /** Loads up to this many streams decide about the machine; more is for load tests, which name their own limit. */
  streams: 32,
} as const;

type Verdict = Calibration['verdict'];

interface Finding {
  readonly verdict: Exclude<Verdict, 'good'>;
  readonly reason: string;
}

/** Whether this machine can be trusted with a measurement. The worst finding decides. */
export function verdictOf({
  loads,
  shapes,
}: Pick<Calibration, 'loads' | 'shapes'>): Pick<Calibration, 'verdict' | 'reasons' | 'goodUpTo'> {
  const deciding = loads.filter(({ streams }) => streams <= verdictLimits.streams);
  const findings = [
    ...loads.flatMap(lostFindings),
    ...(deciding.length === 0 ? loads : deciding).flatMap(errorFindings),
    ...shapes.filter(({ correct }) => !correct).map(wrongShape),
  ];
  const isUnfit = findings.some(({ verdict }) => verdict === 'unfit');
  const good = loads.filter((load) => load.product.lost === 0 && errorFindings(load).length === 0);
  const firstBad = Math.min(...loads.filter((load) => !good.includes(load)).map(({ streams }) => streams));
  return {
    verdict: isUnfit ? 'unfit' : findings.length > 0 ? 'usable' : 'good',
    reasons: findings.map(({ reason }) => reason),
    goodUpTo: Math.max(0, ...good.map(({ streams }) => streams).filter((streams) => streams < firstBad)),
  };
}

function lostFindings({ streams, product }: CalibratedLoad): readonly Finding[] {
  if (product.lost === 0) return [];
  return [{ verdict: 'unfit', reason: `${product.lost} events were lost at ${streamsIn(streams)}` }];
}

function errorFindings({ streams, product }: CalibratedLoad): readonly Finding[] {
  return (['p50Ms', 'p99Ms'] as const).flatMap((name) => {
    const { good, usable } = verdictLimits[name];
    const found = product[name];
    if (found <= good) return [];
    const limit = found > usable ? usable : good;
    return {
      verdict: found > usable ? ('unfit' as const) : ('usable' as const),
      reason: `stamps are ${rounded(found)} ms off (${name.replace('Ms', '')}) at ${streamsIn(streams)}, limit ${limit} ms`,
    };
  });
}

function wrongShape({ title, outcome, lost }: CalibratedShape): Finding {
  const what = lost > 0 ? `${lost} events lost` : `outcome ${outcome}`;
  return { verdict: 'unfit', reason: `the script "${title}" was read wrongly: ${what}` };
}

/** How close the product must stay to the bare reader; docs/performance.md says where it does. */
export const barLimits = {
  p50: { factor: 1.5, plusMs: 0.1 },
  p99: { factor: 1.5, plusMs: 0.5 },
  cpu: { factor: 2, fromStreams: 32 },
  burning: { factor: 1.25, plusMs: 0.1 },
} as const;

export function barsOf({
  streams,
  product,
  bare,
  burning,
}: Pick<CalibratedLoad, 'streams' | 'product' | 'bare' | 'burning'>): CalibratedLoad['bars'] {
  const { p50, p99, cpu, burning: burn } = barLimits;
  const cpuLimit = cpu.factor * bare.cpuPerEventUs;
  return [
    msBar('p50 error', product.p50Ms, Math.max(p50.factor * bare.p50Ms, bare.p50Ms + p50.plusMs)),
    msBar('p99 error', product.p99Ms, Math.max(p99.factor * bare.p99Ms, bare.p99Ms + p99.plusMs)),
    ...(streams < cpu.fromStreams
      ? []
      : [
          {
            name: 'CPU per event',
            met: product.cpuPerEventUs <= cpuLimit,
            found: `${rounded(product.cpuPerEventUs)} µs`,
            limit: `${rounded(cpuLimit)} µs`,
          },
        ]),
    { name: 'lost events', met: product.lost === 0, found: String(product.lost), limit: '0' },
    ...(burning === null
      ? []
      : [msBar('p90 error, main thread busy', burning.p90Ms, burn.factor * product.p90Ms + burn.plusMs)]),
  ];
}

function msBar(name: string, foundMs: number, limitMs: number): CalibratedLoad['bars'][number] {
  return {
    name,
    met: foundMs <= limitMs,
    found: `${rounded(foundMs)} ms`,
    limit: `${rounded(limitMs)} ms`,
  };
}

function streamsIn(count: number): string {
  return count === 1 ? '1 stream' : `${count} streams`;
}

/** For a sentence: three significant digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
