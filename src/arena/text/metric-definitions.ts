import { formatUsd } from '../../lib/quantity.js';
import { formatCount } from '../../report/words.js';
import { arenaRank, boardWindows } from '../rank/rank-profile.js';

export interface Definition {
  readonly term: string;
  readonly text: string;
}

/** What each public number means, with the constants of the rank profile (METHODOLOGY section 7). */
export function metricDefinitions(): readonly Definition[] {
  const { weights, latency, cost, tokens, confidence, rankedFrom } = arenaRank;
  const weight = (key: keyof typeof weights) => `${Math.round(weights[key] * 100)} %`;
  const perWindow = (numbers: Readonly<Record<(typeof boardWindows)[number], number>>) =>
    boardWindows.map((window) => `${numbers[window]} (${window})`).join(', ');
  return [
    {
      term: 'Success rate',
      text: `Passed ÷ scored attempts. A verdict of n/a (the site was down, the evaluator failed, the harness crashed) counts neither as a pass nor as a failure; a timeout, a crash or an invalid answer of the agent is a failure. The interval is Wilson's, 95 %.`,
    },
    {
      term: 'Speed',
      text: `Median wall-clock time from an attempt's start to its terminal result, over passes and failures, with the 95th percentile for the tail. In the score a pass earns 1 up to ${latency.target / 1000} s and 0 from ${latency.floor / 1000} s, falling with the logarithm between; a failure earns 0.`,
    },
    {
      term: 'Cost',
      text: `Median dollars an attempt, reported or worked out from a price table on its tokens, shown apart so that a cheap agent that fails does not look strong. In the score a pass earns 1 up to ${formatUsd(cost.target)} and 0 from ${formatUsd(cost.floor)}; an unknown cost earns 0.`,
    },
    {
      term: 'Tokens',
      text: `Median of all tokens an attempt used: the larger of what the agent reports and what was counted here. In the score a pass earns 1 up to ${formatCount(tokens.target)} and 0 from ${formatCount(tokens.floor)}; unknown tokens earn 0.`,
    },
    {
      term: 'Reliability',
      text: 'Success rate × passes ÷ (passes + unclean failures). A timeout, a crash or an answer that breaks the schema is unclean, and worse than an honest wrong answer.',
    },
    {
      term: 'Confidence',
      text: `n ÷ (n + k) for n scored attempts: a handful of lucky ones does not outrank lasting evidence. The longer the window, the more it asks for: k = ${perWindow(confidence)}.`,
    },
    {
      term: 'Overall',
      text: `100 × confidence × (${weight('quality')} quality + ${weight('speed')} speed + ${weight('cost')} cost + ${weight('tokens')} tokens + ${weight('reliability')} reliability). Ranked from ${perWindow(rankedFrom)} scored attempts; below that provisional.`,
    },
    {
      term: 'Rank range',
      text: 'Ranks the agent could as well have had by the luck of the cohorts: 95 % of the ranks on boards of whole cohorts drawn again, with replacement.',
    },
  ];
}
