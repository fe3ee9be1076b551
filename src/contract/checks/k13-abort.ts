import { formatMs } from '../../lib/quantity.js';
import { isOutput } from '../../target/timeline.js';
import { capture, described } from '../capture.js';
import type { Check, CheckContext, Observation } from '../check.js';
import { gradeTime } from '../grade-time.js';
import { countingPrompt, shortPrompt, streamRequest } from '../requests.js';

const rounds = 3;
const atOnce = 2;
const prompt = countingPrompt(2_000);

export const abort: Check = {
  id: 'K13',
  level: 'must',
  title: 'An abort frees the slot',
  async run(context) {
    const { ttft } = context.limits;
    return {
      sent: `${rounds} times two streams of "${prompt}", each left after its first output; then a short one`,
      limit: `the next stream waits no more than ${formatMs(ttft.warnMs)} longer than the first; ${formatMs(ttft.failMs)} fails`,
      ...(await leaveAndReturn(context)),
    };
  },
};

const fix =
  'Stop the work when the connection closes: pass the disconnect on to the model call and free its worker.';

async function leaveAndReturn(context: CheckContext): Promise<Pick<Observation, 'verdict' | 'came' | 'fix'>> {
  const { ttft } = context.limits;
  let aloneMs: number | undefined;
  for (let round = 1; round <= rounds; round++) {
    const firsts = await Promise.all(Array.from({ length: atOnce }, () => leaveAfterFirst(context)));
    const late = firsts.find(({ firstMs }) => firstMs === undefined);
    if (late !== undefined) {
      const came = `after ${(round - 1) * atOnce} streams were left, the next gave no output: ${late.came}`;
      return { verdict: 'fail', came, fix };
    }
    aloneMs ??= Math.max(...firsts.map(({ firstMs = 0 }) => firstMs));
  }
  const timeouts = { firstOutputMs: Math.min(ttft.failMs, context.timeoutMs) };
  const { exchange } = await capture(context, streamRequest(context, shortPrompt), timeouts);
  const firstMs = exchange.timeline.events.find(isOutput)?.atMs;
  if (firstMs === undefined) return { verdict: 'fail', came: described(exchange), fix };
  const verdict = gradeTime(Math.max(0, firstMs - (aloneMs ?? 0)), ttft);
  const came = `first output after ${formatMs(firstMs)}, and ${formatMs(aloneMs ?? 0)} before any was left`;
  return verdict === 'pass' ? { verdict, came } : { verdict, came, fix };
}

interface Left {
  readonly firstMs: number | undefined;
  readonly came: string;
}

/** Goes away as soon as anything of the answer came. */
async function leaveAfterFirst(context: CheckContext): Promise<Left> {
  const { target, signal, limits, timeoutMs } = context;
  const leave = new AbortController();
  let firstMs: number | undefined;
  const exchange = await target.exchange(streamRequest(context, prompt), {
    timeouts: {
      firstOutputMs: Math.min(limits.ttft.failMs, timeoutMs),
      idleMs: timeoutMs,
      totalMs: timeoutMs,
    },
    retries: 0,
    signal: AbortSignal.any([signal, leave.signal]),
    onFirstOutput: (atMs) => {
      firstMs = atMs;
      leave.abort();
    },
  });
  signal.throwIfAborted();
  return { firstMs, came: described(exchange) };
}
