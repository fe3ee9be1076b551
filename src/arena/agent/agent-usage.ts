import { referencePrices } from '../../metrics/cost.js';
import { janusComposite } from '../../scoring/profile.js';
import type { Usage } from '../../target/exchange.js';
import type { AgentResult } from './agent-result.js';
import type { TokenPrice } from './token-price.js';

/** For agents without a price of their own: the tokens' part of the reference dollars. */
export const referencePrice: TokenPrice = {
  table: `${janusComposite.id}@${janusComposite.version}`,
  inputPerMillion: referencePrices.usdPerMillionIn,
  outputPerMillion: referencePrices.usdPerMillionOut,
};

/** Input and output tokens. */
export interface TokenPair {
  readonly input: number;
  readonly output: number;
}

const noUsage: AgentResult['usage'] = {
  inputTokens: undefined,
  outputTokens: undefined,
  totalTokens: undefined,
  source: undefined,
};

/** More than any attempt can use, and as much as the store's columns hold twice. */
const mostTokens = 1_000_000_000;

/** What an agent says it used; undefined where it leaves out either side, or says what no count can be. */
export function reportedPair(usage: Usage | undefined): TokenPair | undefined {
  const input = claimed(usage?.promptTokens);
  const output = claimed(usage?.completionTokens);
  return input === undefined || output === undefined ? undefined : { input, output };
}

/**
 * The tokens of an attempt (METHODOLOGY section 7): each side as reported, but never less than our own count of the text
 * that went over the wire. Without a report there are none, and a board counts them as the most: our count sees nothing
 * of what an agent did inside, so it would make silence cheaper than the truth.
 */
export function agentUsage(reported: TokenPair | undefined, own: TokenPair): AgentResult['usage'] {
  if (reported === undefined) return noUsage;
  const inputTokens = Math.max(reported.input, own.input);
  const outputTokens = Math.max(reported.output, own.output);
  const isAsReported = inputTokens === reported.input && outputTokens === reported.output;
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    source: isAsReported ? 'reported' : 'counted',
  };
}

/** US dollars of those tokens. An agent's own claim about its cost counts nowhere. */
export function agentCost(
  { inputTokens, outputTokens }: AgentResult['usage'],
  price: TokenPrice = referencePrice,
): AgentResult['cost'] {
  if (inputTokens === undefined || outputTokens === undefined) return undefined;
  const usd = (inputTokens * price.inputPerMillion + outputTokens * price.outputPerMillion) / 1e6;
  return { usd, source: 'inferred', priceTable: price.table };
}

function claimed(count: number | undefined): number | undefined {
  const isCount = count !== undefined && Number.isFinite(count) && count >= 0;
  return isCount ? Math.min(Math.ceil(count), mostTokens) : undefined;
}
