import { costUsd } from './cost.js';
import { gapsMs, maxGapMs, silenceMs, stalledMs, stalls } from './gaps.js';
import { keepAliveMaxMs, keepAlives, keepAlivesPerMinute } from './keep-alives.js';
import {
  clientLagMs,
  connectMs,
  latencyMs,
  lifecycleMs,
  reasoningMs,
  responseMs,
  scheduleLagMs,
  ttfaMs,
  ttfcMs,
  ttftMs,
  ttftcMs,
} from './latency.js';
import type { MeasuredAttempt } from './measured.js';
import type { Metric } from './metric.js';
import { chunkTokenRatio, coalescedShare, tokensPerSecond, tpotMs } from './throughput.js';
import {
  cachedTokens,
  completionTokens,
  ownCompletionTokens,
  ownPromptTokens,
  promptTokens,
  reasoningTokens,
} from './tokens.js';

/** Every metric, once. Times leave connection set-up out unless they are about it. */
export const metrics = {
  connectMs: {
    label: 'Connection',
    unit: 'ms',
    better: 'lower',
    formula: 'connection set-up inside the attempt; 0 when reused',
    of: connectMs,
  },
  ttftMs: {
    label: 'TTFT',
    unit: 'ms',
    better: 'lower',
    formula: 'first output - issued - connect; worst exchange',
    of: ttftMs,
  },
  ttfaMs: {
    label: 'First answer',
    unit: 'ms',
    better: 'lower',
    formula: 'first character of the graded span - issued - connect; worst exchange',
    of: ttfaMs,
  },
  ttfcMs: {
    label: 'First content',
    unit: 'ms',
    better: 'lower',
    formula: 'first content event - issued - connect; worst exchange',
    of: ttfcMs,
  },
  ttftcMs: {
    label: 'First tool call',
    unit: 'ms',
    better: 'lower',
    formula: 'first tool event - issued - connect; worst exchange',
    of: ttftcMs,
  },
  reasoningMs: {
    label: 'Reasoning',
    unit: 'ms',
    better: 'lower',
    formula: 'first answer - first reasoning event; longest exchange',
    of: reasoningMs,
  },
  latencyMs: {
    label: 'Latency',
    unit: 'ms',
    better: 'lower',
    formula: 'last output - issued - connect; sum of exchanges',
    of: latencyMs,
  },
  lifecycleMs: {
    label: 'Lifecycle',
    unit: 'ms',
    better: 'lower',
    formula: 'end of the body - issued - connect; sum of exchanges',
    of: lifecycleMs,
  },
  scheduleLagMs: {
    label: 'Schedule lag',
    unit: 'ms',
    better: 'lower',
    formula: 'issued - scheduled; worst exchange',
    of: scheduleLagMs,
  },
  responseMs: {
    label: 'Response',
    unit: 'ms',
    better: 'lower',
    formula: 'latency + schedule lag; sum of exchanges',
    of: responseMs,
  },
  gapsMs: {
    label: 'Gaps',
    unit: 'ms',
    better: 'lower',
    formula: 'differences between consecutive reads with output, within an exchange',
    of: gapsMs,
  },
  maxGapMs: {
    label: 'Longest gap',
    unit: 'ms',
    better: 'lower',
    formula: 'greatest gap',
    of: maxGapMs,
  },
  stalls: {
    label: 'Stalls',
    unit: 'count',
    better: 'lower',
    formula: 'gaps over 2 s',
    of: stalls,
  },
  stalledMs: {
    label: 'Stalled',
    unit: 'ms',
    better: 'lower',
    formula: 'sum of the gaps over 2 s',
    of: stalledMs,
  },
  silenceMs: {
    label: 'Longest silence',
    unit: 'ms',
    better: 'lower',
    formula: 'longest time without a byte, issue to end; worst exchange',
    of: silenceMs,
  },
  keepAlives: {
    label: 'Keep-alives',
    unit: 'count',
    better: 'none',
    formula: 'comments and empty data frames',
    of: keepAlives,
  },
  keepAlivesPerMinute: {
    label: 'Keep-alive rate',
    unit: '1/min',
    better: 'none',
    formula: 'keep-alives / lifecycle in minutes',
    of: keepAlivesPerMinute,
  },
  keepAliveMaxMs: {
    label: 'Longest keep-alive wait',
    unit: 'ms',
    better: 'lower',
    formula: 'longest wait between signs of life where keep-alives bridge a wait for output',
    of: keepAliveMaxMs,
  },
  tpotMs: {
    label: 'TPOT',
    unit: 'ms/token',
    better: 'lower',
    formula: '(latency - ttft) / (completion tokens - 1); from two tokens and two reads',
    of: tpotMs,
  },
  tokensPerSecond: {
    label: 'Throughput',
    unit: 'tokens/s',
    better: 'higher',
    formula: 'completion tokens / latency',
    of: tokensPerSecond,
  },
  coalescedShare: {
    label: 'Coalesced',
    unit: 'share',
    better: 'lower',
    formula: 'frames with output that share their read with another / frames with output',
    of: coalescedShare,
  },
  chunkTokenRatio: {
    label: 'Chunks per token',
    unit: 'ratio',
    better: 'none',
    formula: 'frames with output / completion tokens',
    of: chunkTokenRatio,
  },
  promptTokens: {
    label: 'Prompt tokens',
    unit: 'tokens',
    better: 'lower',
    formula: 'usage.prompt_tokens; sum of exchanges',
    of: promptTokens,
  },
  completionTokens: {
    label: 'Completion tokens',
    unit: 'tokens',
    better: 'lower',
    formula: 'usage.completion_tokens, reasoning inside; sum of exchanges',
    of: completionTokens,
  },
  reasoningTokens: {
    label: 'Reasoning tokens',
    unit: 'tokens',
    better: 'lower',
    formula: 'usage reasoning tokens; sum of exchanges',
    of: reasoningTokens,
  },
  cachedTokens: {
    label: 'Cached tokens',
    unit: 'tokens',
    better: 'none',
    formula: 'usage cached tokens; sum of exchanges',
    of: cachedTokens,
  },
  ownPromptTokens: {
    label: 'Own prompt count',
    unit: 'tokens',
    better: 'none',
    formula: 'o200k tokens of the message text sent; sum of exchanges',
    of: ownPromptTokens,
  },
  ownCompletionTokens: {
    label: 'Own completion count',
    unit: 'tokens',
    better: 'none',
    formula: 'o200k tokens of the text received; sum of exchanges',
    of: ownCompletionTokens,
  },
  costUsd: {
    label: 'Reference cost',
    unit: 'USD',
    better: 'lower',
    formula: 'tokens in and out, calls and compute seconds at the reference prices',
    of: costUsd,
  },
  clientLagMs: {
    label: 'Client lag',
    unit: 'ms',
    better: 'lower',
    formula: 'worst event-loop stall of the timing side; worst exchange',
    of: clientLagMs,
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;

/** A metric's samples of one attempt, ready to be pooled; none where it was not measured. */
export function samplesOf(name: MetricName, attempt: MeasuredAttempt): readonly number[] {
  const value: ReturnType<Metric['of']> = metrics[name].of(attempt);
  if (value === undefined) return [];
  return typeof value === 'number' ? [value] : value;
}
