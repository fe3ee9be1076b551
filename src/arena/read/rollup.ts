import { addTallies, emptyTally, type AgentTally } from '../rank/agent-tally.js';
import type { DecidedAttempt } from './decided-attempts.js';
import { valueColumns, type ValueMetric } from './value-buckets.js';

/** Cohorts are dealt out to so many parts by a hash of their id: enough to draw from for a rank range. */
const partCount = 64;

export interface WordCount {
  readonly kind: 'outcome' | 'reason' | 'error';
  /** From outside; at most 200 characters. */
  readonly word: string;
  readonly count: number;
}

/** All that boards and statistics need of an agent's decided attempts in a stretch of time: it adds up. */
export interface Rollup {
  /** By part: each holds whole cohorts. */
  readonly parts: Map<number, AgentTally>;
  /** Attempts of others in the same cohorts, and how many of them were n_a. A cohort over the border of two stretches counts on either side with what lies there. */
  readonly peers: { attempts: number; notScored: number };
  readonly words: Map<string, WordCount>;
  /** Of scored attempts, where known; in any order. */
  readonly values: Readonly<Record<ValueMetric, number[]>>;
}

function emptyRollup(): Rollup {
  return {
    parts: new Map(),
    peers: { attempts: 0, notScored: 0 },
    words: new Map(),
    values: { latencyMs: [], costUsd: [], tokens: [], steps: [] },
  };
}

/** An agent's, begun if it is not there yet. */
export function rollupOf(rollups: Map<string, Rollup>, agent: string): Rollup {
  const rollup = rollups.get(agent) ?? emptyRollup();
  rollups.set(agent, rollup);
  return rollup;
}

export function totalOf({ parts }: Rollup): AgentTally {
  return [...parts.values()].reduce(addTallies, emptyTally);
}

/** Adds attempts to their agents' sums. All that a cohort has in this stretch must be among them. */
export function addAttempts(rollups: Map<string, Rollup>, attempts: readonly DecidedAttempt[]): void {
  const cohorts = new Map<string, { attempts: number; notScored: number }>();
  for (const { cohort, verdict } of attempts) {
    const sums = cohorts.get(cohort) ?? { attempts: 0, notScored: 0 };
    cohorts.set(cohort, sums);
    sums.attempts += 1;
    if (verdict === 'n_a') sums.notScored += 1;
  }
  for (const attempt of attempts) {
    const rollup = rollupOf(rollups, attempt.agent);
    const cohort = cohorts.get(attempt.cohort);
    rollup.peers.attempts += (cohort?.attempts ?? 1) - 1;
    rollup.peers.notScored += (cohort?.notScored ?? 0) - (attempt.verdict === 'n_a' ? 1 : 0);
    addPart(rollup, partOf(attempt.cohort), tallyOfAttempt(attempt));
    addWord(rollup, { kind: 'outcome', word: attempt.outcome, count: 1 });
    addWord(rollup, { kind: 'error', word: attempt.errorCode, count: 1 });
    if (attempt.verdict === 'n_a')
      addWord(rollup, { kind: 'reason', word: attempt.reason ?? 'unknown', count: 1 });
    else addValues(rollup, attempt);
  }
}

export function addPart({ parts }: Rollup, part: number, tally: AgentTally): void {
  parts.set(part, addTallies(parts.get(part) ?? emptyTally, tally));
}

export function addWord(
  { words }: Rollup,
  { kind, word, count }: Omit<WordCount, 'word'> & { readonly word: string | null },
): void {
  if (word === null) return;
  const key = `${kind} ${word}`;
  words.set(key, { kind, word, count: (words.get(key)?.count ?? 0) + count });
}

export function tallyOfAttempt({ verdict, clean, speed, cost, tokens }: DecidedAttempt): AgentTally {
  if (verdict === 'n_a') return { ...emptyTally, notScored: 1 };
  const isPass = verdict === 'pass';
  return {
    scored: 1,
    passed: isPass ? 1 : 0,
    unclean: clean === true ? 0 : 1,
    notScored: 0,
    speed: isPass ? (speed ?? 0) : 0,
    cost: isPass ? (cost ?? 0) : 0,
    tokens: isPass ? (tokens ?? 0) : 0,
  };
}

const metrics = Object.keys(valueColumns) as readonly ValueMetric[];

function addValues({ values }: Rollup, attempt: DecidedAttempt): void {
  for (const metric of metrics) {
    const value = attempt.values[metric];
    if (value !== null) values[metric].push(value);
  }
}

/** FNV-1a, folded. */
function partOf(cohort: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < cohort.length; at++) hash = Math.imul(hash ^ cohort.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) & (partCount - 1);
}
