import { boardOf, type Contestant } from '../../src/arena/rank/board.js';
import type { BoardWindow } from '../../src/arena/rank/rank-profile.js';
import type { AgentReading } from '../../src/arena/read/read-agents.js';
import type { BoardReading } from '../../src/arena/read/read-board.js';
import type { CohortAttempt, CohortReading, CohortSummary } from '../../src/arena/read/read-cohort.js';
import type { MethodologyReading } from '../../src/arena/read/read-methodology.js';
import type { OpsReading } from '../../src/arena/read/read-ops.js';
import { statQuantiles, type Distribution } from '../../src/arena/read/distribution.js';
import type { StatsReading } from '../../src/arena/read/read-stats.js';

/** Readings of an arena, so that what shows them can be tested without a store. `text` stands wherever text comes from outside. */

export const arenaNowMs = Date.UTC(2026, 3, 21, 12, 45);

export function sampleContestant(over: Partial<Contestant> = {}): Contestant {
  return {
    id: 'agent-x',
    name: 'Agent X',
    enabled: true,
    registeredAt: arenaNowMs - 40 * 86_400_000,
    tally: {
      scored: 212,
      passed: 190,
      unclean: 9,
      notScored: 4,
      speed: 121.5,
      cost: 180.2,
      tokens: 163.9,
    },
    latency: { p50: 21_420, p95: 96_300 },
    medianCostUsd: 0.0061,
    medianTokens: 8_735,
    lastActivity: arenaNowMs - 60_000,
    ...over,
  };
}

const nothingYet = { scored: 0, passed: 0, unclean: 0, notScored: 0, speed: 0, cost: 0, tokens: 0 };
const unmeasured = { latency: undefined, medianCostUsd: undefined, medianTokens: undefined };

/** Ranked, ranked below, provisional and disabled, never run and configured no more, all n/a. */
export const sampleContestants: readonly Contestant[] = [
  sampleContestant(),
  sampleContestant({
    id: 'agent-y',
    name: 'Agent Y',
    tally: { scored: 212, passed: 120, unclean: 40, notScored: 61, speed: 40, cost: 30, tokens: 22 },
    latency: { p50: 83_000, p95: 300_000 },
    medianCostUsd: 0.21,
    medianTokens: 61_000,
  }),
  sampleContestant({
    id: 'agent-new',
    name: 'Newcomer',
    enabled: false,
    tally: { scored: 3, passed: 3, unclean: 0, notScored: 0, speed: 2.9, cost: 0, tokens: 0 },
    medianCostUsd: undefined,
    medianTokens: undefined,
  }),
  sampleContestant({
    id: 'agent-idle',
    name: 'Idle',
    tally: nothingYet,
    ...unmeasured,
    lastActivity: undefined,
  }),
  sampleContestant({
    id: 'agent-na',
    name: 'Unlucky',
    tally: { ...nothingYet, notScored: 2 },
    ...unmeasured,
  }),
];

export function sampleBoard({
  window = 'day',
  contestants = sampleContestants,
  distinctCases = 4,
}: {
  readonly window?: BoardWindow;
  readonly contestants?: readonly Contestant[];
  readonly distinctCases?: number;
} = {}): BoardReading {
  const board = boardOf(contestants, { window, distinctCases });
  return {
    ...board,
    host: undefined,
    distinctCases,
    asOfMs: arenaNowMs - 95_000,
    ageMs: 95_000,
    rows: board.rows.map((row) => ({
      ...row,
      isConfigured: row.id !== 'agent-idle',
      rankRange: row.rank === null ? undefined : { best: 1, worst: 2 },
      isNaOutlier: row.id === 'agent-y',
    })),
  };
}

/** Every text of it is `text`. */
export function boardNamed(text: string): BoardReading {
  return { ...sampleBoard({ contestants: [sampleContestant({ id: text, name: text })] }), host: text };
}

export function sampleAgents(text = 'Agent X'): readonly AgentReading[] {
  return [
    {
      id: text,
      name: text,
      provider: text,
      model: text,
      enabled: false,
      isConfigured: false,
      registeredAt: arenaNowMs,
      disabledAt: arenaNowMs,
      notes: text,
      versions: [{ version: text, firstSeenAt: arenaNowMs }],
      lastActivity: undefined,
    },
  ];
}

export function sampleMethodology(text = 'httpbin.org'): MethodologyReading {
  return {
    firstSeenAt: arenaNowMs - 11 * 86_400_000,
    lastActivityAt: arenaNowMs - 60_000,
    corpus: { cases: 4, domains: 4, version: text },
    scoredAttempts: 5_151,
    passRate: 0.911,
    cadence: { startFloorMs: 180_000, hardTimeoutMs: 300_000, medianCycleMs: 201_000 },
    agents: { enabled: 1, configured: 3, ranked: 3 },
    hostFilter: [text],
    asOfMs: arenaNowMs,
  };
}

export function sampleSummary(text = 'coh_1'): CohortSummary {
  return {
    id: text,
    state: 'done',
    caseId: text,
    caseVersion: 3,
    domain: text,
    host: text,
    queuedAt: arenaNowMs - 300_000,
    nextStartAt: arenaNowMs - 240_000,
    startedAt: arenaNowMs - 240_000,
    endedAt: arenaNowMs - 200_000,
    isDegraded: true,
    abortReason: undefined,
    attemptCount: 3,
    passed: 1,
    failed: 1,
    notScored: 1,
  };
}

