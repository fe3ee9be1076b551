import type { Clock } from '../../lib/clock.js';
import type { Exchange } from '../../target/exchange.js';
import { outputKinds } from '../../target/timeline.js';
import { estimate, type TokenCounter } from '../../target/token-counter.js';
import type { TokenPair } from './agent-usage.js';

/** Agents that come back together wait for one another's counts; nobody waits longer. */
const patienceMs = 2_000;

/**
 * Our own count (o200k) of the text sent and received; bytes / 4 where counting takes too long, so that a text which is
 * hard to count holds nothing up.
 */
export async function ownTokens(
  { request, timeline }: Exchange,
  { tokens, clock }: { readonly tokens: TokenCounter; readonly clock: Clock },
): Promise<TokenPair> {
  const sent = request.messages.map(({ content }) => (typeof content === 'string' ? content : '')).join('\n');
  const received = outputKinds.map((kind) =>
    timeline.events.flatMap((event) => (event.kind === kind ? [event.text] : [])).join(''),
  );
  const texts = [sent, ...received];
  const over = new AbortController();
  const late = clock.sleep(patienceMs, over.signal).then(() => texts.map(estimate));
  try {
    const counted = tokens.count(texts).then(({ counts }) => counts);
    const [input = 0, ...output] = await Promise.race([counted, late]);
    return { input, output: output.reduce((sum, count) => sum + count, 0) };
  } finally {
    over.abort();
  }
}
