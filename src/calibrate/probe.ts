import type { Clock } from '../lib/clock.js';
import { metrics, samplesOf, type MetricName } from '../metrics/catalogue.js';
import { distribution, type Distribution } from '../metrics/distribution.js';
import type { MeasuredAttempt } from '../metrics/measured.js';
import type { ChatRequest, Exchange } from '../target/exchange.js';
import type { Target, Timeouts } from '../target/target.js';
import type { TokenCounter } from '../target/token-counter.js';

/** What a probe looks at. The answer of a probe begins with its content: nobody grades a span of it. */
export const probedMetrics = [
  'connectMs',
  'ttftMs',
  'ttfaMs',
  'latencyMs',
  'gapsMs',
  'maxGapMs',
  'silenceMs',
  'tokensPerSecond',
  'keepAlives',
  'coalescedShare',
] as const satisfies readonly MetricName[];

export interface ProbeOptions {
  readonly request: ChatRequest;
  readonly requests: number;
  /** No request begins after it, ms. */
  readonly durationMs: number;
  readonly concurrency: number;
  readonly timeouts: Timeouts;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly tokens: TokenCounter;
  readonly onRequest?: ((done: number) => void) | undefined;
}

export interface ProbeResult {
  readonly url: string;
  readonly asked: number;
  readonly tookMs: number;
  /** How many ended how: `ok`, or the error. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly metrics: readonly ProbedMetric[];
  readonly requests: readonly ProbedRequest[];
}

export interface ProbedMetric {
  readonly name: MetricName;
  readonly label: string;
  readonly unit: string;
  readonly distribution: Distribution;
  /** The greatest of each request, in order; undefined: it has none. */
  readonly each: readonly (number | undefined)[];
}

export interface ProbedRequest {
  readonly outcome: string;
  readonly detail: string;
  readonly flags: readonly string[];
}

/** The same request again and again, timed as in a run. Only what came well counts for the metrics. */
export async function probe(target: Target, options: ProbeOptions): Promise<ProbeResult> {
  const startedMs = options.clock.nowMs();
  const exchanges: Exchange[] = [];
  let begun = 0;
  const mayBegin = () =>
    begun < options.requests &&
    !options.signal.aborted &&
    (begun < options.concurrency || options.clock.nowMs() - startedMs < options.durationMs);
  const lane = async () => {
    while (mayBegin()) {
      begun++;
      exchanges.push(await ask(target, options));
      options.onRequest?.(exchanges.length);
    }
  };
  await Promise.all(Array.from({ length: options.concurrency }, lane));
  const tookMs = options.clock.nowMs() - startedMs;
  const well = exchanges.filter(({ outcome }) => outcome.status === 'ok');
  const attempts = await Promise.all(well.map((exchange) => measured(exchange, options.tokens)));
  return {
    url: target.url,
    asked: options.requests,
    tookMs,
    outcomes: countOutcomes(exchanges),
    metrics: probedMetrics.map((name) => probedMetric(name, attempts, exchanges.length - well.length)),
    requests: exchanges.map(({ outcome, flags }) => ({
      outcome: nameOf(outcome),
      detail: outcome.status === 'ok' ? '' : outcome.detail,
      flags,
    })),
  };
}

function ask(target: Target, { request, timeouts, signal }: ProbeOptions): Promise<Exchange> {
  return target.exchange(request, { timeouts, retries: 0, signal });
}

/** Tokens are counted here only where the target does not report them. */
async function measured(exchange: Exchange, counter: TokenCounter): Promise<MeasuredAttempt> {
  const { timeline, usage, scheduleLagMs, clientLagMs, flags, reply } = exchange;
  const text = reply.reasoning + reply.content;
  const [out = 0] = usage?.completionTokens === undefined ? (await counter.count([text])).counts : [];
  return {
    exchanges: [
      {
        timeline,
        answerMs: timeline.events.find(({ kind }) => kind === 'content')?.atMs,
        usage,
        ownTokens: { in: 0, out },
        scheduleLagMs,
        clientLagMs,
        streamed: !flags.includes('not_streamed'),
      },
    ],
  };
}

function probedMetric(
  name: MetricName,
  attempts: readonly MeasuredAttempt[],
  failures: number,
): ProbedMetric {
  const samples = attempts.map((attempt) => samplesOf(name, attempt));
  const { label, unit } = metrics[name];
  return {
    name,
    label,
    unit,
    distribution: distribution(samples.flat(), failures),
    each: samples.map((values) => (values.length === 0 ? undefined : Math.max(...values))),
  };
}

function countOutcomes(exchanges: readonly Exchange[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { outcome } of exchanges) counts[nameOf(outcome)] = (counts[nameOf(outcome)] ?? 0) + 1;
  return counts;
}

function nameOf(outcome: Exchange['outcome']): string {
  return outcome.status === 'miner_error' ? outcome.kind : outcome.status;
}
