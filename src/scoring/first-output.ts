import type { Profile } from './profile.js';
import type { ScoredExchange } from './score-input.js';
import { isMeaningful } from './streaming.js';

/**
 * When output began for good, ms: the least, over meaningful deltas, of its time + 1.5 x what the gap after it has over
 * 2 s, the gap after the last one running to the end. A token sent ahead of a silence gains nothing. Infinity: none.
 */
export function sustainedMs({ events, endMs }: ScoredExchange, { sustain }: Profile): number {
  const deltasMs = events.filter(isMeaningful).map(({ atMs }) => atMs);
  return deltasMs.reduce((least, atMs, index) => {
    const gapMs = (deltasMs[index + 1] ?? endMs) - atMs;
    return Math.min(least, atMs + sustain.penalty * Math.max(0, gapMs - sustain.freeGapMs));
  }, Infinity);
}

/** `first` of one exchange, ms: sustained output, at the earliest a quarter of the wait for the answer (or for the end). */
export function firstMs(exchange: ScoredExchange, profile: Profile): number {
  const { answerMs = exchange.endMs } = exchange;
  return Math.max(sustainedMs(exchange, profile), answerMs / profile.firstPerAnswer);
}
