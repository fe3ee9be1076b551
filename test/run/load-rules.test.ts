import { expect, test } from 'vitest';
import { layerSettings } from '../../src/run/layered-settings.js';
import { defaultLayer, flagLayer } from '../../src/run/setting-layers.js';
import { fileLayer } from '../../src/run/settings-file.js';

const load = (options: Record<string, unknown>) =>
  layerSettings([flagLayer({ target: 'mock', ...options }), defaultLayer()]).settings;

test('an open loop has a rate, arrivals, an end and perhaps a ramp', () => {
  const { rate, arrivals, durationMs, rampMs } = load({
    rate: '2.5',
    arrivals: 'poisson',
    duration: '1m',
    ramp: '10s',
  });

  expect({ rate, arrivals, durationMs, rampMs }).toEqual({
    rate: 2.5,
    arrivals: 'poisson',
    durationMs: 60_000,
    rampMs: 10_000,
  });
});

test.each([
  [{ duration: '10s' }, 'flag --duration: a duration needs --rate R'],
  [{ ramp: '10s' }, 'flag --ramp: there is no rate to grow to'],
  [{ arrivals: 'poisson' }, 'flag --arrivals: arrivals are drawn for an open loop'],
  [{ rate: '5', concurrency: '4' }, 'flag --concurrency: an open loop (flag --rate) issues on its schedule'],
  [
    { rate: '5', duration: '10s', requests: '10' },
    'flag --requests: flag --duration already says when it ends',
  ],
  [{ rate: '5', duration: '10s', ramp: '10s' }, 'flag --ramp: the ramp must be over before the end'],
  [{ rate: '10000', duration: '1h' }, 'flag --duration: that makes more than 200000 attempts'],
  [{ rate: '5', requests: '10', repeat: '3' }, 'flag --repeat: flag --requests already says how often'],
  [{ requests: '10', repeat: '3' }, 'flag --repeat: flag --requests already says how often'],
  [{ rate: '5', resume: 'r1' }, 'flag --resume: an open loop is not taken up again'],
  [{ rate: '0' }, 'flag --rate: must be a number from 0.001 to 10000'],
  [{ arrivals: 'bursty', rate: '1' }, 'flag --arrivals: must be constant or poisson'],
  [{ slo: 'ttft=soon' }, 'flag --slo: must be terms like ttft=2s'],
])('%j is refused', (options, message) => {
  expect(() => load(options)).toThrow(message);
});

test.each([{ rate: '1' }, { requests: '5' }])('an official run refuses %j', (options) => {
  expect(() => load({ official: true, nonceFile: 'nonce', repeat: '1', ...options })).toThrow(
    'an official run has no load shape',
  );
});

test('a service level objective is a text or, in the file, a map; both become one canonical text', () => {
  const file = fileLayer(
    { name: 'janus-bench.yaml', path: '/p/janus-bench.yaml', text: 'slo: {gap: 1500ms, ttft: 2}\n' },
    '/p',
  );

  expect(load({ slo: ' latency=10s , ttft=2' }).slo).toBe('ttft=2s,latency=10s');
  expect(layerSettings([flagLayer({ target: 'mock' }), file, defaultLayer()]).settings.slo).toBe(
    'ttft=2s,gap=1500ms',
  );
});
