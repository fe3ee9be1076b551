import { formatMs } from '../../lib/quantity.js';
import { firstOutputMs } from '../../metrics/latency.js';
import type { Exchange } from '../../target/exchange.js';
import { capture, described } from '../capture.js';
import type { Check, Observation } from '../check.js';
import { measuredStream } from '../measured-stream.js';
import { countingPrompt, sentStream, streamRequest } from '../requests.js';

/** Streams shorter than this can follow each other unnoticed, and then nobody waits either. */
const tellingMs = 200;
/** Of the first stream: begun so near its end, the second has waited for it. The two clocks start a moment apart. */
const lastPart = 0.1;
const prompt = countingPrompt(200);

export const concurrency: Check = {
  id: 'K11',
  level: 'must',
  title: 'Two streams at a time',
  async run(context) {
    const both = await Promise.all(
      [1, 2].map(async () => (await capture(context, streamRequest(context, prompt))).exchange),
    );
    return {
      sent: `twice at the same moment ${sentStream(prompt)}`,
      limit: 'both answered whole, each begun before the other has ended',
      ...seen(both),
    };
  },
};

function seen(both: readonly Exchange[]): Pick<Observation, 'verdict' | 'came' | 'fix'> {
  const failed = both.find(({ outcome }) => outcome.status !== 'ok');
  const fix =
    'Serve requests concurrently: async I/O, more workers or threads. The official runner needs two at least.';
  if (failed !== undefined) return { verdict: 'fail', came: described(failed), fix };
  const spans = both
    .map((exchange) => ({
      startMs: firstOutputMs(measuredStream(exchange)) ?? 0,
      endMs: exchange.timeline.endMs - exchange.timeline.connectMs,
    }))
    .sort((left, right) => left.startMs - right.startMs);
  const [first, second] = spans;
  if (first === undefined || second === undefined) throw new RangeError('two streams were asked for');
  const came = spans.map(({ startMs, endMs }) => `${formatMs(startMs)} to ${formatMs(endMs)}`).join(', and ');
  const lengthMs = first.endMs - first.startMs;
  const isSerial = second.startMs >= first.endMs - lastPart * lengthMs && lengthMs >= tellingMs;
  if (isSerial) return { verdict: 'fail', came: `one after the other: ${came}`, fix };
  return { verdict: 'pass', came: `output from ${came}` };
}
