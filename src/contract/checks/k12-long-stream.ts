import { formatMs } from '../../lib/quantity.js';
import type { Exchange } from '../../target/exchange.js';
import { capture, described, hasStream } from '../capture.js';
import type { Check, Observation } from '../check.js';
import { lastingPrompt, sentStream, streamRequest } from '../requests.js';

/** A stream that still goes on after this much more has proven itself. */
const graceMs = 30_000;
/** An agent that keeps time roughly should still get there. */
const askedShare = 1.05;

export const longStreamSurvives: Check = {
  id: 'K12',
  level: 'must',
  title: 'A stream of five minutes',
  isLong: true,
  async run(context) {
    const { longStreamMs } = context.limits;
    const prompt = lastingPrompt(askedShare * longStreamMs);
    const { exchange } = await capture(context, streamRequest(context, prompt), {
      totalMs: longStreamMs + graceMs,
    });
    return {
      sent: sentStream(prompt),
      limit: `a stream survives ${formatMs(longStreamMs)}`,
      ...seen(exchange, longStreamMs),
    };
  },
};

function seen(exchange: Exchange, longStreamMs: number): Pick<Observation, 'verdict' | 'came' | 'fix'> {
  const { outcome, timeline } = exchange;
  const lasted = formatMs(timeline.endMs);
  const isOurEnd = outcome.status === 'miner_error' && outcome.kind === 'timeout_total';
  if (hasStream(exchange) && (outcome.status === 'ok' || isOurEnd)) {
    if (timeline.endMs >= longStreamMs) return { verdict: 'pass', came: `it went on for ${lasted}` };
    const fix = 'Nothing is wrong; an agent that says more, or works longer, would show it.';
    return { verdict: 'skip', came: `the answer was over after ${lasted}, so that was not seen`, fix };
  }
  const fix =
    'Raise the time limits of every server, proxy and load balancer on the way, and turn idle limits off.';
  return { verdict: 'fail', came: `it broke after ${lasted}: ${described(exchange)}`, fix };
}
