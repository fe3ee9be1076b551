import { formatMs, formatShare } from '../../lib/quantity.js';
import { janusComposite } from '../../scoring/profile.js';
import { toScoredExchanges } from '../../scoring/scored-exchanges.js';
import { streamingParts } from '../../scoring/streaming.js';
import { described, hasStream } from '../capture.js';
import type { Check } from '../check.js';
import { measuredStream } from '../measured-stream.js';
import { longPrompt, sentStream } from '../requests.js';

/** METHODOLOGY section 5, Streaming: density. Tokens are estimated (bytes ÷ 4), which three a bucket can bear. */
export const reasoning: Check = {
  id: 'K10',
  level: 'should',
  title: 'Reasoning while it works',
  async run({ longStream, limits }) {
    const { exchange } = await longStream();
    const measured = measuredStream(exchange);
    const [scored] = toScoredExchanges([measured], { toolsDeclared: false });
    const { ms, tokens } = janusComposite.streaming.bucket;
    const density = scored === undefined ? 0 : streamingParts(scored, janusComposite).density;
    const waitMs = (measured.answerMs ?? exchange.timeline.endMs) - exchange.timeline.connectMs;
    const isShown = hasStream(exchange) && density >= limits.density;
    return {
      verdict: isShown ? 'pass' : 'warn',
      sent: sentStream(longPrompt),
      came: hasStream(exchange)
        ? `the answer began after ${formatMs(waitMs)}; ${formatShare(density, 0)} of that wait showed work`
        : described(exchange),
      limit: `${formatShare(limits.density, 0)} of the wait: at least ${tokens} new tokens in every ${formatMs(ms)} after the first`,
      fix: isShown
        ? undefined
        : 'Stream what the agent thinks and does as delta.reasoning_content, as it happens.',
    };
  },
};
