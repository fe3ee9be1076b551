import type { GraderServices } from '../graders/define-grader.js';
import type { Clock } from '../lib/clock.js';
import type { Json } from '../lib/json.js';
import type { AssetReader } from '../suite/assets.js';
import type { Target, Timeouts } from '../target/target.js';
import type { TokenCounter } from '../target/token-counter.js';
import type { Journal } from './journal.js';
import type { OnRunEvent } from './run-event.js';
import type { TraceFile } from './trace-file.js';

/** Everything a run needs from outside: the composition root fills it with the real things, tests with scripted ones. */
export interface AttemptPorts {
  readonly clock: Clock;
  readonly target: Target;
  readonly services: GraderServices;
  readonly tokens: TokenCounter;
  readonly asset: AssetReader;
  readonly onEvent: OnRunEvent;
  /** With `--trace`. */
  readonly trace?: TraceFile | undefined;
}

export interface RunPorts extends AttemptPorts {
  /** What must not reach the journal, even when a miner sends it back. */
  readonly secrets: readonly string[];
  readonly journal: Journal;
}

/** What every request of a run has in common. */
export interface RequestDefaults {
  readonly model: string;
  readonly timeouts: Timeouts;
  readonly retries: number;
  /** Body members the user asked for: temperature, max_tokens, `--body`. They win over a task's own `request`. */
  readonly body: Readonly<Record<string, Json>>;
}
