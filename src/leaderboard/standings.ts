/** What a board shows, as data: renderers lay it out and decide nothing. Times are UTC ms since 1970. */

export const scoreNames = ['composite', 'quality', 'speed', 'cost', 'streaming', 'modality'] as const;
export type ScoreName = (typeof scoreNames)[number];

/** Points, 0-100, with their 95 % interval. Null: no interval is known (under 5 tasks in a category). */
export interface ScoreCell {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** Null: not measured. */
export type ScoreCells = Readonly<Record<ScoreName, ScoreCell | null>>;

/** What runs must share to stand on one board. */
export interface Board {
  /** First 12 hex digits of the SHA-256 over what follows. */
  readonly key: string;
  readonly suite: string;
  readonly suiteSha256: string;
  readonly profileSha256: string;
  readonly judgeSha256: string;
  readonly runnerSha256: string;
  /** The judge's model, and what the runner is, for people. */
  readonly judge: string;
  readonly runner: string;
}

/** A competitor as registered. Its text was made inert when it was taken in. */
export interface Competitor {
  /** Its image's digest (`sha256:…`) or else `owner:NAME`. */
  readonly id: string;
  readonly name: string;
  readonly owner: string | null;
  readonly imageDigest: string | null;
  readonly target: string;
  readonly model: string | null;
  readonly homepage: string | null;
  readonly notes: string | null;
  /** False: it takes no part in public rounds; its runs stay. */
  readonly enabled: boolean;
  /** When it was submitted. */
  readonly registeredAt: number;
}

/** An official run on the board. */
export interface StandingRun {
  readonly id: string;
  readonly startedAt: number;
  readonly finishedAt: number;
  readonly addedAt: number;
  readonly repeats: number;
  readonly scores: ScoreCells;
  readonly ttftP50Ms: number | null;
  /** First 16 hex digits of the SHA-256 of the key that signed it. */
  readonly signer: string;
  /** The competitor's rank right after this run. */
  readonly rank: number;
}

export interface Standing {
  readonly rank: number;
  /** Its rank 24 h before the board's newest run minus the rank now: 2 = two places up. Null: it was not there then. */
  readonly rankChange: number | null;
  readonly competitor: Competitor;
  /** Of the latest official run, which counts. */
  readonly scores: ScoreCells;
  /** All official runs, the latest first. */
  readonly runs: readonly StandingRun[];
  /** Days at #1 until `asOf`, all its reigns together, with fractions. */
  readonly daysAtFirst: number;
  /** Why it does not stand above a row that it is ahead of, or what else a reader should know; '' where there is nothing to say. */
  readonly note: string;
}

/** A time in which one competitor was #1. */
export interface Reign {
  readonly competitor: string;
  readonly name: string;
  /** The run that took #1. */
  readonly run: string;
  readonly composite: number;
  readonly from: number;
  /** Null: still. */
  readonly until: number | null;
  /** Why #1 changed, one sentence. */
  readonly reason: string;
}

/** What one run made of the order. */
export interface RankChange {
  readonly at: number;
  readonly run: string;
  readonly competitor: string;
  readonly name: string;
  readonly composite: number;
  /** Null: it was not on the board before. */
  readonly before: number | null;
  readonly after: number;
}

/** A run that does not stand on any board. */
export interface UnverifiedRun {
  readonly id: string;
  /** As far as it says; never shown as anybody's standing. */
  readonly name: string | null;
  readonly target: string;
  readonly suite: string;
  readonly finishedAt: number;
  readonly addedAt: number;
  readonly scores: ScoreCells;
  /** Every reason, one sentence each. */
  readonly reasons: readonly string[];
}

/** The live figures above the board. */
export interface Snapshot {
  /** As configured: `$50K`. */
  readonly prizePool: string | null;
  readonly epoch: string | null;
  readonly competitors: number;
  /** Official runs on this board. */
  readonly benchmarkRuns: number;
  /** Of #1. */
  readonly topComposite: number | null;
  /** Median over the board's runs of each run's own median TTFT. */
  readonly medianTtftMs: number | null;
  /** When the newest run was added. */
  readonly lastUpdatedAt: number | null;
  readonly nextPublicRunAt: number | null;
  /** The schedule, a cron expression in UTC. */
  readonly cron: string | null;
}

export interface Leaderboard {
  readonly schema: 'janus-bench/leaderboard';
  readonly schemaVersion: 1;
  /** When this was read. */
  readonly asOf: number;
  /** Null: no run stands on any board yet. */
  readonly board: Board | null;
  readonly otherBoards: readonly (Board & { readonly runs: number; readonly lastRunAt: number })[];
  readonly sortedBy: ScoreName;
  /** In the order to show. */
  readonly standings: readonly Standing[];
  /** Who held #1, the latest first. */
  readonly reigns: readonly Reign[];
  /** The latest first. */
  readonly changes: readonly RankChange[];
  readonly snapshot: Snapshot;
  readonly unverified: readonly UnverifiedRun[];
}
