import { lifecycleMs } from './latency.js';
import type { MeasuredAttempt, TokenPair } from './measured.js';
import { ownCompletionTokens, ownPromptTokens, reportedCalls, reportedTokens } from './tokens.js';

/** Reference dollars: what an attempt would have cost at one common price list, whoever really paid what. */
export const referencePrices = {
  usdPerMillionIn: 0.3,
  usdPerMillionOut: 1.2,
  usdPerCall: 0.0002,
  usdPerComputeSecond: 0.00005,
} as const;
export type Prices = Readonly<Record<keyof typeof referencePrices, number>>;

/** What an attempt used, by every source there is. */
export interface Consumption {
  readonly exchanges: number;
  readonly lifecycleMs: number;
  readonly tokens: {
    readonly own: TokenPair;
    readonly reported?: TokenPair | undefined;
    readonly metered?: TokenPair | undefined;
  };
  readonly calls: { readonly reported?: number | undefined; readonly metered?: number | undefined };
  readonly computeSeconds: { readonly metered?: number | undefined };
}

/**
 * kappa, US dollars: in x price + out x price + calls x price + compute seconds x price.
 * Tokens: metered, else reported, but never less than our own count, in and out each by itself (usage booked elsewhere
 * must not help). Calls: metered, else reported, at
 * least one an exchange. Compute: metered CPU seconds, else the lifecycle.
 */
export function referenceCostUsd(used: Consumption, prices: Prices): number {
  const { own, metered, reported } = used.tokens;
  const counted = metered ?? reported;
  const tokens = { in: Math.max(counted?.in ?? 0, own.in), out: Math.max(counted?.out ?? 0, own.out) };
  const calls = used.calls.metered ?? Math.max(used.calls.reported ?? 0, used.exchanges);
  const computeSeconds = used.computeSeconds.metered ?? used.lifecycleMs / 1_000;
  return (
    (tokens.in * prices.usdPerMillionIn + tokens.out * prices.usdPerMillionOut) / 1e6 +
    calls * prices.usdPerCall +
    computeSeconds * prices.usdPerComputeSecond
  );
}

/** Reported less than this share of our own count, in or out: somebody counts wrong, and the cost is an estimate. */
export const underReportedBelow = 0.7;

export function isUnderReported(
  { own, reported }: Consumption['tokens'],
  tolerance: number = underReportedBelow,
): boolean {
  if (reported === undefined) return false;
  return reported.in < tolerance * own.in || reported.out < tolerance * own.out;
}

/** Reference dollars of an attempt; an estimate from our own count where usage is missing. */
export function costUsd(attempt: MeasuredAttempt): number | undefined {
  const used = consumptionOf(attempt);
  return used && referenceCostUsd(used, referencePrices);
}

/** Undefined: no exchange took place. */
export function consumptionOf(attempt: MeasuredAttempt): Consumption | undefined {
  const [sent, received] = [ownPromptTokens(attempt), ownCompletionTokens(attempt)];
  const lifetimeMs = lifecycleMs(attempt);
  if (sent === undefined || received === undefined || lifetimeMs === undefined) return undefined;
  const { metered = {} } = attempt;
  const meteredTokens =
    metered.in === undefined || metered.out === undefined ? undefined : { in: metered.in, out: metered.out };
  return {
    exchanges: attempt.exchanges.length,
    lifecycleMs: lifetimeMs,
    tokens: { own: { in: sent, out: received }, reported: reportedTokens(attempt), metered: meteredTokens },
    calls: { reported: reportedCalls(attempt), metered: metered.calls },
    computeSeconds: { metered: metered.cpuSeconds },
  };
}
