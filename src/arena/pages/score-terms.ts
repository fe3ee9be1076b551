import { formatScore } from '../../report/words.js';
import type { AgentScore } from '../rank/agent-score.js';
import { arenaRank } from '../rank/rank-profile.js';

export interface ScoreTerm {
  readonly label: string;
  /** 0-1. */
  readonly share: number;
  /** Of 100. */
  readonly value: string;
  readonly weight: string;
}

const labels = {
  quality: 'Quality',
  speed: 'Speed',
  cost: 'Cost',
  tokens: 'Tokens',
  reliability: 'Reliability',
} as const;

const parts = ['quality', 'speed', 'cost', 'tokens', 'reliability'] as const;

/** The five parts of a score, each with its weight. */
export function scoreTerms(score: AgentScore): readonly ScoreTerm[] {
  return parts.map((part) => ({
    label: labels[part],
    share: score[part],
    value: formatScore(100 * score[part]),
    weight: `${Math.round(arenaRank.weights[part] * 100)} %`,
  }));
}
