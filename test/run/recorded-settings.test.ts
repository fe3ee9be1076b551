import { expect, test } from 'vitest';
import { layerSettings } from '../../src/run/layered-settings.js';
import { recordedSettings } from '../../src/run/recorded-settings.js';
import { resumeSettings } from '../../src/run/resumed-settings.js';
import { defaultLayer, environmentLayer, flagLayer } from '../../src/run/setting-layers.js';
import { readSecrets } from '../../src/run/secrets.js';
import { settingKeys } from '../../src/run/setting-table.js';

const layered = (options: Record<string, unknown>) => layerSettings([flagLayer(options), defaultLayer()]);
const target = 'http://localhost:8001';

function resumed(
  started: Record<string, unknown>,
  now: Record<string, unknown>,
  env: NodeJS.ProcessEnv = {},
) {
  const run = { runId: 'r1', recorded: recordedSettings(layered(started)) };
  return resumeSettings(run, { flags: flagLayer(now), others: [environmentLayer(env), defaultLayer()] });
}

test('every setting is recorded with its source, unset ones as null', () => {
  const recorded = recordedSettings(layered({ target, timeout: '5m' }));

  expect(Object.keys(recorded)).toEqual(settingKeys);
  expect(recorded['timeoutMs']).toEqual({ value: 300_000, from: 'flag --timeout' });
  expect(recorded['limit']).toEqual({ value: null, from: 'default' });
});

test('no secret is recorded', () => {
  const recorded = recordedSettings(
    layered({
      target: 'http://user:hunter22@localhost:8001',
      header: ['Authorization: Bearer sk-hidden', 'X-Team: hidden-too'],
      body: ['api_key=sk-hidden', 'extra={"token":"sk-hidden","list":[{"secret":"sk-hidden"}],"n":1}'],
      start: 'OPENAI_API_KEY=sk-hidden ./agent',
      judgeUrl: 'https://sk-hidden@judge',
      judgeModel: 'm',
      apiKeyEnv: 'MY_KEY',
    }),
  );

  expect(JSON.stringify(recorded)).not.toMatch(/hidden|hunter22/);
  expect(recorded['target']?.value).toBe('http://***@localhost:8001');
  expect(recorded['header']?.value).toEqual({ Authorization: '***', 'X-Team': '***' });
  expect(recorded['body']?.value).toEqual({
    api_key: '***',
    extra: { token: '***', list: [{ secret: '***' }], n: 1 },
  });
  expect(recorded['apiKeyEnv']?.value).toBe('MY_KEY');
});

test('keys are read from the variables the settings name, and listed for masking', () => {
  const { settings } = layered({
    target: 'http://u:p%40ssw0rd@h',
    apiKeyEnv: 'A',
    judgeUrl: 'http://j',
    judgeModel: 'm',
    judgeApiKeyEnv: 'B',
    header: ['Authorization: Bearer abcd1234', 'X-Env: prod'],
  });
  const secrets = readSecrets(settings, { A: 'key-a', B: ' key-b ' });

  expect(secrets.apiKey).toBe('key-a');
  expect(secrets.judgeApiKeys).toEqual(['key-b']);
  expect([...secrets.texts].sort()).toEqual(
    ['key-a', 'key-b', 'Bearer abcd1234', 'abcd1234', 'p%40ssw0rd', 'p@ssw0rd'].sort(),
  );
  expect(() => readSecrets(settings, { A: 'x'.repeat(9) })).toThrow('--judge-api-key-env names B');
});

test('keys inside a start command or the body are listed for masking too', () => {
  const { settings } = layered({
    target,
    start: "OPENAI_API_KEY='sk one' ./agent --token abcd --port 8001",
    body: ['extra={"api_key":"sk-two","list":[{"secret":"sk-three"}],"max_tokens":"9999"}'],
  });

  expect([...readSecrets(settings, {}).texts].sort()).toEqual(['abcd', 'sk one', 'sk-three', 'sk-two']);
});

test('a run is resumed with its own settings, whatever the environment says now', () => {
  const { settings, sources } = resumed(
    { target, timeout: '90s', repeat: '3', category: ['chat'], trace: true, json: true },
    { resume: 'r1' },
    { JANUS_BENCH_REPEAT: '7', JANUS_BENCH_LIMIT: '2' },
  );

  expect(settings).toMatchObject({
    target,
    timeoutMs: 90_000,
    repeat: 3,
    category: ['chat'],
    trace: true,
    json: false,
  });
  expect(settings.limit).toBeUndefined();
  expect(sources).toMatchObject({ timeoutMs: 'run r1', resume: 'flag --resume', json: 'default' });
});

test('a resumed run cannot be told to measure something else', () => {
  expect(() => resumed({ target, repeat: '3' }, { resume: 'r1', repeat: '4' })).toThrow(
    'flag --repeat: repeat was 3 in the run',
  );
  expect(() => resumed({ target }, { resume: 'r1', limit: '4' })).toThrow('limit was null');
  expect(resumed({ target, repeat: '3' }, { resume: 'r1', repeat: '3' }).settings.repeat).toBe(3);
});

test('secrets of a resumed run must be said again', () => {
  const started = {
    target: 'http://u:pw@h:1',
    header: ['Authorization: Bearer x'],
    start: 'KEY=abc ./agent',
  };

  expect(() => resumed(started, { resume: 'r1', target: 'http://u:pw@h:1' })).toThrow(
    /header .*say it again/,
  );
  expect(() => resumed(started, { resume: 'r1', ...started, start: undefined })).toThrow(
    /start: .*say it again/,
  );
  expect(resumed(started, { resume: 'r1', ...started }).settings.header).toEqual({
    Authorization: 'Bearer x',
  });
});
