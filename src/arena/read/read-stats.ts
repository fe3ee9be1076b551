import type { Interval } from '../../stats/interval.js';
import { wilsonInterval } from '../../stats/wilson-interval.js';
import type { Database } from '../../store/database.js';
import type { AgentOutcome } from '../agent/agent-result.js';
import { emptyTally, type AgentTally } from '../rank/agent-tally.js';
import type { BoardWindow } from '../rank/rank-profile.js';
import { distributionsOf, wantedForDistributions, type Distribution } from './distribution.js';
import { gatherWith } from './gather-with.js';
import { listAgents } from './list-agents.js';
import type { BoardQuestion } from './question.js';
import { totalOf, type Rollup, type WordCount } from './rollup.js';
import { windowStretch } from './window-stretch.js';

export interface StatsReading {
  readonly window: BoardWindow;
  /** Undefined: all hosts. */
  readonly host: string | undefined;
  readonly asOfMs: number;
  /** By id. Every agent of the store is there. */
  readonly agents: readonly AgentStats[];
}

export interface AgentStats {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly isConfigured: boolean;
  /** Every attempt that ended in the window and whose verdict is in. */
  readonly attempts: number;
  /** Passed and failed. */
  readonly scored: number;
  readonly passed: number;
  /** passed / scored, 0 to 1; undefined: nothing was scored. */
  readonly successRate: number | undefined;
  /** 95 % Wilson interval. */
  readonly success: Interval | undefined;
  readonly verdicts: { readonly pass: number; readonly fail: number; readonly n_a: number };
  /** How those attempts ended that returned. */
  readonly outcomes: Readonly<Record<AgentOutcome, number>>;
  /** Reasons of n_a, most frequent first; the first 50. */
  readonly notScoredReasons: readonly Tallied[];
  /** Error codes of attempts, most frequent first; the first 50. */
  readonly errorCodes: readonly Tallied[];
  /** Over scored attempts: ms, USD, tokens, steps. */
  readonly latencyMs: Distribution;
  readonly costUsd: Distribution;
  readonly tokens: Distribution;
  readonly steps: Distribution;
}

/** `value` comes from outside: any text up to 200 characters. */
export interface Tallied {
  readonly value: string;
  readonly count: number;
}

const mostWords = 50;

/** What lies behind a board: raw distributions of every agent's attempts in the window. */
export async function readStats(database: Database, question: BoardQuestion): Promise<StatsReading> {
  const { window, host, nowMs } = question;
  const agents = await listAgents(database);
  const asked = agents.flatMap(({ id }) => wantedForDistributions(id));
  const share = asked.length / Math.max(1, agents.length);
  const { rollups, packs, quantiles } = await gatherWith(database, asked, {
    stretch: windowStretch(question),
    host,
    columns: ['words', 'histogram'],
  });
  return {
    window,
    host,
    asOfMs: nowMs,
    agents: agents.map(({ id, name, enabled, isConfigured }, index) => {
      const rollup = rollups.get(id);
      const found = quantiles.slice(index * share, (index + 1) * share);
      return {
        ...{ id, name, enabled, isConfigured },
        ...countsOf(rollup === undefined ? emptyTally : totalOf(rollup)),
        ...wordsOf(rollup),
        ...distributionsOf(packs.get(id) ?? [], found),
      };
    }),
  };
}

function countsOf({ scored, passed, notScored }: AgentTally) {
  return {
    attempts: scored + notScored,
    scored,
    passed,
    successRate: scored === 0 ? undefined : passed / scored,
    success: wilsonInterval(passed, scored),
    verdicts: { pass: passed, fail: scored - passed, n_a: notScored },
  };
}

function wordsOf(rollup: Rollup | undefined) {
  const words = [...(rollup?.words.values() ?? [])].sort(mostFrequentFirst);
  const of = (wanted: WordCount['kind']) =>
    words.filter(({ kind }) => kind === wanted).map(({ word, count }) => ({ value: word, count }));
  const ended = (outcome: AgentOutcome) => of('outcome').find(({ value }) => value === outcome)?.count ?? 0;
  return {
    outcomes: {
      completed: ended('completed'),
      timeout: ended('timeout'),
      agent_error: ended('agent_error'),
      invalid_output: ended('invalid_output'),
    },
    notScoredReasons: of('reason').slice(0, mostWords),
    errorCodes: of('error').slice(0, mostWords),
  };
}

function mostFrequentFirst(left: WordCount, right: WordCount): number {
  return right.count - left.count || (left.word < right.word ? -1 : 1);
}

export type { Distribution } from './distribution.js';
