import { inert } from '../../lib/inert.js';
import { formatMs, formatShare, formatUsd } from '../../lib/quantity.js';
import { counted, formatCount, formatScore, nothing } from '../../report/words.js';
import { arenaRank, type BoardWindow } from '../rank/rank-profile.js';
import type { RankRange } from '../rank/rank-range.js';
import type { BoardReading, BoardReadingRow } from '../read/read-board.js';
import { formatAge, formatInstant } from './instant.js';
import type { PageNotice } from './text-page.js';

export const windowWords = {
  day: 'last 24 hours',
  week: 'last 7 days',
  month: 'last 30 days',
  all: 'all time',
} as const satisfies Record<BoardWindow, string>;

/** Name of an agent, or of what else is one line in a table. */
export function nameWords(name: string): string {
  const text = inert(name, 40);
  return text === '' ? '(no name)' : text;
}

/** A row of a board as finished words. */
export interface BoardRowWords {
  /** `#1`, or what stands instead of a rank. */
  readonly rank: string;
  /** `1–2`, or `1` where it is sure; empty: not ranked. */
  readonly rankRange: string;
  readonly id: string;
  readonly name: string;
  /** Nothing is scored: a dash, as 0 would be a judgement. */
  readonly overall: string;
  readonly success: string;
  /** `(78.1 to 95.0 %)`; empty: nothing was scored. */
  readonly successInterval: string;
  readonly latencyP50: string;
  readonly latencyP95: string;
  readonly cost: string;
  readonly tokens: string;
  readonly confidence: string;
  readonly reliability: string;
  readonly scored: string;
  readonly notScored: string;
  readonly lastActivity: string;
  readonly marks: readonly BoardMark[];
}

export interface BoardMark {
  readonly level: 'plain' | 'warn' | 'bad';
  readonly text: string;
}

export function boardRowWords(row: BoardReadingRow, { window }: Pick<BoardReading, 'window'>): BoardRowWords {
  const { score, tally, latency, medianCostUsd, medianTokens, rankRange } = row;
  const isScored = tally.scored > 0;
  const interval = score.success;
  return {
    rank: row.rank === null ? nothing : `#${row.rank}`,
    rankRange: rankRange === undefined ? '' : rangeWords(rankRange),
    id: inert(row.id, 40),
    name: nameWords(row.name),
    overall: isScored ? formatScore(score.overall) : nothing,
    success: isScored ? formatShare(score.quality) : nothing,
    successInterval: interval === undefined ? '' : `${percent(interval.low)} to ${percent(interval.high)} %`,
    latencyP50: latency === undefined ? nothing : formatMs(latency.p50),
    latencyP95: latency === undefined ? nothing : formatMs(latency.p95),
    cost: medianCostUsd === undefined ? nothing : formatUsd(medianCostUsd),
    tokens: medianTokens === undefined ? nothing : formatCount(medianTokens),
    confidence: isScored ? formatShare(score.confidence, 0) : nothing,
    reliability: isScored ? formatShare(score.reliability) : nothing,
    scored: formatCount(tally.scored),
    notScored: formatCount(tally.notScored),
    lastActivity: formatInstant(row.lastActivity),
    marks: marksOf(row, window),
  };
}

function rangeWords({ best, worst }: RankRange): string {
  return best === worst ? String(best) : `${best}–${worst}`;
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}

/** What a reader must know besides the numbers. */
function marksOf(row: BoardReadingRow, window: BoardWindow): readonly BoardMark[] {
  const { standing, tally, enabled, isConfigured, isNaOutlier } = row;
  const needed = arenaRank.rankedFrom[window];
  return [
    ...(standing === 'provisional' ? [mark('warn', `provisional: ${tally.scored} of ${needed} scored`)] : []),
    ...(standing === 'never_run' ? [mark('plain', neverRunWords(row))] : []),
    ...(enabled ? [] : [mark('plain', 'disabled')]),
    ...(isConfigured ? [] : [mark('plain', 'configured no more')]),
    ...(isNaOutlier ? [mark('bad', 'n/a far above its peers')] : []),
  ];
}

function neverRunWords({ tally, lastActivity }: BoardReadingRow): string {
  if (tally.notScored > 0) return `${counted(tally.notScored, 'attempt')}, all n/a`;
  return lastActivity === undefined ? 'never run' : 'not run in this window';
}

function mark(level: BoardMark['level'], text: string): BoardMark {
  return { level, text };
}

/** What to read before a board. */
export function boardNotices(board: BoardReading): readonly PageNotice[] {
  const { isNarrow, distinctCases, rows } = board;
  return [
    ...(rows.length === 0
      ? [notice('note', 'No agent is known yet. A worker registers them: janus-bench arena worker.')]
      : []),
    ...(isNarrow && distinctCases > 0
      ? [
          notice(
            'warn',
            `Narrow corpus: ${counted(distinctCases, 'distinct case')} in this window, fewer than ${arenaRank.fewestCases}. Ranks say how agents do on these, and little beyond.`,
          ),
        ]
      : []),
    ...(rows.some(({ isNaOutlier }) => isNaOutlier)
      ? [
          notice(
            'warn',
            'An agent marked "n/a far above its peers" had a share of n/a verdicts more than 10 points above that of the others in the same cohorts. It is shown, not punished.',
          ),
        ]
      : []),
  ];
}

function notice(level: PageNotice['level'], text: string): PageNotice {
  return { level, text };
}

/** Window, host, age of the figures. */
export function boardFacts(board: BoardReading): readonly string[] {
  const { window, host, asOfMs, ageMs, distinctCases } = board;
  return [
    windowWords[window],
    host === undefined ? 'all hosts' : `host ${inert(host, 80)}`,
    counted(distinctCases, 'case'),
    `figures of ${formatInstant(asOfMs)} (${formatAge(ageMs)})`,
  ];
}
