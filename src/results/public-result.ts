import { maskSecrets } from './redact.js';
import { runResultSchema, type RunResult } from './run-result.js';

const withheld = 'withheld: the suite is private';

/**
 * What may be published of a result. Reasons of a private suite quote what was asked and what was wanted, so they stay
 * behind, and so does what is about this machine alone: paths and commands. An official run's seed is the SHA-256 of its
 * secret from the start.
 */
export function publicResult(result: RunResult): RunResult {
  const isPrivate = result.suite.visibility === 'private';
  const settings = Object.entries(result.run.settings).filter(([name]) => !localSettings.has(name));
  const published: RunResult = {
    ...result,
    run: { ...result.run, settings: Object.fromEntries(settings) },
    target: { ...result.target, started: null },
    attempts: result.attempts.map((row) =>
      isPrivate && row.reason !== '' ? { ...row, reason: withheld } : row,
    ),
  };
  return runResultSchema.parse(maskSecrets(published, []));
}

/** Settings that name a path or a command of this machine, or hold what was sent with every request. */
const localSettings = new Set([
  'output',
  'start',
  'resume',
  'config',
  'meter',
  'sign',
  'ca',
  'judgeCa',
  'judgeCache',
  'nonceFile',
  'suite',
  'header',
]);
