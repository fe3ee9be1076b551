export const boardWindows = ['day', 'week', 'month', 'all'] as const;
export type BoardWindow = (typeof boardWindows)[number];

/** Every constant of `arena-rank@1.0.0` (METHODOLOGY section 7). Data: another number is another version. */
export const arenaRank = {
  id: 'arena-rank',
  version: '1.0.0',
  weights: { quality: 0.5, speed: 0.15, cost: 0.1, tokens: 0.1, reliability: 0.15 },
  /** ms. */
  latency: { target: 10_000, floor: 300_000 },
  /** USD. */
  cost: { target: 0.005, floor: 0.5 },
  tokens: { target: 5_000, floor: 200_000 },
  /** How much evidence a window wants: confidence is n / (n + k). */
  confidence: { day: 5, week: 20, month: 40, all: 60 },
  /** Scored rows from which an agent is ranked. */
  rankedFrom: { day: 5, week: 15, month: 30, all: 50 },
  /** How far a window reaches back; null: to the beginning. */
  windowMs: { day: 86_400_000, week: 604_800_000, month: 2_592_000_000, all: null },
  /** Under so many distinct cases a board says that its corpus is narrow. */
  fewestCases: 10,
} as const;
