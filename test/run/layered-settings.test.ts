import { expect, test } from 'vitest';
import { BenchError } from '../../src/errors/bench-error.js';
import { layerSettings, type SettingLayer } from '../../src/run/layered-settings.js';
import {
  defaultLayer,
  environmentLayer,
  flagLayer,
  officialLayer,
  optionLayer,
} from '../../src/run/setting-layers.js';
import { settingKeys, settingRow } from '../../src/run/setting-table.js';
import { fileLayer } from '../../src/run/settings-file.js';

const flags = (options: Record<string, unknown>) =>
  flagLayer({ target: 'http://localhost:8001', ...options });
const file = (text: string) =>
  fileLayer({ name: 'janus-bench.yaml', path: '/project/janus-bench.yaml', text }, '/project');
const layered = (...layers: SettingLayer[]) => layerSettings([...layers, defaultLayer()]);

function problemOf(act: () => unknown): string {
  try {
    act();
  } catch (problem) {
    if (problem instanceof BenchError && problem.reason === 'usage') return problem.message;
    throw problem;
  }
  throw new Error('nothing was wrong');
}

test('without a word from the user every setting has its documented default', () => {
  const { settings, sources } = layered(flags({}));

  expect(settings).toEqual({
    target: 'http://localhost:8001',
    header: {},
    insecure: false,
    readyTimeoutMs: 30_000,
    suite: 'public/dev',
    category: [],
    only: [],
    customGraders: false,
    repeat: 1,
    seed: '1',
    concurrency: 1,
    connections: 'pooled',
    arrivals: 'constant',
    timeoutFirstMs: 30_000,
    timeoutIdleMs: 60_000,
    timeoutMs: 300_000,
    warmup: 1,
    retry: 0,
    bail: false,
    body: {},
    output: 'janus-results',
    bootstrapBaseline: false,
    strict: false,
    trace: false,
    dryRun: false,
    allowPartial: false,
    reporter: [],
    json: false,
    judgeConcurrency: 4,
    judgeTimeoutMs: 120_000,
    judgeTemperature: 0,
    judgeMaxTokens: 4_000,
    judgeUnfit: 'refuse',
    jsonEvents: false,
    quiet: false,
    official: false,
  });
  expect(sources.target).toBe('flag --target');
  expect(new Set(settingKeys.filter((key) => key !== 'target').map((key) => sources[key]))).toEqual(
    new Set(['default']),
  );
});

test('a flag beats the environment, which beats the file, which beats the default', () => {
  const { settings, sources } = layered(
    flags({ repeat: '2' }),
    environmentLayer({ JANUS_BENCH_REPEAT: '3', JANUS_BENCH_TIMEOUT_FIRST: '300ms' }),
    file('# ours\nrepeat: 4\ntimeoutFirst: 5m\ntimeoutIdle: 10\n'),
  );

  expect(settings).toMatchObject({
    repeat: 2,
    timeoutFirstMs: 300,
    timeoutIdleMs: 10_000,
    timeoutMs: 300_000,
  });
  expect(sources).toMatchObject({
    repeat: 'flag --repeat',
    timeoutFirstMs: 'env JANUS_BENCH_TIMEOUT_FIRST',
    timeoutIdleMs: 'janus-bench.yaml:4',
    timeoutMs: 'default',
  });
});

test('a variable that is empty is not set', () => {
  expect(layered(flags({}), environmentLayer({ JANUS_BENCH_MODEL: '' })).sources.model).toBe('default');
});

test.each([
  ['true', true],
  ['1', true],
  ['YES', true],
  ['off', false],
  ['0', false],
])('the switch text %s is %s', (text, isOn) => {
  expect(layered(flags({}), environmentLayer({ JANUS_BENCH_TRACE: text })).settings.trace).toBe(isOn);
});

test('a flag can switch off what the file switches on', () => {
  expect(layered(flags({ trace: false }), file('trace: true')).settings.trace).toBe(false);
});

test('lists come from repeated flags, from commas and from YAML lists', () => {
  expect(layered(flags({ category: ['chat', 'tools,research', 'chat'] })).settings.category).toEqual([
    'chat',
    'tools',
    'research',
  ]);
  expect(layered(flags({}), file('only: [a, b]')).settings.only).toEqual(['a', 'b']);
});

test('pairs come from flags, from lines and from a map; body values are JSON where they can be', () => {
  const { settings } = layered(
    flags({ header: ['X-One: a: b'], body: ['top_p=0.9', 'stop=["x"]', 'user=me', 'none=null', 'eq=a=b'] }),
  );

  expect(settings.header).toEqual({ 'X-One': 'a: b' });
  expect(settings.body).toEqual({ top_p: 0.9, stop: ['x'], user: 'me', none: null, eq: 'a=b' });
  expect(layered(flags({}), environmentLayer({ JANUS_BENCH_HEADER: 'A: 1\nB: 2' })).settings.header).toEqual({
    A: '1',
    B: '2',
  });
  expect(layered(flags({}), file('body: {top_p: 0.5, metadata: {a: [1]}}')).settings.body).toEqual({
    top_p: 0.5,
    metadata: { a: [1] },
  });
});

