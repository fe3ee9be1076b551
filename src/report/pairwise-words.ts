import type { Pairwise } from '../compare/pairwise.js';
import { inert } from '../lib/inert.js';
import { formatShare, formatUsd } from '../lib/quantity.js';
import { formatP } from './comparison-words.js';
import { counted, formatCount } from './words.js';

export interface PairwiseLine {
  readonly label: string;
  readonly text: string;
}

/** What a judge preferred, as labelled sentences; none where it was not asked. */
export function pairwiseLines(pairwise: Pairwise | undefined): readonly PairwiseLine[] {
  if (pairwise === undefined) return [];
  const { judge } = pairwise;
  return [
    { label: 'Preferred', text: preferredText(pairwise) },
    { label: 'Answers', text: answersText(pairwise) },
    { label: 'Judge', text: `${inert(judge.model, 80)} at ${inert(judge.url, 120)}` },
    { label: 'Took', text: useText(judge.use) },
    { label: 'Note', text: 'each pair in both orders; no part of any score or gate' },
  ];
}

const verdicts = { candidate: 'the candidate', base: 'the base', undecided: 'undecided' } as const;

function preferredText({ verdict, clusters, share, interval, p }: Pairwise): string {
  const { win, tie, loss } = clusters;
  const range =
    share === null || interval === null
      ? ''
      : `; ${formatShare(share)} of those decided (95 %: ${formatShare(interval.low)} to ${formatShare(interval.high)})`;
  return `${verdicts[verdict]}: of ${counted(win + tie + loss, 'template')} ${win} for the candidate, ${loss} for the base, ${tie} even${range}, p ${formatP(p)}`;
}

function answersText({ attempts, consistent }: Pairwise): string {
  const { win, tie, loss, notCounted, unasked } = attempts;
  return [
    `${win} won, ${tie} tied, ${loss} lost`,
    ...(notCounted === 0 ? [] : [`${notCounted} not counted`]),
    ...(unasked === 0 ? [] : [`${unasked} decided without the judge`]),
    ...(consistent === null ? [] : [`the same in both orders: ${formatShare(consistent)}`]),
  ].join(', ');
}

function useText({
  calls,
  cachedVotes,
  promptTokens,
  completionTokens,
  costUsd,
}: Pairwise['judge']['use']): string {
  return [
    counted(calls, 'call'),
    `${formatCount(promptTokens)} tokens in, ${formatCount(completionTokens)} out`,
    `${formatCount(cachedVotes)} votes known from before`,
    ...(costUsd === undefined ? [] : [formatUsd(costUsd)]),
  ].join(', ');
}
