import { BenchError } from '../errors/bench-error.js';
import type { OpenJudge } from '../judge/open-judge.js';
import { inert } from '../lib/inert.js';
import { loadSettings } from '../run/load-settings.js';
import { openJudgeOf } from '../run/open-judge-of.js';
import { checkJudge } from '../run/preflight.js';
import { readResumedRun } from '../run/resumed-run.js';
import { readSecrets } from '../run/secrets.js';
import { flagLayer } from '../run/setting-layers.js';
import { fileKeyOf } from '../run/setting-table.js';
import type { CommandCall } from './command.js';
import { judgeSettings } from './flags.js';
import { locatedSettings } from './located-settings.js';

/** Settings want a target; these commands ask none. */
const noTarget = 'http://localhost';

/**
 * The judge that flags, environment and settings file name, as `run` would open it. Throws BenchError('usage') where they
 * name none, BenchError('preflight') where it cannot be asked.
 */
export async function openNamedJudge({ options, io }: CommandCall, signal: AbortSignal): Promise<OpenJudge> {
  const named = judgeSettings.map(fileKeyOf).map((name) => [name, options[name]] as const);
  const given = flagLayer({ ...Object.fromEntries(named), target: noTarget });
  const loaded = await loadSettings({ given, env: io.env, cwd: io.cwd }, readResumedRun);
  const settings = locatedSettings(loaded.settings, io);
  const judge = await openJudgeOf(settings, readSecrets(settings, io.env), {
    env: io.env,
    onWarning: (message) => io.stderr.write(`warning: ${inert(message)}\n`),
  });
  if (judge === undefined) {
    throw new BenchError('usage', 'no judge is named', {
      hint: 'Say --judge-url URL and --judge-model NAME; --judge-url mock starts the embedded one.',
    });
  }
  try {
    await checkJudge(judge, signal);
    return judge;
  } catch (problem) {
    await judge[Symbol.asyncDispose]();
    throw problem;
  }
}
