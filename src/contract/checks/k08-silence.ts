import { formatMs } from '../../lib/quantity.js';
import { silenceMs } from '../../metrics/gaps.js';
import { described, hasStream } from '../capture.js';
import type { Check } from '../check.js';
import { gradeTime } from '../grade-time.js';
import { measuredAlone } from '../measured-stream.js';
import { longPrompt, sentStream } from '../requests.js';

export const silence: Check = {
  id: 'K08',
  level: 'must',
  title: 'No silence on a long task',
  async run({ longStream, limits }) {
    const { exchange } = await longStream();
    const { timeline } = exchange;
    const silentMs = silenceMs(measuredAlone(exchange));
    const verdict = hasStream(exchange) ? gradeTime(silentMs, limits.silence) : 'fail';
    return {
      verdict,
      sent: sentStream(longPrompt),
      came:
        timeline.events.length === 0
          ? described(exchange)
          : `longest time without a byte ${formatMs(silentMs ?? timeline.endMs)} in ${formatMs(timeline.endMs)}`,
      limit: `a byte at least every ${formatMs(limits.silence.warnMs)}, comments count; over ${formatMs(limits.silence.failMs)} fails`,
      fix:
        verdict === 'pass'
          ? undefined
          : 'While nothing is ready, write ": keep-alive" and two line feeds every second or two.',
    };
  },
};
