import type { SettingRow } from './setting-row.js';

/** How attempts arrive, how long they may take, what is tried again. */
export const loadRows = {
  concurrency: { group: 'Load and time', value: 'N', help: 'attempts at a time', default: '1' },
  connections: {
    group: 'Load and time',
    value: 'MODE',
    help: 'pooled: opened ahead and used again; fresh: each request opens its own',
    default: 'pooled',
  },
  requests: {
    group: 'Load and time',
    value: 'N',
    help: 'attempts in all, tasks repeating in turn; left out: each task --repeat times',
  },
  rate: {
    group: 'Load and time',
    value: 'R',
    help: 'open loop: R attempts a second on a schedule made beforehand, whatever comes back',
  },
  arrivals: {
    group: 'Load and time',
    value: 'HOW',
    help: 'with --rate: constant or poisson',
    default: 'constant',
  },
  durationMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'with --rate: how long attempts arrive, tasks repeating in turn',
  },
  rampMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'with --rate: grow to it in a straight line over this time',
  },
  slo: {
    group: 'Load and time',
    value: 'TERMS',
    help: 'count what keeps these as goodput: ttft=2s,latency=10s,gap=2s',
    onResume: 'kept',
  },
  timeoutFirstMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'the longest wait for the first output',
    default: '30s',
  },
  timeoutIdleMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'the longest time without any byte',
    default: '60s',
  },
  timeoutMs: {
    group: 'Load and time',
    value: 'TIME',
    help: 'the longest an attempt may take, all its requests together',
    default: '300s',
  },
  warmup: {
    group: 'Load and time',
    value: 'N',
    help: 'unscored requests before the first task',
    default: '1',
  },
  retry: {
    group: 'Load and time',
    value: 'N',
    help: 'further tries on 429, 503 and resets, timed from the first',
    default: '0',
  },
  bail: { group: 'Load and time', help: 'stop at the first attempt that is not a pass', onResume: 'kept' },
} as const satisfies Record<string, SettingRow>;
