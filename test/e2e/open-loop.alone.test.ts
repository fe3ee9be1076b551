import { expect, test } from 'vitest';
import { run } from '../../src/index.js';
import { quantile } from '../../src/stats/quantile.js';
import { sortSamples } from '../../src/stats/sorted-samples.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const rate = 200;
const seconds = 30;

/** How late a bare timer of this machine is on the same schedule, ms: what nobody can do better than without spinning. */
async function bareTimerLags(ticks: number): Promise<readonly number[]> {
  const startMs = performance.now() + 100;
  const lags: number[] = [];
  for (let tick = 0; tick < ticks; tick++) {
    const dueMs = startMs + (1_000 * tick) / rate;
    while (performance.now() < dueMs)
      await new Promise((resolve) => void setTimeout(resolve, Math.ceil(dueMs - performance.now())));
    lags.push(performance.now() - dueMs);
  }
  return lags;
}

/** What came of it is printed: lateness is the machine's, and only an idle one shows what the program can do. */
function print(what: string, values: readonly (readonly [string, number | null | undefined])[]): void {
  const numbers = values.map(([name, value]) => `${name} ${value?.toFixed(2) ?? '–'}`);
  process.stdout.write(`  ${what}: ${numbers.join(', ')}\n`);
}

test.each(['constant', 'poisson'] as const)(
  'an open loop of 200 a second for 30 s delivers them, %s arrivals',
  async (arrivals) => {
    await using folder = await temporaryFolder();
    const { result } = await run({
      target: 'mock:null-dot',
      suite: 'public/smoke',
      output: folder.path,
      rate,
      arrivals,
      duration: `${seconds}s`,
    });
    const { open } = result.load;
    const bare = sortSamples(await bareTimerLags(10 * rate));

    print(`${arrivals} arrivals`, [
      ['delivered/s', open?.deliveredPerSecond],
      ['of', open?.scheduledPerSecond],
      ['lateness ms p50', open?.lagP50Ms],
      ['p99', open?.lagP99Ms],
      ['max', open?.lagMaxMs],
    ]);
    print('bare timer', [
      ['lateness ms p50', quantile(bare, 0.5)],
      ['p99', quantile(bare, 0.99)],
      ['max', quantile(bare, 1)],
    ]);
    expect(result.attempts).toHaveLength(result.run.plannedAttempts);
    expect(open!.deliveredPerSecond! / open!.scheduledPerSecond).toBeGreaterThan(0.995);
    if (arrivals === 'constant') expect(open!.scheduledPerSecond).toBe(rate);
  },
);
