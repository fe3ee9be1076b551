import type { CheckReport } from '../../src/contract/check-report.js';
import { contractLimits, type ContractLimits } from '../../src/contract/limits.js';
import { runChecks } from '../../src/contract/run-checks.js';
import { selectChecks } from '../../src/contract/select-checks.js';
import { realClock } from '../../src/lib/real-clock.js';
import { startMiner } from '../../src/mock/miner.js';
import type { TokenCounter } from '../../src/target/token-counter.js';
import { openTestTarget } from './open-test-target.js';

export interface Checking {
  readonly only?: readonly string[];
  readonly isLong?: boolean;
  readonly limits?: Partial<ContractLimits>;
  readonly timeoutMs?: number;
  readonly secrets?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  readonly tokens: TokenCounter;
}

/** The checks against whatever listens at the URL, over real HTTP. */
export async function checkUrl(url: string, options: Checking): Promise<CheckReport> {
  const { only = [], isLong = false, limits = {}, timeoutMs = 20_000, secrets = [], tokens } = options;
  await using target = await openTestTarget(url, { headers: options.headers ?? {} });
  return await runChecks({
    chosen: selectChecks({ only, isLong }),
    tools: {
      target,
      model: 'mock',
      tokens,
      clock: realClock,
      limits: { ...contractLimits, ...limits },
      timeoutMs,
      signal: options.signal ?? new AbortController().signal,
      secrets,
    },
    shownUrl: target.url,
  });
}

/** The checks against the embedded miner. */
export async function checkProfile(profile: string, options: Checking): Promise<CheckReport> {
  await using miner = await startMiner({ profile, suites: [], seed: '1', tokens: options.tokens });
  return await checkUrl(miner.url, options);
}