test('every mistake of every layer is told at once, with its place', () => {
  const message = problemOf(() =>
    layered(
      flags({ repeat: '0', timeout: 'soon' }),
      environmentLayer({ JANUS_BENCH_CONCURRENCY: 'many' }),
      file('repeat: -1\ntimeot: 5\ntarget: ftp://x\n'),
    ),
  );

  expect(message.split('\n').map((line) => line.trim())).toEqual([
    '6 settings are wrong',
    'flag --repeat: must be a whole number from 1 to 1000',
    'flag --timeout: must be a time from 1 ms to 24 h: a bare number of seconds, or 300ms, 10s, 5m, 1h',
    'env JANUS_BENCH_CONCURRENCY: must be a whole number from 1 to 1000',
    'janus-bench.yaml:1:1: repeat: must be a whole number from 1 to 1000',
    'janus-bench.yaml:2:1: "timeot" is not a setting; did you mean timeout?',
    'janus-bench.yaml:3:1: target: must be an http:// or https:// URL, unix:/path.sock, or "mock"',
  ]);
});

test('a wrong value of the file is told by key and place, once, and not called missing as well', () => {
  expect(problemOf(() => layered(flagLayer({}), file('repeat: 2\ntarget: ftp://x\n')))).toBe(
    'janus-bench.yaml:2:1: target: must be an http:// or https:// URL, unix:/path.sock, or "mock"',
  );
});

test('broken YAML is told with line and column', () => {
  expect(problemOf(() => layered(flags({}), file('target: [')))).toMatch(/^janus-bench\.yaml:1:\d+ not YAML/);
});

test('paths of the file are relative to the file', () => {
  const layer = fileLayer(
    {
      name: '../janus-bench.yaml',
      path: '/project/janus-bench.yaml',
      text: 'output: results\nsuite: ./suites/mine\nmeter: /abs/m.jsonl',
    },
    '/project/sub',
  );

  expect(layered(flags({}), layer).settings).toMatchObject({
    output: '../results',
    suite: '../suites/mine',
    meter: '/abs/m.jsonl',
  });
});

test('an unknown option of the library is a mistake', () => {
  const options = { target: 'mock', timout: 5 };

  expect(problemOf(() => layered(optionLayer(options)))).toContain('did you mean timeout?');
});

test.each([
  [{ target: undefined }, 'no target'],
  [{ start: 'x', target: 'mock' }, 'flag --start'],
  [{ judgeUrl: 'http://localhost:1' }, '--judge-model'],
  [{ judgeModel: 'm' }, 'flag --judge-model'],
  [{ judgeUrl: ['http://a', 'http://b'], judgeModel: 'm' }, '2 judges and 1 models'],
  [{ judgeUrl: ['http://a', 'http://a'], judgeModel: ['m', 'm'] }, 'one judge is named twice'],
  [
    { judgeUrl: ['http://a', 'http://b'], judgeModel: ['m', 'm'], judgeApiKeyEnv: 'K' },
    'name one key for each',
  ],
  [{ judgeUrl: 'http://a', judgeModel: ['m', 'n', 'o'], judgeApiKeyEnv: ['K', 'L'] }, '3 judges and 2 keys'],
  [{ judgeUrl: 'mock', judgeBudgetUsd: '1' }, '--judge-price'],
  [{ judgeUrl: 'mock', judgePrice: ['1,2', '3,4'] }, '1 judges and 2 prices'],
  [{ judgeUrl: 'mock', judgePrice: '1' }, 'must be IN,OUT'],
  [{ judgePrice: '1,2' }, 'there is no judge to use it'],
  [{ judgeUrl: ['mock', 'ftp://x'] }, 'http:// or https://'],
  [{ json: true, jsonEvents: true }, 'flag --json-events'],
  [{ maxTokens: '5', body: ['max_tokens=6'] }, 'flag --max-tokens'],
  [{ body: ['messages=[]'] }, 'comes from the task'],
  [{ body: ['novalue'] }, 'NAME=VALUE'],
  [{ header: ['no-colon'] }, 'NAME: VALUE'],
  [{ header: ['a: 1', 'A: 2'] }, 'given twice'],
  [{ header: ['x: a\u2028b'] }, 'no header can carry'],
  [{ nonceFile: 'n' }, 'official'],
  [{ temperature: '3' }, 'from 0 to 2'],
  [{ timeout: '0' }, 'from 1 ms'],
])('%j is refused, naming the place', (options, part) => {
  expect(problemOf(() => layered(flags(options)))).toContain(part);
});

test('a key given where its name belongs is refused without being repeated', () => {
  const message = problemOf(() => layered(flags({ apiKeyEnv: 'sk-very-secret' })));

  expect(message).toContain('NAME of an environment variable');
  expect(message).not.toContain('sk-very-secret');
});

test('an official run has 3 repeats unless told more, and refuses what would make it another contract', () => {
  const official = { official: true, nonceFile: 'nonce' };

  expect(layered(flags(official), officialLayer).settings.repeat).toBe(3);
  expect(layered(flags({ ...official, repeat: '5' }), officialLayer).settings.repeat).toBe(5);
  const message = problemOf(() =>
    layered(
      flags({ official: true, repeat: '2', concurrency: '4', retry: '1', timeout: '10' }),
      officialLayer,
    ),
  );
  for (const part of [
    '--nonce-file',
    'flag --repeat',
    'flag --concurrency',
    'flag --retry',
    'flag --timeout',
  ]) {
    expect(message).toContain(part);
  }
});

test('every default in the table is one its own field accepts', () => {
  const withDefault = settingKeys.filter((key) => settingRow(key).default !== undefined);

  expect(withDefault.length).toBeGreaterThan(8);
  for (const key of withDefault) expect(layered(flags({})).settings[key]).toBeDefined();
});
