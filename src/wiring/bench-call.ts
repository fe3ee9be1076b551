import type { ExitReason } from '../errors/exit-codes.js';
import type { RunResult } from '../results/run-result.js';
import type { RecordedSettings } from '../run/recorded-settings.js';
import type { OnRunEvent } from '../run/run-event.js';
import type { Secrets } from '../run/secrets.js';
import type { Settings } from '../run/settings.js';

/** What the command and the library hand over. */
export interface BenchCall {
  readonly settings: Settings;
  readonly recorded: RecordedSettings;
  readonly secrets: Secrets;
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly onEvent: OnRunEvent;
}

export interface BenchOutcome {
  readonly result: RunResult;
  readonly folder: string;
  readonly exitReason: ExitReason;
}
