import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run, startJudge, type BenchOutcome, type SettingsInput } from '../../src/index.js';
import { readJournal } from '../../src/results/journal-file.js';
import { runFile } from '../../src/results/run-folder.js';
import { verifyRun } from '../../src/results/verify.js';
import { findRun } from '../../src/results/find-run.js';
import { judgedSuite as judgedSuiteFiles } from '../support/judged-suite.js';
import { temporaryFolder } from '../suite/temporary-suite.js';

async function judgedSuite(tasks = 2) {
  const folder = await temporaryFolder(judgedSuiteFiles(tasks));
  return { suite: folder, output: join(folder, 'results'), cache: join(folder, 'cache') };
}

const env = { PATH: process.env['PATH'], JANUS_BENCH_CONFIG: 'none', JANUS_BENCH_STATE: 'none' };

function runWith(options: SettingsInput, more: NodeJS.ProcessEnv = {}): Promise<BenchOutcome> {
  return run({ target: 'mock', warmup: 0, judgeModel: 'embedded', ...options, env: { ...env, ...more } });
}

describe('a run with a judge', () => {
  test('costs no judge call the second time, and comes to the same', async () => {
    const { suite, output, cache } = await judgedSuite();
    await using server = await startJudge();
    const options = { suite, output, judgeUrl: server.url, judgeCache: cache };

    const first = await runWith(options);
    const requests = server.requests();
    const second = await runWith(options);

    expect(first.exitReason).toBe('ok');
    expect(first.result.attempts.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
    expect(requests).toBe(first.result.judge?.calls);
    expect(requests).toBeGreaterThan(80);
    expect(server.requests()).toBe(requests);
    expect(second.result.judge).toMatchObject({ calls: 0, promptTokens: 0, agreement: 1, faults: 0 });
    expect(second.result.judge?.cachedVotes).toBeGreaterThan(80);
    expect(second.result.judge?.fitness).toEqual(first.result.judge?.fitness);
    const graded = ({ result }: BenchOutcome) =>
      result.attempts.map(({ quality, reason }) => [quality, reason]);
    expect(graded(second)).toEqual(graded(first));
    expect((await verifyRun(await findRun(first.folder, output))).differences).toEqual([]);
  });

  test('keeps how the judges came to it and what it took with every attempt', async () => {
    const { suite, output, cache } = await judgedSuite(1);
    await using one = await startJudge();
    await using two = await startJudge({ persona: 'sloppy' });
    const { result, folder } = await runWith({
      suite,
      output,
      judgeUrl: [one.url, two.url],
      judgeModel: ['m', 'n'],
      judgePrice: ['1,2', '3,4'],
      judgeCache: cache,
    });

    const { records, judgeUse } = await readJournal(runFile(folder, 'journal'));
    const judging = records[0]?.grade.criteria[0]?.judging;
    expect(judging).toMatchObject({
      votes: 4,
      agreement: 1,
      panel: { asked: 2, decided: 2, agreement: 1 },
      use: { calls: 4, cachedVotes: 0 },
    });
    expect(result.judge).toMatchObject({
      model: 'm, n',
      panel: [
        { model: 'm', url: one.url },
        { model: 'n', url: two.url },
      ],
      calls: one.requests() + two.requests(),
    });
    expect(judgeUse).toHaveLength(1);
    const costs = [judging?.use?.costUsd ?? 0, judgeUse[0]?.costUsd ?? 0];
    expect(costs.every((cost) => cost > 0)).toBe(true);
    expect(result.judge?.costUsd).toBeCloseTo(costs[0]! + costs[1]!, 9);
    expect(result.tokens.costUsd).not.toBeCloseTo(result.judge?.costUsd ?? 0, 9);
  });

  test('ends judging where the budget would be passed, and says so by its exit', async () => {
    const { suite, output, cache } = await judgedSuite(6);
    await using server = await startJudge();
    const options = { suite, output, judgeUrl: server.url, judgeCache: cache, judgePrice: '1,4' };
    await runWith({ ...options, limit: '1' });

    const { result, exitReason, folder } = await runWith({ ...options, judgeBudgetUsd: '0.021' });

    expect(exitReason).toBe('budget');
    const unjudged = result.attempts.filter(({ verdict }) => verdict === 'error');
    expect(unjudged.length).toBeGreaterThan(0);
    expect(unjudged.length).toBeLessThan(6);
    for (const { reason, countedQuality } of unjudged) {
      expect(reason).toContain('the judge budget is spent');
      expect(countedQuality).toBeNull();
    }
    expect(result.judge?.costUsd).toBeGreaterThan(0);
    expect(result.judge?.costUsd).toBeLessThanOrEqual(0.021);
    expect(result.coverage.share).toBeLessThan(1);
    const { records } = await readJournal(runFile(folder, 'journal'));
    expect(records.filter(({ grade }) => grade.fault === 'judge')).toHaveLength(unjudged.length);
  });

  test('has no budget left for anything where even the battery does not fit', async () => {
    const { suite, output } = await judgedSuite(1);
    await using server = await startJudge();
    const options = { suite, output, judgeUrl: server.url, judgePrice: '1,4', judgeCache: 'off' };
    await expect(runWith({ ...options, judgeBudgetUsd: '0.02' })).rejects.toMatchObject({ reason: 'budget' });
  });

  test.each(['refuses', 'truncates'])('of persona %s ends in errors, never in a score', async (persona) => {
    const { suite, output } = await judgedSuite(1);
    await using server = await startJudge({ persona });
    const options = { suite, output, judgeUrl: server.url, judgeCache: 'off' };
    const { result } = await runWith({ ...options, judgeUnfit: 'warn' });
    expect(result.attempts[0]).toMatchObject({ verdict: 'error', countedQuality: null });
    expect(result.coverage).toMatchObject({ share: 0, errorShare: 1 });
    expect(result.scores.quality).toBeNull();
  });
});
