import { rngFrom } from '../lib/rng.js';

export const arrivalKinds = ['constant', 'poisson'] as const;
export type ArrivalKind = (typeof arrivalKinds)[number];

/** What an open loop was asked for. */
export interface OpenLoad {
  /** Attempts a second, once the ramp is over. */
  readonly rate: number;
  readonly arrivals: ArrivalKind;
  /** The rate grows in a straight line from 0 over this time, ms; 0: it is there at once. */
  readonly rampMs: number;
  /** How long attempts arrive (ms), or how many. */
  readonly until: { readonly durationMs: number } | { readonly attempts: number };
}

/** When attempts are due, decided before anything is sent. */
export interface ArrivalList {
  /** Ascending, ms since the load began. */
  readonly arrivalsMs: readonly number[];
  /** How long the list lasts: as asked, else until the attempt after its last would have been due at this rate. */
  readonly windowMs: number;
}

/**
 * The arrival list of an open loop; the same seed gives the same list. With L(t) attempts expected by t, the k-th constant
 * arrival is where L reaches k. Poisson arrivals are a unit-rate process carried through the inverse of L (time rescaling;
 * Cinlar 1975): memoryless at a constant rate, and of the right intensity within the ramp.
 */
export function drawArrivals(load: OpenLoad, seed: string): ArrivalList {
  const expected = load.arrivals === 'constant' ? countUp() : unitPoisson(seed);
  const arrivalsMs: number[] = [];
  if ('attempts' in load.until) {
    while (arrivalsMs.length < load.until.attempts) arrivalsMs.push(timeOf(expected(), load));
    const lastMs = arrivalsMs.at(-1) ?? 0;
    return { arrivalsMs, windowMs: Math.max(lastMs, timeOf(load.until.attempts, load)) };
  }
  const { durationMs } = load.until;
  for (let atMs = timeOf(expected(), load); atMs < durationMs - slackMs; atMs = timeOf(expected(), load))
    arrivalsMs.push(atMs);
  return { arrivalsMs, windowMs: durationMs };
}

/** How many attempts a time holds on average, to be refused before a list of them is made. */
export function expectedAttempts({ rate, rampMs, until }: OpenLoad): number {
  if ('attempts' in until) return until.attempts;
  const { durationMs } = until;
  const lostMs = durationMs < rampMs ? durationMs - durationMs ** 2 / (2 * rampMs) : rampMs / 2;
  return (rate * (durationMs - lostMs)) / 1_000;
}

/** Absorbs the last bit of 6,000 x (1 / 200), which would add an arrival at the very end. */
const slackMs = 1e-6;

/** ms at which `count` attempts are expected: the inverse of L. */
function timeOf(count: number, { rate, rampMs }: OpenLoad): number {
  const perMs = rate / 1_000;
  const inRamp = (perMs * rampMs) / 2;
  if (count < inRamp) return Math.sqrt((2 * rampMs * count) / perMs);
  return rampMs + (count - inRamp) / perMs;
}

function countUp(): () => number {
  let count = -1;
  return () => (count += 1);
}

function unitPoisson(seed: string): () => number {
  const rng = rngFrom(seed, 'arrivals');
  let sum = 0;
  return () => (sum += -Math.log(1 - rng.next()));
}
