/** What a system did under one load. */
export interface LoadPoint {
  /** Requests under way at a time. */
  readonly load: number;
  /** Requests completed a second. */
  readonly throughput: number;
  /** Time one of them took, any unit. Undefined: none completed. */
  readonly latency: number | undefined;
}

/**
 * Index of the knee: the load with the greatest power, throughput / latency (Kleinrock 1979). Below it more load buys
 * throughput, beyond it waiting. Undefined where the power never falls again: the knee was not reached.
 */
export function knee(points: readonly LoadPoint[]): number | undefined {
  const powers = points.map(powerOf);
  const greatest = powers.reduce((best, power) => Math.max(best, power), 0);
  const at = powers.indexOf(greatest);
  return greatest > 0 && at < points.length - 1 ? at : undefined;
}

function powerOf({ throughput, latency }: LoadPoint): number {
  return latency === undefined || latency <= 0 ? 0 : throughput / latency;
}
