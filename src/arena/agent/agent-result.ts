import type { Json } from '../../lib/json.js';
import type { ConfiguredAgent } from '../config/configured-agent.js';
import type { FrozenCase } from '../source/freeze-case.js';

/** How an attempt ended, in the contract's words: all four are submitted, the evaluator decides. */
export type AgentOutcome = 'completed' | 'timeout' | 'agent_error' | 'invalid_output';

/** One attempt to perform. */
export interface AgentTask {
  readonly attemptId: string;
  readonly agent: ConfiguredAgent;
  readonly case: FrozenCase;
}

/** What an agent did with its task, and what it took. */
export interface AgentResult {
  readonly outcome: AgentOutcome;
  /** From dispatch to the terminal result, ms; a timeout at its cap. */
  readonly latencyMs: number;
  /** As the agent says; undefined: it does not. */
  readonly steps: number | undefined;
  /** The larger of what it reports and what we count ourselves; `source` says which it was. */
  readonly usage: {
    readonly inputTokens: number | undefined;
    readonly outputTokens: number | undefined;
    readonly totalTokens: number | undefined;
    readonly source: 'reported' | 'counted' | undefined;
  };
  /** From the price table on those tokens; undefined: no tokens are known. */
  readonly cost:
    | { readonly usd: number; readonly source: 'inferred' | 'reported'; readonly priceTable: string }
    | undefined;
  /** Where it says it ended up. */
  readonly finalUrl: string | undefined;
  /** What it hands in; undefined: nothing that can be read. */
  readonly output: Json | undefined;
  /** Whether `output` is valid by the case's schema. */
  readonly isOutputValid: boolean;
  /** False for timeouts, crashes and invalid output. */
  readonly isClean: boolean;
  readonly errorCode: string | undefined;
  /** Inert, bounded. */
  readonly errorMessage: string | undefined;
  /** Everything it sent, bounded; with a time-out, what had come by then. */
  readonly raw: RawReply;
}

export interface RawReply {
  readonly bytes: Uint8Array;
  /** There was more. */
  readonly isTruncated: boolean;
  /** Our key stood in it, and `***` stands there now. */
  readonly isRedacted?: boolean | undefined;
}

/**
 * Lets an agent try a case, once. Resolves whatever the agent does; rejects only with the signal's reason, when we
 * ourselves stop, or with AgentUnavailable where the fault is ours. The agent never has longer than the case's hard
 * timeout (monotonic); looking at what it sent adds seconds at the most.
 */
export type RunAgent = (task: AgentTask, signal: AbortSignal) => Promise<AgentResult>;
