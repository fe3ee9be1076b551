import { inert } from '../../lib/inert.js';
import { formatScore } from '../../report/words.js';
import type { Leaderboard, RankChange, Reign } from '../standings.js';
import { daysWords, timeWords } from './time-words.js';

export interface ReignView {
  readonly name: string;
  /** Where the row of the competitor stands on this page; '' where it has none. */
  readonly anchor: string;
  readonly run: string;
  readonly composite: string;
  /** `2026-01-05 04:56 UTC to 2026-01-12 03:12 UTC, 7.0 days`; one that lasts says by when it had lasted so long. */
  readonly when: string;
  readonly isCurrent: boolean;
  readonly reason: string;
  /** Share of the board's time at which it began and ended, 0-1. */
  readonly span: { readonly start: number; readonly end: number };
}

export interface ChangeView {
  readonly at: string;
  readonly name: string;
  readonly run: string;
  readonly composite: string;
  /** `5 → 3`, `new → 3` */
  readonly ranks: string;
  readonly kind: 'up' | 'down' | 'same' | 'new';
}

const dayMs = 86_400_000;

export function reignView(reign: Reign, { asOf, reigns, standings }: Leaderboard): ReignView {
  const end = reign.until ?? asOf;
  const first = Math.min(...reigns.map(({ from }) => from));
  const share = (at: number) => (asOf <= first ? 0 : Math.min(1, Math.max(0, (at - first) / (asOf - first))));
  const place = standings.findIndex(({ competitor }) => competitor.id === reign.competitor);
  return {
    name: inert(reign.name, 60) || 'unnamed',
    anchor: place < 0 ? '' : `c-${place + 1}`,
    run: inert(reign.run, 80),
    composite: formatScore(reign.composite),
    when: whenWords(reign, asOf),
    isCurrent: reign.until === null,
    reason: inert(reign.reason, 400),
    span: { start: share(reign.from), end: share(end) },
  };
}

/** Not "to now": the page is read later. */
function whenWords({ from, until }: Reign, asOf: number): string {
  const lasted = daysWords(Math.max(0, (until ?? asOf) - from) / dayMs);
  if (until === null) return `since ${timeWords(from)}, ${lasted} as of ${timeWords(asOf)}`;
  return `${timeWords(from)} to ${timeWords(until)}, ${lasted}`;
}

export function changeView({ at, name, run, composite, before, after }: RankChange): ChangeView {
  return {
    at: timeWords(at),
    name: inert(name, 60) || 'unnamed',
    run: inert(run, 80),
    composite: formatScore(composite),
    ranks: `${before ?? 'new'} → ${after}`,
    kind: before === null ? 'new' : after < before ? 'up' : after > before ? 'down' : 'same',
  };
}
