import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import type { CheckReport } from '../contract/check-report.js';
import { contractLimits } from '../contract/limits.js';
import { findingsRenderers } from '../contract/renderers.js';
import { runChecks } from '../contract/run-checks.js';
import { selectChecks, type ChosenCheck } from '../contract/select-checks.js';
import { writeFileAtomic } from '../lib/atomic-file.js';
import { realClock } from '../lib/real-clock.js';
import { loadSettings } from '../run/load-settings.js';
import { openMiner } from '../run/open-miner.js';
import { resolveModel } from '../run/preflight.js';
import { readResumedRun } from '../run/resumed-run.js';
import { readSecrets } from '../run/secrets.js';
import { flagLayer } from '../run/setting-layers.js';
import type { Settings } from '../run/settings.js';
import { targetKeys } from '../run/target-keys.js';
import { openTokenCounter } from '../target/token-counter.js';
import { openCheckProgress } from './check-progress.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { columnsOf, pathFrom, wantsColor, type Io } from './io.js';
import { isOn, readOptions, time, word } from './read-options.js';

/** `check`: does the target keep the contract? Exit code 1 where it does not. */
export const check: CommandAction = async (call) => {
  const { io, options } = call;
  const { only, long, timeout, format, json, output } = readOptions(call, {
    only: z.array(z.string()).default([]),
    long: isOn,
    timeout: time.default(120_000),
    format: word(['table', 'json', 'junit']).default('table'),
    json: isOn,
    output: z.string().optional(),
  });
  const chosen = selectChecks({ only: only.flatMap((ids) => ids.split(',')).filter(Boolean), isLong: long });
  const settings = await settingsFrom(options, io);
  using interrupt = listenForInterrupt(io, () => io.stderr.write('stopping: once more ends at once\n'));
  try {
    const { signal } = interrupt;
    const report = await checkTarget({ settings, chosen, timeoutMs: timeout, signal, io });
    const page = {
      columns: columnsOf(io.stdout),
      color: output === undefined && wantsColor(io.stdout, io.env),
    };
    const text = findingsRenderers[json ? 'json' : format](report, page);
    if (output === undefined) io.stdout.write(text);
    else await writeFileAtomic(pathFrom(io, output), text);
    return report.verdict === 'fail' ? 'bar' : 'ok';
  } catch (problem) {
    return interrupt.endedBy(problem);
  }
};

/** Flags that mean the same as in `run`, and their defaults from environment and settings file. */
async function settingsFrom(options: Readonly<Record<string, unknown>>, io: Io): Promise<Settings> {
  const given = Object.fromEntries(targetKeys.map((name) => [name, options[name]]));
  const origins = { given: flagLayer(given), env: io.env, cwd: io.cwd };
  return (await loadSettings(origins, readResumedRun)).settings;
}

interface CheckCall {
  readonly settings: Settings;
  readonly chosen: readonly ChosenCheck[];
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly io: Io;
}

async function checkTarget({ settings, chosen, timeoutMs, signal, io }: CheckCall): Promise<CheckReport> {
  const secrets = readSecrets(settings, io.env);
  await using miner = await openMiner({
    settings,
    secrets,
    clock: realClock,
    logPath: join(tmpdir(), 'janus-bench-check.log'),
    signal,
    env: io.env,
  });
  await using tokens = await openTokenCounter();
  using progress = openCheckProgress(io, chosen.length);
  const model = await resolveModel(miner.target, settings.model);
  return await runChecks({
    chosen,
    tools: {
      target: miner.target,
      model,
      tokens,
      clock: realClock,
      limits: contractLimits,
      timeoutMs,
      signal,
      secrets: secrets.texts,
    },
    shownUrl: miner.shownUrl,
    onFinding: progress.onFinding,
  });
}
