import { expect, test } from 'vitest';
import { renderProbe } from '../../src/calibrate/probe-page.js';
import { probe, type ProbeOptions } from '../../src/calibrate/probe.js';
import type { Clock } from '../../src/lib/clock.js';
import { realClock } from '../../src/lib/real-clock.js';
import { startMiner } from '../../src/mock/miner.js';
import type { Target } from '../../src/target/target.js';
import { helloRequest, openTestTarget, roomyTimeouts } from '../support/open-test-target.js';

function optionsFor(changes: Partial<ProbeOptions> = {}): ProbeOptions {
  return {
    request: helloRequest,
    requests: 3,
    durationMs: 60_000,
    concurrency: 1,
    timeouts: roomyTimeouts,
    signal: new AbortController().signal,
    clock: realClock,
    tokens: {
      count: (texts) => Promise.resolve({ counts: texts.map(() => 7), estimated: false }),
      countDeltas: (texts) => Promise.resolve({ counts: texts.map(() => 1), estimated: false }),
      [Symbol.asyncDispose]: () => Promise.resolve(),
    },
    ...changes,
  };
}

test('a miner is asked as often as was said, and every time is there', async () => {
  await using miner = await startMiner({ profile: 'steady', accuracy: 1, suites: [], seed: '1' });
  await using target = await openTestTarget(miner.url);
  const result = await probe(target, optionsFor());

  expect(result.outcomes).toEqual({ ok: 3 });
  const byName = Object.fromEntries(result.metrics.map((metric) => [metric.name, metric]));
  for (const name of ['ttftMs', 'ttfaMs', 'latencyMs', 'tokensPerSecond']) {
    expect(byName[name]?.distribution.n).toBe(3);
    expect(byName[name]?.distribution.p50).toBeGreaterThan(0);
    expect(byName[name]?.each).toHaveLength(3);
  }
});

test('no request begins once the time is up, but the first does', async () => {
  await using miner = await startMiner({ profile: 'steady', accuracy: 1, suites: [], seed: '1' });
  await using target = await openTestTarget(miner.url);
  const hurried: Clock = { ...realClock, nowMs: () => performance.now() * 1e6 };
  const result = await probe(target, optionsFor({ clock: hurried, durationMs: 1 }));

  expect(result.requests).toHaveLength(1);
  expect(renderProbe(result, { columns: 80, color: false })).toContain('time was up before the other 2');
});

test('failures are counted by kind and leave the metrics empty, not zero', async () => {
  await using target: Target = await openTestTarget('http://127.0.0.1:9');
  const result = await probe(target, optionsFor());

  expect(result.outcomes).toEqual({ connect_refused: 3 });
  expect(result.metrics.map(({ distribution }) => distribution.p50)).toEqual(result.metrics.map(() => null));
  expect(renderProbe(result, { columns: 80, color: false })).toContain('3 connect_refused');
});
