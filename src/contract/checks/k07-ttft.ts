import { formatMs } from '../../lib/quantity.js';
import { firstOutputMs } from '../../metrics/latency.js';
import { quantile } from '../../stats/quantile.js';
import { sortSamples } from '../../stats/sorted-samples.js';
import { capture, described } from '../capture.js';
import type { Check } from '../check.js';
import { gradeTime } from '../grade-time.js';
import { measuredStream } from '../measured-stream.js';
import { sentStream, shortPrompt, streamRequest } from '../requests.js';

const samples = 3;

export const timeToFirstToken: Check = {
  id: 'K07',
  level: 'must',
  title: 'Time to first token',
  async run(context) {
    const { ttft } = context.limits;
    const timesMs: number[] = [];
    let failed: string | undefined;
    while (timesMs.length < samples && failed === undefined) {
      const timeouts = { firstOutputMs: Math.min(ttft.failMs, context.timeoutMs) };
      const { exchange } = await capture(context, streamRequest(context, shortPrompt), timeouts);
      const firstMs = firstOutputMs(measuredStream(exchange));
      if (firstMs === undefined) failed = described(exchange);
      else timesMs.push(firstMs);
    }
    const medianMs = quantile(sortSamples(timesMs), 0.5);
    const verdict = failed === undefined ? gradeTime(medianMs, ttft) : 'fail';
    return {
      verdict,
      sent: `${samples} times ${sentStream(shortPrompt)}`,
      came: failed ?? `first output after ${timesMs.map((ms) => formatMs(ms)).join(', ')}`,
      limit: `median within ${formatMs(ttft.warnMs)}; over ${formatMs(ttft.failMs)} fails`,
      fix:
        verdict === 'pass'
          ? undefined
          : 'Stream from the first token of the first model call, send reasoning_content while tools run, and keep the model warm.',
    };
  },
};
