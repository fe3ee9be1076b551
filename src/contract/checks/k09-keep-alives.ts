import { formatMs } from '../../lib/quantity.js';
import { keepAliveMaxMs, keepAlives as countKeepAlives } from '../../metrics/keep-alives.js';
import { outputEvents } from '../../metrics/output-events.js';
import type { Exchange } from '../../target/exchange.js';
import { described, hasStream } from '../capture.js';
import type { Check, CheckContext, Observation } from '../check.js';
import { gradeTime } from '../grade-time.js';
import { measuredAlone } from '../measured-stream.js';
import { longPrompt, sentStream } from '../requests.js';

export const keepAlives: Check = {
  id: 'K09',
  level: 'must',
  title: 'Keep-alives: syntax and rate',
  async run(context) {
    const { longStream, limits } = context;
    const { exchange } = await longStream();
    return {
      sent: sentStream(longPrompt),
      limit:
        `comments, or data with JSON and no choices; one within ${formatMs(limits.silence.warnMs)} of every wait for output ` +
        `(over ${formatMs(limits.silence.failMs)} fails); no more than ${limits.keepAlivesPerSecond} a second`,
      ...seen(exchange, context),
    };
  },
};

type Seen = Pick<Observation, 'verdict' | 'came' | 'fix'>;

const howTo = 'Write ": keep-alive" and two line feeds once a second or two while no output flows.';

function seen(exchange: Exchange, { limits, excerpt }: CheckContext): Seen {
  if (!hasStream(exchange)) return { verdict: 'fail', came: described(exchange), fix: howTo };
  const malformed = exchange.timeline.events.find(({ kind }) => kind === 'malformed');
  if (malformed !== undefined) {
    const came = `a frame that is neither comment nor JSON: ${excerpt(malformed.text)}`;
    return { verdict: 'fail', came, fix: `Official clients stop at such a frame. ${howTo}` };
  }
  const attempt = measuredAlone(exchange);
  const count = countKeepAlives(attempt) ?? 0;
  const perSecond = count / Math.max(2, exchange.timeline.endMs / 1_000);
  const waitMs = longestWaitMs(exchange);
  const betweenMs = keepAliveMaxMs(attempt);
  if (perSecond > limits.keepAlivesPerSecond) {
    const came = `${count} keep-alives, ${perSecond.toFixed(1)} a second`;
    return {
      verdict: 'warn',
      came,
      fix: 'Send fewer: beyond one a second they earn nothing in the streaming score.',
    };
  }
  const wait = `longest wait for output ${formatMs(waitMs)}`;
  if (count === 0) {
    const verdict = gradeTime(waitMs, limits.silence);
    return { verdict, came: `${wait}, no keep-alive`, ...(verdict === 'pass' ? {} : { fix: howTo }) };
  }
  const verdict = gradeTime(Math.min(betweenMs ?? waitMs, waitMs), limits.silence);
  const came = `${count} keep-alives, ${wait}, between signs of life at most ${formatMs(betweenMs ?? waitMs)}`;
  return { verdict, came, ...(verdict === 'pass' ? {} : { fix: howTo }) };
}

/** Longest time without output, from connection to end, ms. */
function longestWaitMs({ timeline }: Exchange): number {
  const marks = [timeline.connectMs, ...outputEvents(timeline).map(({ atMs }) => atMs), timeline.endMs];
  return marks.slice(1).reduce((longest, atMs, index) => Math.max(longest, atMs - (marks[index] ?? atMs)), 0);
}
