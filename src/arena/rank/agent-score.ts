import type { Interval } from '../../stats/interval.js';
import { wilsonInterval } from '../../stats/wilson-interval.js';
import type { AgentTally } from './agent-tally.js';
import { arenaRank, type BoardWindow } from './rank-profile.js';

/** An agent's standing in a window. Shares are 0-1, `overall` 0 to under 100. */
export interface AgentScore {
  readonly quality: number;
  readonly speed: number;
  readonly cost: number;
  readonly tokens: number;
  readonly reliability: number;
  readonly blend: number;
  readonly confidence: number;
  readonly overall: number;
  /** 95 % Wilson interval of the success rate; undefined: nothing was scored. */
  readonly success: Interval | undefined;
}

/**
 * quality = s/n, speed, cost and tokens = sum over passes of L / n, reliability = (s/n) s/(s + u);
 * overall = 100 x blend x n/(n + k). Nothing scored: all 0.
 */
export function scoreAgent(tally: AgentTally, window: BoardWindow): AgentScore {
  const { scored, passed, unclean } = tally;
  const perScored = (sum: number) => (scored === 0 ? 0 : sum / scored);
  const quality = perScored(passed);
  const parts = {
    quality,
    speed: perScored(tally.speed),
    cost: perScored(tally.cost),
    tokens: perScored(tally.tokens),
    reliability: passed === 0 ? 0 : (quality * passed) / (passed + unclean),
  };
  const { weights } = arenaRank;
  const blend =
    weights.quality * parts.quality +
    weights.speed * parts.speed +
    weights.cost * parts.cost +
    weights.tokens * parts.tokens +
    weights.reliability * parts.reliability;
  const confidence = scored / (scored + arenaRank.confidence[window]);
  return {
    ...parts,
    blend,
    confidence,
    overall: 100 * blend * confidence,
    success: wilsonInterval(passed, scored),
  };
}
