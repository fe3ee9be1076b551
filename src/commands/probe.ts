import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { renderProbe } from '../calibrate/probe-page.js';
import { probe as measure, type ProbeOptions } from '../calibrate/probe.js';
import { durationForms, parseDurationMs } from '../lib/duration.js';
import { realClock } from '../lib/real-clock.js';
import { loadSettings } from '../run/load-settings.js';
import { openMiner } from '../run/open-miner.js';
import { resolveModel } from '../run/preflight.js';
import { requestDefaults } from '../run/request-defaults.js';
import { readResumedRun } from '../run/resumed-run.js';
import { readSecrets } from '../run/secrets.js';
import { flagLayer } from '../run/setting-layers.js';
import type { Settings } from '../run/settings.js';
import { targetKeys } from '../run/target-keys.js';
import { buildChatRequest } from '../target/request.js';
import { openTokenCounter } from '../target/token-counter.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { columnsOf, wantsColor, type Io } from './io.js';
import { isOn, readOptions, wholeFrom } from './read-options.js';

const defaultPrompt = 'Count from 1 to 40 in words, separated by commas. Say nothing else.';

/** `probe`: no suite, no grades: how a target streams, in about ten seconds. */
export const probe: CommandAction = async (call) => {
  const { io, options, operands } = call;
  const { json, prompt, requests, duration } = readOptions(call, {
    json: isOn,
    prompt: z.string().min(1, 'must not be empty').default(defaultPrompt),
    requests: wholeFrom(1, 10_000).default(20),
    duration: z
      .string()
      .default('10s')
      .transform((text) => parseDurationMs(text) ?? Number.NaN)
      .pipe(z.number(`must be ${durationForms}`)),
  });
  const settings = await settingsFrom({ ...options, target: operands[0] }, io);
  using interrupt = listenForInterrupt(io, () => io.stderr.write('stopping: once more ends at once\n'));
  await using miner = await openMiner({
    settings,
    secrets: readSecrets(settings, io.env),
    clock: realClock,
    logPath: join(tmpdir(), 'janus-bench-probe.log'),
    signal: interrupt.signal,
    env: io.env,
  });
  await using tokens = await openTokenCounter();
  const model = await resolveModel(miner.target, settings.model);
  const result = await measure(miner.target, {
    ...requestOf(settings, { model, prompt }),
    requests,
    durationMs: duration,
    concurrency: settings.concurrency,
    signal: interrupt.signal,
    clock: realClock,
    tokens,
  });
  const page = { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) };
  const shown = { ...result, url: miner.shownUrl };
  io.stdout.write(json ? `${JSON.stringify(shown, null, 2)}\n` : renderProbe(shown, page));
  return interrupt.exitReason() ?? ((result.outcomes['ok'] ?? 0) > 0 ? 'ok' : 'preflight');
};

/** Flags that mean the same as in `run`, and their defaults from environment and settings file. */
const shared = [...targetKeys, 'concurrency', 'timeout', 'maxTokens'];

/** Each request opens its own connection, so that setting one up is measured too. */
async function settingsFrom(options: Readonly<Record<string, unknown>>, io: Io): Promise<Settings> {
  const given = Object.fromEntries(shared.map((name) => [name, options[name]]));
  const origins = { given: flagLayer({ ...given, connections: 'fresh' }), env: io.env, cwd: io.cwd };
  return (await loadSettings(origins, readResumedRun)).settings;
}

function requestOf(
  settings: Settings,
  { model, prompt }: { readonly model: string; readonly prompt: string },
): Pick<ProbeOptions, 'request' | 'timeouts'> {
  const { body, timeouts } = requestDefaults(settings, model);
  const messages = [{ role: 'user' as const, content: prompt }];
  return { request: buildChatRequest({ model, messages, extra: body }), timeouts };
}
