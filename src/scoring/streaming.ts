import { fallingLog } from './curves.js';
import type { Profile } from './profile.js';
import type { ScoredEvent, ScoredExchange } from './score-input.js';

/** What the streaming utility of one exchange is made of; utilities 0 to 1. */
export interface StreamingParts {
  /** Longest gap between marks (issue, meaningful deltas, end), ms. */
  readonly gapMs: number;
  /** Longest gap after keep-alives' relief, and at least the wait for the answer divided by 5, ms. */
  readonly effectiveGapMs: number;
  /** Longest time between any two events, issue and end included, ms. */
  readonly silenceMs: number;
  /** w: 1 while signs of life are worth something, 0 where they are spam. */
  readonly worth: number;
  readonly gap: number;
  readonly alive: number;
  readonly density: number;
  /** 0.60 gap + 0.15 alive + 0.25 density; 0 without a meaningful delta, and where the body was no stream. */
  readonly utility: number;
}

/**
 * u of one exchange (METHODOLOGY section 5, Streaming). Between two marks g is the length and h the longest part with no
 * event; effective = w max(h, g / 2) + (1 - w) g.
 */
export function streamingParts(exchange: ScoredExchange, { streaming }: Profile): StreamingParts {
  const { endMs, events, streamed, answerMs = Infinity } = exchange;
  const worth = worthOfSigns(exchange, streaming);
  const waits = longestWaits(exchange, (gapMs, partMs) => {
    const relieved = Math.max(partMs, gapMs / streaming.keepAliveMaxRelief);
    return worth * relieved + (1 - worth) * gapMs;
  });
  const waitMs = Math.min(answerMs, endMs);
  const effectiveGapMs = Math.max(waits.effectiveGapMs, waitMs / streaming.preAnswerMaxRelief);
  const parts = {
    gap: fallingLog(effectiveGapMs, streaming.gap),
    alive: worth * fallingLog(waits.silenceMs, streaming.gap),
    density: densityUntil(waitMs, events, streaming.bucket),
  };
  const { mix } = streaming;
  const utility = mix.gap * parts.gap + mix.alive * parts.alive + mix.density * parts.density;
  const counts = streamed && events.some(isMeaningful);
  return { ...waits, effectiveGapMs, worth, ...parts, utility: counts ? utility : 0 };
}

export function isMeaningful({ role, meaningful }: ScoredEvent): boolean {
  return role === 'delta' && meaningful;
}

/** 1 up to one sign a second beyond the free ones, 0 from two, linear between. */
function worthOfSigns({ events, endMs }: ScoredExchange, { freeSigns, spam }: Profile['streaming']): number {
  const signs = events.filter(({ role }) => role === 'sign').length;
  const rate = Math.max(0, signs - freeSigns) / (Math.max(endMs, spam.overAtLeastMs) / 1_000);
  return Math.min(1, Math.max(0, (spam.to - rate) / (spam.to - spam.from)));
}

function longestWaits(
  { events, endMs }: ScoredExchange,
  effectiveMs: (gapMs: number, partMs: number) => number,
): Pick<StreamingParts, 'gapMs' | 'effectiveGapMs' | 'silenceMs'> {
  const longest = { gapMs: 0, effectiveGapMs: 0, silenceMs: 0 };
  let [markMs, eventMs, partMs] = [0, 0, 0];
  function pass(atMs: number, isMark: boolean): void {
    partMs = Math.max(partMs, atMs - eventMs);
    longest.silenceMs = Math.max(longest.silenceMs, atMs - eventMs);
    eventMs = atMs;
    if (!isMark) return;
    longest.gapMs = Math.max(longest.gapMs, atMs - markMs);
    longest.effectiveGapMs = Math.max(longest.effectiveGapMs, effectiveMs(atMs - markMs, partMs));
    [markMs, partMs] = [atMs, 0];
  }
  for (const event of events) pass(event.atMs, isMeaningful(event));
  pass(endMs, true);
  return longest;
}

/**
 * Share of the wait for the answer that showed work: [2 s, t) is cut into buckets of 2 s, filled by at least 3 new
 * tokens of reasoning, which is all output before the answer; 1 - unfilled time / t. 1 where t is within 2 s.
 */
function densityUntil(
  waitMs: number,
  events: readonly ScoredEvent[],
  { ms, tokens }: Profile['streaming']['bucket'],
): number {
  if (waitMs <= ms) return 1;
  const filled = new Map<number, number>();
  for (const event of events) {
    if (!isMeaningful(event) || event.atMs < ms || event.atMs >= waitMs) continue;
    const bucket = Math.floor(event.atMs / ms);
    filled.set(bucket, (filled.get(bucket) ?? 0) + event.tokens);
  }
  let filledMs = 0;
  for (const [bucket, count] of filled) {
    if (count >= tokens) filledMs += Math.min(waitMs, (bucket + 1) * ms) - bucket * ms;
  }
  return (ms + filledMs) / waitMs;
}
