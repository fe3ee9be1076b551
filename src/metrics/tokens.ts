import type { Usage } from '../target/exchange.js';
import { total } from './join.js';
import type { MeasuredAttempt, TokenPair } from './measured.js';

export function promptTokens(attempt: MeasuredAttempt): number | undefined {
  return reported(attempt, 'promptTokens');
}

/** Reasoning is inside. */
export function completionTokens(attempt: MeasuredAttempt): number | undefined {
  return reported(attempt, 'completionTokens');
}

export function reasoningTokens(attempt: MeasuredAttempt): number | undefined {
  return reported(attempt, 'reasoningTokens');
}

export function cachedTokens(attempt: MeasuredAttempt): number | undefined {
  return reported(attempt, 'cachedTokens');
}

export function ownPromptTokens({ exchanges }: MeasuredAttempt): number | undefined {
  return total(exchanges.map(({ ownTokens }) => ownTokens.in));
}

export function ownCompletionTokens({ exchanges }: MeasuredAttempt): number | undefined {
  return total(exchanges.map(({ ownTokens }) => ownTokens.out));
}

/** What the miner says it used, over all exchanges. Undefined, "usage missing", as soon as one exchange does not say. */
export function reportedTokens(attempt: MeasuredAttempt): TokenPair | undefined {
  const [sent, received] = [promptTokens(attempt), completionTokens(attempt)];
  return sent === undefined || received === undefined ? undefined : { in: sent, out: received };
}

/**
 * Upstream calls the miner says it made (`usage.model_calls`); an exchange that does not say counts as one, so that
 * leaving some out hides none of the others. Undefined: no exchange says.
 */
export function reportedCalls({ exchanges }: MeasuredAttempt): number | undefined {
  const calls = exchanges.map(({ usage }) => claimed(usage?.modelCalls));
  if (calls.every((count) => count === undefined)) return undefined;
  return calls.reduce<number>((sum, count) => sum + Math.max(1, count ?? 1), 0);
}

function reported({ exchanges }: MeasuredAttempt, key: keyof Usage): number | undefined {
  return total(exchanges.map(({ usage }) => claimed(usage?.[key])));
}

/** A count no tokeniser can give (negative, infinite) is no report. */
function claimed(count: number | undefined): number | undefined {
  return count !== undefined && Number.isFinite(count) && count >= 0 ? count : undefined;
}
