import type { Json } from '../lib/json.js';
import { difference } from './same-json.js';

/** One call as the miner made it. */
export interface MadeCall {
  readonly exchange: number;
  /** Index among the exchange's calls. */
  readonly index: number;
  readonly name: string;
  readonly arguments: Json;
}

/** One call the task wants; `count` has been spread out. */
export interface WantedCall {
  readonly name: string;
  /** Absent: any arguments. */
  readonly arguments?: Readonly<Record<string, Json>> | undefined;
  readonly ordered: boolean;
}

export interface Matching {
  /** `made[i]` is the call that met `wanted[i]`. */
  readonly made: readonly (MadeCall | undefined)[];
  /** Calls that met nothing, in the order they were made. */
  readonly extra: readonly MadeCall[];
}

export function meets(call: MadeCall, wanted: WantedCall): boolean {
  if (call.name !== wanted.name) return false;
  return wanted.arguments === undefined || difference(call.arguments, wanted.arguments) === undefined;
}

/**
 * Gives each wanted call one made call. Wishes with arguments choose before wishes without, and each takes the earliest
 * call that is free, so that a repeated wish takes repeated calls in order.
 */
export function matchCalls(calls: readonly MadeCall[], wanted: readonly WantedCall[]): Matching {
  const free = new Set(calls);
  const made = new Map<WantedCall, MadeCall>();
  const byNeed = [...wanted].sort(
    (left, right) => Number(left.arguments === undefined) - Number(right.arguments === undefined),
  );
  for (const wish of byNeed) {
    const call = [...free].find((candidate) => meets(candidate, wish));
    if (call === undefined) continue;
    free.delete(call);
    made.set(wish, call);
  }
  return { made: wanted.map((wish) => made.get(wish)), extra: calls.filter((call) => free.has(call)) };
}
