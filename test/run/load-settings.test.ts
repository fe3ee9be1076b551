import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSettings } from '../../src/run/load-settings.js';
import { recordedSettings } from '../../src/run/recorded-settings.js';
import { flagLayer } from '../../src/run/setting-layers.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'janus-settings-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const noRun = () => Promise.reject(new Error('no run was asked for'));
const load = (
  cwd: string,
  more: { flags?: Record<string, unknown>; env?: NodeJS.ProcessEnv; configPath?: string } = {},
) =>
  loadSettings(
    {
      given: flagLayer({ target: 'mock', ...more.flags }),
      env: more.env ?? {},
      cwd,
      configPath: more.configPath,
    },
    noRun,
  );

test('the nearest file up to the root of the repository is used', async () => {
  await mkdir(join(folder, '.git'));
  await mkdir(join(folder, 'a', 'b'), { recursive: true });
  await writeFile(join(folder, 'janus-bench.yaml'), 'repeat: 2\noutput: out\n');

  const { settings, sources } = await load(join(folder, 'a', 'b'));

  expect(settings.repeat).toBe(2);
  expect(settings.output).toBe('../../out');
  expect(sources.repeat).toBe('../../janus-bench.yaml:1');
});

test('outside of a repository a folder above is not trusted', async () => {
  await mkdir(join(folder, 'a'));
  await writeFile(join(folder, 'janus-bench.yaml'), 'repeat: 2\n');

  expect((await load(join(folder, 'a'))).settings.repeat).toBe(1);
  expect((await load(folder)).settings.repeat).toBe(2);
});

test('--config names a file, JANUS_BENCH_CONFIG too, and none means no file', async () => {
  await writeFile(join(folder, 'janus-bench.yaml'), 'repeat: 2\n');
  await writeFile(join(folder, 'ci.yaml'), 'repeat: 5\n');

  expect((await load(folder, { configPath: 'ci.yaml' })).settings.repeat).toBe(5);
  expect((await load(folder, { env: { JANUS_BENCH_CONFIG: 'ci.yaml' } })).settings.repeat).toBe(5);
  expect((await load(folder, { env: { JANUS_BENCH_CONFIG: 'none' } })).settings.repeat).toBe(1);
  await expect(load(folder, { configPath: 'gone.yaml' })).rejects.toThrow('gone.yaml');
});

test('an unknown variable is a warning with the likely name; one that holds a key is none', async () => {
  const { warnings } = await load(folder, {
    flags: { apiKeyEnv: 'JANUS_BENCH_KEY' },
    env: { JANUS_BENCH_TIMEOT: '5', JANUS_BENCH_KEY: 'k' },
  });

  expect(warnings).toEqual(['env JANUS_BENCH_TIMEOT is not a setting; did you mean JANUS_BENCH_TIMEOUT?']);
});

test('official raises the repeats wherever it is said', async () => {
  await writeFile(join(folder, 'janus-bench.yaml'), 'official: yes\nnonceFile: n\n');

  const { settings, sources } = await load(folder);

  expect(settings.repeat).toBe(3);
  expect(sources.repeat).toBe('--official');
});

test('with --resume the named run is looked up in the output folder and its settings are used', async () => {
  const started = await load(folder, { flags: { repeat: '4' } });
  const asked: unknown[] = [];

  const { settings } = await loadSettings(
    { given: flagLayer({ resume: 'r1', output: 'there' }), env: {}, cwd: folder },
    (reference, output) => {
      asked.push(reference, output);
      return Promise.resolve({ runId: 'r1', recorded: recordedSettings(started) });
    },
  );

  expect(asked).toEqual(['r1', 'there']);
  expect(settings).toMatchObject({ target: 'mock', repeat: 4, resume: 'r1' });
});
