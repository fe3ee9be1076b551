import * as z from 'zod';
import { BenchError } from '../errors/bench-error.js';
import type { ExitReason } from '../errors/exit-codes.js';
import { inert } from '../lib/inert.js';
import { realClock } from '../lib/real-clock.js';
import { renderSweep, sweepOf } from '../report/sweep.js';
import type { RunResult } from '../results/run-result.js';
import { loadSettings, type LoadedSettings } from '../run/load-settings.js';
import { recordedSettings } from '../run/recorded-settings.js';
import type { OnRunEvent } from '../run/run-event.js';
import { readSecrets } from '../run/secrets.js';
import { flagLayer } from '../run/setting-layers.js';
import { runSeries, type BenchCall } from '../wiring.js';
import type { CommandAction } from './command.js';
import { listenForInterrupt } from './interrupt.js';
import { columnsOf, pathFrom, wantsColor, type Io } from './io.js';
import { openProgress } from './progress.js';
import { readOptions } from './read-options.js';

const levelsForm = 'must be rising whole numbers from 1 to 1000, like 1,2,4,8';

/** `sweep`: the same tasks at one concurrency after another, each a run of its own, and one table of all. */
export const sweep: CommandAction = async (call) => {
  const { io, options } = call;
  const { config, levels } = readOptions(call, {
    config: z.string().optional(),
    levels: z.string().default('1,2,4,8,16,32').transform(levelsFrom),
  });
  const origins = { given: flagLayer(options), env: io.env, cwd: io.cwd, configPath: config };
  const loaded = await loadSettings(origins, () => Promise.reject(notPartOfIt('--resume')));
  const { settings, warnings } = loaded;
  if (settings.rate !== undefined) throw notPartOfIt(loaded.sources.rate);
  if (settings.official) throw notPartOfIt(loaded.sources.official);
  if (!settings.quiet) for (const warning of warnings) io.stderr.write(`warning: ${inert(warning)}\n`);
  return measureLevels(loaded, levels, io);
};

async function measureLevels(loaded: LoadedSettings, levels: readonly number[], io: Io): Promise<ExitReason> {
  const { settings } = loaded;
  const results: RunResult[] = [];
  let reason: ExitReason = 'ok';
  using interrupt = listenForInterrupt(io, () => {
    io.stderr.write('stopping: the levels that are finished are kept; once more ends at once\n');
  });
  {
    using progress = await openProgress({ io, clock: realClock, quiet: settings.quiet });
    const shared = { io, signal: interrupt.signal, onEvent: progress.onEvent };
    const calls = levels.map((level) => callOf(loaded, level, shared));
    for await (const { result, exitReason } of runSeries(calls)) {
      if (exitReason === 'interrupted') {
        reason = interrupt.exitReason() ?? exitReason;
        break;
      }
      results.push(result);
      // More at a time will not bring back what does not answer one.
      if (result.attempts.every(({ outcome }) => outcome !== 'ok')) break;
    }
  }
  if (results.length > 0) io.stdout.write(shown(results, settings.json, io));
  return reason;
}

function shown(results: readonly RunResult[], asJson: boolean, io: Io): string {
  const found = sweepOf(results);
  if (asJson) return `${JSON.stringify(found, null, 2)}\n`;
  return renderSweep(found, { columns: columnsOf(io.stdout), color: wantsColor(io.stdout, io.env) });
}

interface Shared {
  readonly io: Io;
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
}

/** Fewer attempts than this a level say nothing of it, and each slot should be used a few times. */
const leastAttempts = 24;
const attemptsPerSlot = 4;

/** One level as a run: its seed differs, so that no level finds the answers of another in a cache. */
function callOf(loaded: LoadedSettings, level: number, { io, signal, onEvent }: Shared): BenchCall {
  const { sources } = loaded;
  const settings = {
    ...loaded.settings,
    output: pathFrom(io, loaded.settings.output),
    suite: loaded.settings.suite.startsWith('.')
      ? pathFrom(io, loaded.settings.suite)
      : loaded.settings.suite,
    concurrency: level,
    requests: loaded.settings.requests ?? Math.max(leastAttempts, attemptsPerSlot * level),
    repeat: 1,
    seed: `${loaded.settings.seed}/${level}`,
    judgeUrl: undefined,
    judgeModel: undefined,
    judgeApiKeyEnv: undefined,
  };
  const from = {
    ...sources,
    concurrency: 'sweep',
    seed: 'sweep',
    judgeUrl: 'sweep',
    ...(loaded.settings.requests === undefined ? { requests: 'sweep' } : {}),
  };
  return {
    settings,
    recorded: recordedSettings({ settings, sources: from }),
    secrets: readSecrets(settings, io.env),
    env: io.env,
    signal,
    onEvent,
  };
}

function levelsFrom(text: string, context: z.RefinementCtx): readonly number[] {
  const levels = text.split(',').map((part) => (/^\d+$/.test(part.trim()) ? Number(part) : Number.NaN));
  const rises = levels.every(
    (level, index) => level >= 1 && level <= 1000 && level > (levels[index - 1] ?? 0),
  );
  if (!rises) context.addIssue({ code: 'custom', message: levelsForm });
  return levels;
}

function notPartOfIt(what: string): BenchError {
  return new BenchError('usage', `${what}: a sweep decides its own load, one concurrency after another`, {
    hint: 'Leave it out, or use `janus-bench run`.',
  });
}
