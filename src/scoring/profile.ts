import { digestOf } from '../lib/digest.js';
import { referencePrices, underReportedBelow } from '../metrics/cost.js';

/**
 * Every constant of `janus-composite@1.0.0` (METHODOLOGY section 5), times in ms. Data: its digest is in every result,
 * and another number is another version.
 */
export const janusComposite = {
  id: 'janus-composite',
  version: '1.0.0',
  weights: { quality: 0.45, speed: 0.2, cost: 0.15, streaming: 0.1, modality: 0.1 },
  /** Quality from which a correct answer earns efficiency. */
  passThreshold: 0.5,
  classTargetMs: { chat: 3_000, coding: 8_000, research: 15_000, agentic: 30_000, multimodal: 6_000 },
  classTargetUsd: { chat: 0.001, coding: 0.002, research: 0.006, agentic: 0.015, multimodal: 0.004 },
  /** ms. */
  first: { target: 300, floor: 10_000 },
  /** A first delta counts only as far as output keeps coming: later gaps over this push it back. */
  sustain: { freeGapMs: 2_000, penalty: 1.5 },
  /** The first delta never counts as earlier than the answer's start divided by this. */
  firstPerAnswer: 4,
  /** Multiples of the class's target time. */
  answer: { target: 0.1, floor: 5 },
  /** Multiples of the class's target time. */
  lifecycle: { target: 0.2, floor: 10 },
  /** Parts of the total weight, attempts from fast to slow. */
  bands: { middle: { from: 0.25, to: 0.75 }, tail: { from: 0.9, to: 1 } },
  speedMix: { first: 0.4, middle: 0.5, tail: 0.1 },
  prices: referencePrices,
  /** Multiples of the class's target price. */
  cost: { target: 0.25, floor: 20, underReportedBelow },
  streaming: {
    /** ms. */
    gap: { target: 2_000, floor: 10_000 },
    /** Keep-alives shorten a gap to a half at the most. */
    keepAliveMaxRelief: 2,
    /** Reasoning shortens the wait for the answer to a fifth at the most. */
    preAnswerMaxRelief: 5,
    /** Signs a stream has by right (role, empty, usage), and the rates where more stop counting, 1/s. */
    freeSigns: 3,
    spam: { from: 1, to: 2, overAtLeastMs: 2_000 },
    bucket: { ms: 2_000, tokens: 3 },
    mix: { gap: 0.6, alive: 0.15, density: 0.25 },
  },
  interval: { confidence: 0.95, replicates: 2_000, fewestTasks: 5 },
};

export type Profile = Readonly<typeof janusComposite>;

/** SHA-256 of the profile's canonical JSON. */
export function profileDigest(profile: Profile): string {
  return digestOf(profile);
}

/** What a task of the class is held to, for one exchange. RangeError on a class the profile does not know. */
export function classTargets(
  profile: Profile,
  name: string,
): { readonly latencyMs: number; readonly costUsd: number } {
  if (!isClass(profile, name)) throw new RangeError(`${profile.id} knows no task class "${name}"`);
  return { latencyMs: profile.classTargetMs[name], costUsd: profile.classTargetUsd[name] };
}

function isClass(profile: Profile, name: string): name is keyof Profile['classTargetMs'] {
  return Object.hasOwn(profile.classTargetMs, name) && Object.hasOwn(profile.classTargetUsd, name);
}
