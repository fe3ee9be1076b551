import { appendFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { assemble } from '../../src/results/assemble.js';
import { readJournal } from '../../src/results/journal-file.js';
import { readRun } from '../../src/results/read-run.js';
import { verifyRun } from '../../src/results/verify.js';
import { mergeRuns } from '../../src/run/merge-run.js';
import { readResumedRun } from '../../src/run/resumed-run.js';
import { sampleRun, type SampleRun } from '../support/sample-run.js';
import { splitRun, withHeader, writeRuns } from '../support/split-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Too small for intervals, and quick: test/e2e/shards.long.test.ts has those. */
const small = sampleRun({ tasksPerCategory: 4 });

async function merged(runs: readonly SampleRun[], { allowMissing = false } = {}) {
  await using folder = await temporaryFolder();
  const folders = await writeRuns(folder.path, runs);
  const output = join(folder.path, 'merged');
  const { result } = await mergeRuns({ runs: folders, output, allowMissing });
  return result;
}

async function refusal(runs: readonly SampleRun[]): Promise<unknown> {
  await using folder = await temporaryFolder();
  const folders = await writeRuns(folder.path, runs);
  const output = join(folder.path, 'merged');
  const problem: unknown = await mergeRuns({ runs: folders, output, allowMissing: false }).catch(
    (cause: unknown) => cause,
  );
  expect(await readdir(output).catch(() => [])).toEqual([]);
  return problem;
}

const sameParts = [
  'scores',
  'tasks',
  'attempts',
  'categories',
  'metrics',
  'tokens',
  'repeats',
  'coverage',
  'outcomes',
] as const;

test.each([
  ['once', small],
  ['with repeats', sampleRun({ tasksPerCategory: 4, repeat: 3 })],
] as const)(
  'one journal in four shards, merged in any order, is the same result to the byte: %s',
  async (_, run) => {
    const [one, two, three, four] = splitRun(run, 4);
    if (one === undefined || two === undefined || three === undefined || four === undefined)
      throw new RangeError('four shards were made');
    const result = await merged([three, one, four, two]);
    const unsharded = assemble(run);

    for (const part of sameParts)
      expect(JSON.stringify(result[part]), part).toBe(JSON.stringify(unsharded[part]));
    expect(result.run.complete).toBe(true);
    expect(result.status).toBe('complete');
  },
);

test('a merged run says what it was made of, and tells no pace: nobody kept one', async () => {
  const result = await merged(splitRun(small, 3));

  expect(
    result.merged?.shards.map(({ index, runId, planned, attempts }) => [index, runId, planned, attempts]),
  ).toEqual([
    [1, 'shard-1', 7, 7],
    [2, 'shard-2', 7, 7],
    [3, 'shard-3', 6, 6],
  ]);
  expect(result.merged).toMatchObject({ count: 3, missing: [] });
  expect(result).not.toHaveProperty('shard');
  expect(result.load).toMatchObject({ spanMs: null, okPerSecond: null, tokensPerSecond: null });
  expect(result.publishable.ok).toBe(false);
  expect(result.publishable.reasons).toContain(
    'it was merged from 3 shards, which may have loaded the target at once',
  );
  expect(result.run.settings['shard']).toEqual({ value: null, from: 'merge' });
});

test('a shard by itself is marked as a part, whatever it scores', () => {
  const [shard] = splitRun(small, 3);
  const result = assemble(shard ?? small);

  expect(result.shard).toEqual({ index: 1, count: 3 });
  expect(result.run.complete).toBe(true);
  expect(result.publishable.reasons).toContain('it is shard 1 of 3, a part of a run');
  expect(result.publishable.reasons.join()).not.toContain('filter');
});

test('one machine that lagged makes the merged run doubtful, however many did not', async () => {
  const lagging = sampleRun({ tasksPerCategory: 4, script: () => ({ clientLagMs: 120 }) });
  const [one, ...others] = splitRun(small, 4);
  const [slow] = splitRun(lagging, 4);
  const result = await merged([slow ?? small, ...others]);

  expect(one).toBeDefined();
  expect(result.validity.status).toBe('suspect');
  expect(result.validity.reasons).toEqual([
    'shard 1: timing thread stood still for (p95) 120 ms (limit 50 ms)',
  ]);
  expect(result.merged?.shards.map(({ validity }) => validity.status)).toEqual([
    'suspect',
    'valid',
    'valid',
    'valid',
  ]);
});

test('the machines of all shards are kept', async () => {
  const shards = splitRun(small, 2).map((run, at) =>
    withHeader(run, { environment: { ...run.header.environment, cpus: at + 1 } }),
  );
  const result = await merged(shards);

  expect(result.merged?.shards.map(({ environment }) => environment.cpus)).toEqual([1, 2]);
});

test('a missing shard is refused, or named in an incomplete run', async () => {
  const [, ...others] = splitRun(small, 4);
  const result = await merged(others, { allowMissing: true });

  expect(await refusal(others)).toMatchObject({ reason: 'usage', message: 'shard 1 of 4 is missing' });
  expect(result.merged?.missing).toEqual([1]);
  expect(result.run.complete).toBe(false);
  expect(result.run.plannedAttempts).toBe(20);
  expect(result.coverage.share).toBeCloseTo(result.attempts.length / 20, 12);
  expect(result.publishable.reasons).toContain(
    `attempts that are missing: ${20 - result.attempts.length} of 20`,
  );
});

test('a shard that was not finished is refused, and said to be so', async () => {
  const [one, two] = splitRun(small, 2);
  if (one === undefined || two === undefined) throw new RangeError('two shards were made');
  const cut = { ...two, records: two.records.slice(1) };

  expect(await refusal([one, cut])).toMatchObject({
    reason: 'usage',
    message: expect.stringMatching(
      /^shard 2 \(.*run-2\) is not finished: 1 of 10 attempts are missing$/,
    ) as string,
  });
  expect((await merged([one, cut], { allowMissing: true })).run.complete).toBe(false);
});

test('a shard that is there twice is refused, even as two runs', async () => {
  const [one, two] = splitRun(small, 2);
  if (one === undefined || two === undefined) throw new RangeError('two shards were made');

  expect(await refusal([one, two, withHeader(two, { runId: 'again' })])).toMatchObject({
    reason: 'usage',
    message: expect.stringMatching(/^shard 2 is there twice: .*run-2, .*run-3$/) as string,
  });
});

test('an attempt that is in two shards is refused', async () => {
  const [one, two] = splitRun(small, 2);
  if (one === undefined || two === undefined) throw new RangeError('two shards were made');
  const [stolen] = one.records;
  const greedy = {
    header: {
      ...two.header,
      tasks: [...two.header.tasks, ...one.header.tasks.filter(({ id }) => id === stolen?.taskId)],
      order: [...two.header.order, stolen?.attemptId ?? ''],
    },
    records: [...two.records, ...(stolen === undefined ? [] : [stolen])],
  };

  expect(await refusal([one, greedy])).toMatchObject({
    reason: 'usage',
    message: expect.stringContaining('1 attempts are in both') as string,
  });
});

test.each([
  ['seed', { seed: '8' }, 'the seed or nonce: "7" in '],
  ['target', { target: { ...small.header.target, url: 'http://elsewhere' } }, 'the target: '],
  ['version', { version: '0.0.9' }, 'the version of janus-bench: '],
  ['suite', { suite: { ...small.header.suite, digest: '00'.repeat(32) } }, 'the digest of the suite: '],
  [
    'setting',
    { settings: { timeout: { value: '9s', from: 'flag' }, timeoutMs: { value: 9_000, from: 'flag' } } },
    'the setting timeoutMs: ',
  ],
] as const)('shards that differ in their %s are not comparable, and told why', async (_, changes, why) => {
  const [one, two] = splitRun(small, 2);
  if (one === undefined || two === undefined) throw new RangeError('two shards were made');

  expect(await refusal([one, withHeader(two, changes)])).toMatchObject({
    reason: 'incomparable',
    message: expect.stringContaining(why) as string,
  });
});

test('a run that is no shard is refused', async () => {
  const [one] = splitRun(small, 2);

  expect(await refusal([one ?? small, small])).toMatchObject({
    reason: 'usage',
    message: expect.stringContaining('is no shard') as string,
  });
});

test('lines that do not count are left behind: a torn end, an attempt that was there before', async () => {
  await using folder = await temporaryFolder();
  const folders = await writeRuns(folder.path, splitRun(small, 2));
  const [path = ''] = folders.map((each) => join(each, 'attempts.jsonl'));
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  await appendFile(path, `${lines.at(-1) ?? ''}\n{"schema":"janus-bench/att`);
  const { folder: made } = await mergeRuns({ runs: folders, output: folder.path, allowMissing: false });
  const journal = await readJournal(join(made, 'attempts.jsonl'));

  expect(journal).toMatchObject({ duplicates: [], tornTail: undefined });
  expect(journal.records).toHaveLength(20);
});

test('what was metered for all in one file counts once', async () => {
  const metered = (trace: string) =>
    `${JSON.stringify({ traceparent: `00-${trace}-00f067aa0ba902b7-01`, in: 1, out: 1, calls: 1 })}\n`;
  const traceOf = (run: SampleRun, at: number) => {
    const trace = `${run.header.runId.slice(-1).repeat(30)}${String(at).padStart(2, '0')}`;
    return { trace, traceparent: `00-${trace}-00f067aa0ba902b7-01` };
  };
  const shards = splitRun(small, 2).map((run) => ({
    ...run,
    records: run.records.map((record, at) => ({
      ...record,
      exchanges: record.exchanges.map((exchange) => ({
        ...exchange,
        traceparent: traceOf(run, at).traceparent,
      })),
    })),
  }));
  const text = shards
    .flatMap((run) => run.records.map((_, at) => metered(traceOf(run, at).trace)))
    .concat(metered('f'.repeat(32)))
    .join('');
  await using folder = await temporaryFolder();
  const folders = await writeRuns(folder.path, shards);
  for (const each of folders) await writeFile(join(each, 'meter.jsonl'), text);
  const { result, folder: made } = await mergeRuns({
    runs: folders,
    output: folder.path,
    allowMissing: false,
  });

  expect((await readFile(join(made, 'meter.jsonl'), 'utf8')).split('\n')).toHaveLength(22);
  expect(result.publishable.reasons).toContain(
    'usage was metered for requests that this run did not make: 1 lines',
  );
});

test('a merged run is verified from its own journal, read like any other, and never resumed', async () => {
  await using folder = await temporaryFolder();
  const folders = await writeRuns(folder.path, splitRun(small, 2));
  const output = join(folder.path, 'merged');
  const { folder: made } = await mergeRuns({ runs: folders, output, allowMissing: false });
  const read = await readRun(undefined, output);

  expect(await verifyRun(read.place)).toMatchObject({ ok: true, differences: [], attempts: 20 });
  expect(read.notes).toEqual([]);
  await expect(readResumedRun(made, output)).rejects.toThrow('was merged from shards');
});
