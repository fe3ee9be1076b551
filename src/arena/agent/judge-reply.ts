import type { BoundedChecks } from '../../graders/define-grader.js';
import { RefusedCheck } from '../../graders/refused-check.js';
import type { JsonObject } from '../../lib/json.js';
import type { Exchange } from '../../target/exchange.js';
import type { AgentOutcome } from './agent-result.js';
import { readAgentAnswer, type AgentAnswer } from './read-agent-answer.js';

/** How an attempt ended, and what of it can be handed in. */
export interface JudgedReply {
  readonly outcome: AgentOutcome;
  readonly answer: AgentAnswer | undefined;
  readonly isOutputValid: boolean;
  readonly code: string | undefined;
  /** As it came: perhaps hostile, perhaps long. */
  readonly message: string | undefined;
}

export interface JudgeRules {
  readonly outputSchema: JsonObject;
  readonly bounded: BoundedChecks;
  /** Takes our own secrets out of a text. */
  readonly clean: (text: string) => string;
}

/**
 * What the agent answers for. `exchange` undefined: it had not ended in time. Only a reply that is complete can be an
 * answer; what an agent said before it was cut off is not.
 */
export async function judgeReply(exchange: Exchange | undefined, rules: JudgeRules): Promise<JudgedReply> {
  if (exchange === undefined) return ended('timeout', 'timeout_total', 'it did not end');
  const { outcome, status, reply } = exchange;
  if (outcome.status === 'ok') return judgeAnswer(rules.clean(reply.content), rules);
  const { detail } = outcome;
  if (outcome.status !== 'miner_error') return ended('agent_error', outcome.status, detail);
  const { kind } = outcome;
  if (kind === 'timeout_total' || kind === 'timeout_idle' || kind === 'timeout_first_output')
    return ended('timeout', kind, detail);
  if (kind === 'empty') return ended('invalid_output', 'no_reply', detail);
  return ended(
    'agent_error',
    kind === 'http_error' && status !== undefined ? `http_${status}` : kind,
    detail,
  );
}

async function judgeAnswer(text: string, { outputSchema, bounded }: JudgeRules): Promise<JudgedReply> {
  const read = readAgentAnswer(text);
  if (read.kind === 'unreadable') return ended('invalid_output', read.code, read.why);
  const { answer } = read;
  const judged = { answer, isOutputValid: false } as const;
  try {
    const checked = await bounded.validate(outputSchema, answer.output);
    if (checked.kind === 'timed_out')
      return {
        ...ended('invalid_output', 'schema_timeout', 'its output takes too long to check'),
        ...judged,
      };
    if (checked.problems.length > 0) {
      const why = checked.problems.slice(0, 5).join('; ');
      return { ...ended('invalid_output', 'schema', why), ...judged };
    }
  } catch (problem) {
    if (!(problem instanceof RefusedCheck)) throw problem;
    // The case's fault, for its evaluator to find: the agent did what it could.
    return { ...ended('completed', 'schema_unusable', problem.message), ...judged };
  }
  return { outcome: 'completed', answer, isOutputValid: true, code: undefined, message: undefined };
}

function ended(outcome: AgentOutcome, code: string, message: string): JudgedReply {
  return { outcome, answer: undefined, isOutputValid: false, code, message };
}
