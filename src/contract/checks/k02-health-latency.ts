import { formatMs } from '../../lib/quantity.js';
import { counted } from '../../report/words.js';
import { quantile } from '../../stats/quantile.js';
import { sortSamples } from '../../stats/sorted-samples.js';
import type { Check, CheckContext, CheckVerdict } from '../check.js';
import { isSuccess } from '../is-success.js';
import { countingPrompt, streamRequest } from '../requests.js';

const getTimeoutMs = 5_000;
const pauseMs = 20;
/** So many slow ones of twenty, and the percentile cannot be met any more. */
const mostSlow = 2;

export const healthLatency: Check = {
  id: 'K02',
  level: 'must',
  title: 'Health is quick, also while streaming',
  async run(context) {
    const idle = await sampleHealth(context, () => true);
    const busy = await sampleWhileStreaming(context);
    const { healthP95Ms, healthSamples } = context.limits;
    const verdicts = [idle, busy].map((samples) => gradeHealth(samples, healthP95Ms));
    const verdict = verdicts.includes('fail') ? 'fail' : idle.latenciesMs.length === 0 ? 'skip' : 'pass';
    return {
      verdict,
      sent: `GET /health up to ${healthSamples} times, idle and beside a stream`,
      came: `idle ${described(idle)}; while streaming ${described(busy)}`,
      limit: `p95 within ${formatMs(healthP95Ms)}, every answer 2xx`,
      fix:
        verdict === 'fail'
          ? 'Answer /health from memory, and keep the event loop or a thread free for it while work goes on.'
          : undefined,
    };
  },
};

interface Samples {
  readonly latenciesMs: readonly number[];
  /** The first answer that was not 2xx. */
  readonly problem: string | undefined;
}

async function sampleHealth(
  { target, limits, clock, signal }: CheckContext,
  goesOn: () => boolean,
): Promise<Samples> {
  const latenciesMs: number[] = [];
  while (latenciesMs.length < limits.healthSamples && goesOn()) {
    const { status, latencyMs, problem } = await target.get('/health', getTimeoutMs);
    signal.throwIfAborted();
    latenciesMs.push(latencyMs);
    if (!isSuccess(status)) {
      const what = status === undefined ? (problem ?? 'no answer') : `HTTP ${status}`;
      return { latenciesMs, problem: what };
    }
    if (latenciesMs.filter((ms) => ms > limits.healthP95Ms).length >= mostSlow) break;
    await clock.sleep(pauseMs, signal);
  }
  return { latenciesMs, problem: undefined };
}

async function sampleWhileStreaming(context: CheckContext): Promise<Samples> {
  const { target, signal, timeoutMs } = context;
  const enough = new AbortController();
  let isStreaming = true;
  const stream = target
    .exchange(streamRequest(context, countingPrompt(2_000)), {
      timeouts: { firstOutputMs: timeoutMs, idleMs: timeoutMs, totalMs: timeoutMs },
      retries: 0,
      signal: AbortSignal.any([signal, enough.signal]),
    })
    .finally(() => (isStreaming = false));
  try {
    return await sampleHealth(context, () => isStreaming);
  } finally {
    enough.abort();
    await stream;
  }
}

function gradeHealth({ latenciesMs, problem }: Samples, p95Ms: number): CheckVerdict {
  if (problem !== undefined) return 'fail';
  const p95 = quantile(sortSamples(latenciesMs), 0.95);
  return p95 !== undefined && p95 > p95Ms ? 'fail' : 'pass';
}

function described({ latenciesMs, problem }: Samples): string {
  const p95 = quantile(sortSamples(latenciesMs), 0.95);
  if (p95 === undefined) return 'not measured: the stream was over at once';
  const count = counted(latenciesMs.length, 'answer');
  return `p95 ${formatMs(p95)} of ${count}${problem === undefined ? '' : `, one was ${problem}`}`;
}
