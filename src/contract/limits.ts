/** What the contract (METHODOLOGY section 8) asks of a miner. Data, so that a test can ask for less time. */
export interface ContractLimits {
  readonly readyMs: number;
  readonly healthP95Ms: number;
  /** How many times `/health` is asked for its percentile. */
  readonly healthSamples: number;
  readonly ttft: Graded;
  readonly silence: Graded;
  /** Keep-alives beyond this many a second earn nothing. */
  readonly keepAlivesPerSecond: number;
  /** Share of the wait for an answer that should show work. */
  readonly density: number;
  /** Reported tokens below this share of our own count are doubted. */
  readonly usageShare: number;
  readonly longStreamMs: number;
}

/** ms. */
interface Graded {
  readonly warnMs: number;
  readonly failMs: number;
}

export const contractLimits: ContractLimits = {
  readyMs: 30_000,
  healthP95Ms: 500,
  healthSamples: 20,
  ttft: { warnMs: 2_000, failMs: 10_000 },
  silence: { warnMs: 2_000, failMs: 10_000 },
  keepAlivesPerSecond: 1,
  density: 0.5,
  usageShare: 0.7,
  longStreamMs: 300_000,
};