export function sampleCohort(text = 'coh_1'): CohortReading {
  return {
    cohort: {
      ...sampleSummary(text),
      payloadSha256: 'a'.repeat(64),
      scaffold: { id: text, version: 1, promptSha256: 'b'.repeat(64) },
      hostFilter: text,
      hardTimeoutMs: 300_000,
      startFloorMs: 180_000,
    },
    case: {
      task: text,
      inputDataJson: JSON.stringify({ custname: text }),
      outputSchemaJson: '{"type":"object"}',
      entrypointUrl: text,
      domain: text,
      host: text,
      payloadSha256: 'a'.repeat(64),
      corpusVersion: text,
      firstFetchedAt: arenaNowMs,
      retiredAt: undefined,
    },
    attempts: [sampleAttempt(text)],
    sequence: [-12_000, 0, 41_000].map((offsetMs) => ({
      at: arenaNowMs - 240_000 + offsetMs,
      offsetMs,
      level: 'info' as const,
      source: text,
      kind: offsetMs < 0 ? 'cohort_queued' : text,
      attemptId: undefined,
      data: { [text]: text },
    })),
  };
}

function sampleAttempt(text: string): CohortAttempt {
  return {
    id: text,
    agentId: text,
    agentName: text,
    agentVersion: text,
    status: 'evaluated',
    outcome: 'completed',
    verdict: 'fail',
    reasonCode: text,
    startedAt: arenaNowMs - 240_000,
    finishedAt: arenaNowMs - 228_958,
    startSkewMs: 12.5,
    latencyMs: 11_042,
    steps: 7,
    inputTokens: 8_123,
    outputTokens: 612,
    totalTokens: 8_735,
    tokensSource: text,
    costUsd: 0.0061,
    costSource: text,
    priceTable: text,
    finalUrl: text,
    outputJson: JSON.stringify({ size: text }),
    isOutputValid: true,
    isClean: true,
    errorCode: text,
    errorMessage: text,
    rawPayload: { sha256: 'c'.repeat(64), bytes: 48_211, isTruncated: false },
    evaluation: {
      evalId: text,
      state: text,
      score: 0.67,
      evaluator: text,
      evaluatorVersion: text,
      rulesetSha256: text,
      submittedAt: arenaNowMs,
      completedAt: arenaNowMs,
      polls: 2,
      checkpoints: [
        {
          id: text,
          label: text,
          kind: text,
          isRequired: true,
          status: 'fail',
          weight: 1,
          expectedJson: JSON.stringify(text),
          actualJson: JSON.stringify(text),
          message: text,
        },
      ],
    },
  };
}

export function sampleOps(text = 'arena-1'): OpsReading {
  return {
    asOfMs: arenaNowMs,
    store: 'remote',
    place: '/srv/janus-store',
    lease: {
      name: 'arena',
      owner: text,
      acquiredAt: arenaNowMs - 9e6,
      heartbeatAgeMs: 71_000,
      isExpired: true,
    },
    executors: [{ id: text, startedAt: arenaNowMs - 9e6, isLiving: false }],
    queue: {
      attempts: { pending: 0, running: 2, returned: 1, submitted: 3 },
      oldestAttemptAgeMs: 61_000,
      evaluationsWaiting: 3,
      oldestEvaluationAgeMs: 12_000,
      quarantined: 1,
    },
    lastCohort: sampleSummary(text),
    nextStartAt: arenaNowMs + 42_000,
    events: [
      {
        id: 1,
        at: arenaNowMs,
        level: 'alert',
        source: text,
        kind: text,
        cohortId: text,
        attemptId: text,
        data: { what: text },
      },
    ],
  };
}

export function sampleStats(text = 'Agent X'): StatsReading {
  return {
    window: 'week',
    host: text,
    asOfMs: arenaNowMs,
    agents: [
      {
        id: text,
        name: text,
        enabled: true,
        isConfigured: true,
        attempts: 216,
        scored: 212,
        passed: 190,
        successRate: 190 / 212,
        success: { low: 0.848, high: 0.93 },
        verdicts: { pass: 190, fail: 22, n_a: 4 },
        outcomes: { completed: 200, timeout: 6, agent_error: 4, invalid_output: 2 },
        notScoredReasons: [{ value: text, count: 4 }],
        errorCodes: [{ value: text, count: 4 }],
        latencyMs: distribution(1_000),
        costUsd: distribution(0.001),
        tokens: distribution(500),
        steps: { n: 0, min: undefined, max: undefined, quantiles: [], histogram: [] },
      },
    ],
  };
}

function distribution(unit: number): Distribution {
  return {
    n: 212,
    min: unit,
    max: unit * 300,
    quantiles: statQuantiles.map((q) => ({ q, value: unit * 300 * q })),
    histogram: [5, 40, 120, 30, 17].map((count, index) => ({
      from: unit * index,
      to: index === 4 ? Infinity : unit * (index + 1),
      count,
    })),
  };
}
