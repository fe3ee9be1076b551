import { inert } from '../../lib/inert.js';
import { formatMs } from '../../lib/quantity.js';
import { compositeTerms } from '../../report/composite-terms.js';
import { counted, formatCount, nothing } from '../../report/words.js';
import type { Competitor, ScoreCells, Standing, StandingRun } from '../standings.js';
import { scoreCellViews, valueWords, type ScoreCellView } from './score-cell-view.js';
import { dayWords, timeWords } from './time-words.js';

/** A row of the board in finished words, with what the row opens to. */
export interface StandingView {
  /** Where links lead: `c-1`, by the order shown. */
  readonly anchor: string;
  readonly rank: number;
  readonly move: { readonly kind: 'up' | 'down' | 'new'; readonly places: string } | undefined;
  readonly name: string;
  /** Under the name: owner and model. */
  readonly byline: string;
  readonly takesPart: boolean;
  readonly scores: readonly ScoreCellView[];
  readonly runCount: number;
  /** `2026-01-22`, and the time it is sorted by. */
  readonly submitted: string;
  readonly submittedAt: number;
  /** `12.3`, or a dash for never. */
  readonly daysAtFirst: string;
  readonly daysAtFirstExact: number;
  readonly note: string;
  /** Label and value of what it is known by. */
  readonly identity: readonly (readonly [string, string])[];
  /** The composite on paper: `78.4 = 0.45 × 82.1 + …`; '' where there is none. */
  readonly sum: string;
  readonly runs: readonly RunRowView[];
  /** '' where all runs are listed. */
  readonly olderRuns: string;
  /** Rank after each run, the earliest first. */
  readonly ranks: readonly number[];
}

export interface RunRowView {
  readonly id: string;
  /** Of its end. */
  readonly at: string;
  readonly scores: readonly ScoreCellView[];
  readonly rank: string;
  readonly ttft: string;
  readonly repeats: string;
  readonly signer: string;
}

const mostRanks = 60;

export interface PlaceOnPage {
  /** In the order shown, from 0. */
  readonly index: number;
  /** How many of its runs the page lists. */
  readonly mostRuns: number;
}

export function standingView(standing: Standing, { index, mostRuns }: PlaceOnPage): StandingView {
  const { competitor, runs, scores, daysAtFirst } = standing;
  const left = runs.length - mostRuns;
  return {
    anchor: `c-${index + 1}`,
    rank: standing.rank,
    move: moveOf(standing),
    name: inert(competitor.name, 60) || 'unnamed',
    byline: bylineOf(competitor),
    takesPart: competitor.enabled,
    scores: scoreCellViews(scores),
    runCount: runs.length,
    submitted: dayWords(competitor.registeredAt),
    submittedAt: competitor.registeredAt,
    daysAtFirst: daysAtFirst === 0 ? nothing : daysAtFirst.toFixed(1),
    daysAtFirstExact: daysAtFirst,
    note: inert(standing.note, 600),
    identity: identityOf(competitor, runs[0]),
    sum: sumOf(scores),
    runs: runs.slice(0, mostRuns).map(runRow),
    olderRuns: left <= 0 ? '' : `${counted(left, 'older run')} left out`,
    ranks: runs
      .slice(0, mostRanks)
      .map(({ rank }) => rank)
      .reverse(),
  };
}

function moveOf({ rankChange, runs }: Standing): StandingView['move'] {
  if (rankChange === null) return runs.length === 1 ? { kind: 'new', places: '' } : undefined;
  if (rankChange === 0) return undefined;
  return { kind: rankChange > 0 ? 'up' : 'down', places: formatCount(Math.abs(rankChange)) };
}

function bylineOf({ owner, model }: Competitor): string {
  const parts = [owner === null ? '' : `by ${inert(owner, 60)}`, model === null ? '' : inert(model, 60)];
  return parts.filter((part) => part !== '').join(' · ');
}

/** Not its address: that is between the competitor and whoever runs the board. */
function identityOf(competitor: Competitor, latest: StandingRun | undefined): StandingView['identity'] {
  const { owner, imageDigest, model, homepage, registeredAt, notes } = competitor;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Image', imageDigest],
    ['Owner', owner],
    ['Model', model],
    ['Home page', homepage],
    ['Notes', notes],
    ['Submitted', timeWords(registeredAt)],
    ['Signing key', latest === undefined ? null : latest.signer],
  ];
  return facts.flatMap(([label, value]) =>
    value === null || value === '' ? [] : [[label, inert(value, 200)] as const],
  );
}

function sumOf(scores: ScoreCells): string {
  const terms = compositeTerms({
    quality: scores.quality?.value ?? null,
    speed: scores.speed?.value ?? null,
    cost: scores.cost?.value ?? null,
    streaming: scores.streaming?.value ?? null,
    modality: scores.modality?.value ?? null,
  });
  if (scores.composite === null) return '';
  return `${valueWords(scores.composite)} = ${terms.map(({ weight, value }) => `${weight} × ${value}`).join(' + ')}`;
}

function runRow({ id, finishedAt, scores, rank, ttftP50Ms, repeats, signer }: StandingRun): RunRowView {
  return {
    id: inert(id, 80),
    at: timeWords(finishedAt),
    scores: scoreCellViews(scores),
    rank: formatCount(rank),
    ttft: ttftP50Ms === null ? nothing : formatMs(ttftP50Ms),
    repeats: formatCount(repeats),
    signer: inert(signer, 16),
  };
}
