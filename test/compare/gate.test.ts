import { expect, test } from 'vitest';
import { decideGate } from '../../src/compare/gate.js';
import { gateDecisionSchema } from '../../src/compare/gate-decision.js';
import { copyOf, gatedRun, held } from '../support/gated-runs.js';

const baseline = gatedRun('base');
const same = copyOf(baseline, 'same');
const broken = gatedRun('broken', { accuracy: 0.3 });
const quality = { quality: {} };

test('the same answers pass, by every score that two runs can decide', () => {
  const decision = held(baseline, same);

  expect(decision).toMatchObject({ outcome: 'pass', exitReason: 'ok', failures: [], doubts: [] });
  expect(decision.bars.map(({ key }) => key)).toEqual(['composite', 'quality', 'cost', 'modality']);
  expect(decision.notes.join()).toContain('Not decided: speed and streaming');
  expect(gateDecisionSchema.parse(decision)).toEqual(decision);
});

test('a broken candidate fails, and says by how much', () => {
  const decision = held(baseline, broken, { bars: quality });

  expect(decision).toMatchObject({ outcome: 'fail', exitReason: 'bar', failures: [] });
  const [bar] = decision.bars;
  expect(bar).toMatchObject({ key: 'quality', outcome: 'fail', verdict: 'regressed', chosen: 'named' });
  expect(bar?.effect).toBeLessThan(-30);
  expect(bar?.pAdjusted).toBeLessThan(0.05);
});

test('only the bars that are named decide', () => {
  const decision = held(baseline, broken, { bars: { completionTokens: {} } });

  expect(decision.bars.map(({ key, outcome }) => [key, outcome])).toEqual([['completionTokens', 'pass']]);
  expect(decision.outcome).toBe('pass');
});

test('what may be chance is inconclusive: fine unless strict', () => {
  const few = { tasksPerCategory: 5, repeat: 1 };
  const [before, after] = [gatedRun('before', few), gatedRun('after', few)];

  expect(held(before, after, { bars: quality })).toMatchObject({ outcome: 'inconclusive', exitReason: 'ok' });
  expect(held(before, after, { bars: quality, strict: true })).toMatchObject({
    outcome: 'inconclusive',
    exitReason: 'bar',
  });
});

test('a bar on times that two separate runs cannot decide is inconclusive, and says what can', () => {
  const [bar] = held(baseline, same, { bars: { ttftMs: {} } }).bars;

  expect(bar).toMatchObject({ outcome: 'inconclusive', reason: 'one run a side' });
  expect(bar?.fix).toContain('janus-bench ab');
});

test('a bar of its own delta and margin is held to them', () => {
  const [bar] = held(baseline, broken, { bars: { quality: { delta: 90, margin: 95 } } }).bars;

  expect(bar).toMatchObject({ outcome: 'pass', delta: 90, margin: 95 });
});

test('a regression that many bars would find by chance does not fail alone (Holm)', () => {
  // Five tasks lost and none won: p is 1/32 by itself.
  const script =
    (lost: readonly string[]) =>
    ({ taskId }: { taskId: string }) => ({
      quality: lost.includes(taskId) ? 0 : 1,
      firstMs: 400,
      stepMs: 30,
    });
  const lost = ['chat-1', 'chat-2', 'chat-3', 'chat-4', 'chat-5'];
  const before = gatedRun('before', { script: script([]), repeat: 1 });
  const after = gatedRun('after', { script: script(lost), repeat: 1 });
  const categories = ['chat', 'research', 'tools', 'streaming'].map(
    (name) => [`quality/${name}`, {}] as const,
  );

  const [alone] = held(before, after, { bars: { 'quality/chat': {} } }).bars;
  const [among] = held(before, after, { bars: Object.fromEntries(categories) }).bars;

  expect(alone).toMatchObject({ key: 'quality/chat', outcome: 'fail' });
  expect(alone?.pWorse).toBe(1 / 32);
  expect(among).toMatchObject({ key: 'quality/chat', outcome: 'inconclusive', pAdjusted: 4 / 32 });
  expect(among?.reason).toContain('Holm');
});

test.each([
  [
    'no attempt could be counted',
    { script: () => ({ outcome: { status: 'harness_error' as const, detail: 'disk' } }) },
    'nothing was measured',
  ],
  [
    'too much could not be graded',
    {
      script: ({ repeat }: { repeat: number }) =>
        repeat === 0 ? { verdict: 'error' as const, quality: 0 } : { quality: 1 },
    },
    'could not be graded',
  ],
])('never green where %s', (_what, options, words) => {
  const decision = held(baseline, gatedRun('bad', { tasksPerCategory: 2, ...options }));

  expect(decision.outcome).toBe('fail');
  expect(decision.exitReason).not.toBe('ok');
  expect(decision.failures.map(({ what }) => what).join()).toContain(words);
  expect(decision.failures.every(({ fix }) => fix !== '')).toBe(true);
});

test('never green where the measurement is invalid, on either side', () => {
  const validity = { status: 'invalid' as const, reasons: ['the clock stood still'] };
  const invalid = copyOf(baseline, 'invalid', { validity });

  for (const decision of [held(baseline, invalid), held(invalid, baseline)]) {
    expect(decision).toMatchObject({ outcome: 'fail', exitReason: 'invalid', bars: [] });
    expect(decision.failures).toHaveLength(1);
    expect(decision.failures[0]?.what).toContain('the clock stood still');
  }
});

test('never green where the run is not finished', () => {
  const { result } = same;
  const half = copyOf(baseline, 'half', { run: { ...result.run, complete: false } });

  expect(held(baseline, half).failures[0]).toMatchObject({ kind: 'bar' });
  expect(held(baseline, half).failures[0]?.fix).toContain('--resume');
});

test('never green where nothing was compared', () => {
  const other = same;
  const tasks = other.result.tasks.map((task) => ({ ...task, id: `x-${task.id}` }));
  const attempts = other.result.attempts.map((row) => ({ ...row, taskId: `x-${row.taskId}` }));
  const decision = held(baseline, { ...other, result: { ...other.result, tasks, attempts } });

  expect(decision).toMatchObject({ outcome: 'fail', exitReason: 'bar', bars: [] });
  expect(decision.failures[0]?.what).toContain('no task was counted in both runs');
});

test('never green where the runs cannot be compared: every reason is told', () => {
  const { run } = same.result;
  const other = copyOf(same, 'other', { run: { ...run, seed: '8', concurrency: 4 } });
  const decision = held(baseline, other);

  expect(decision).toMatchObject({ outcome: 'fail', exitReason: 'incomparable', bars: [] });
  expect(decision.failures.map(({ what }) => what).join()).toMatch(/seeds differ.*concurrencies differ/);
});

test('never green where a run is held against itself', () => {
  const decision = held(baseline, baseline);

  expect(decision).toMatchObject({ outcome: 'fail', exitReason: 'incomparable' });
  expect(decision.failures[0]?.what).toContain('the baseline itself');
});

test('never green where a bar has no number', () => {
  const decision = held(baseline, same, { bars: { 'quality/chta': {} } });

  expect(decision.bars[0]).toMatchObject({ outcome: 'fail', effect: null });
  expect(decision.bars[0]?.fix).toContain('did you mean quality/chat?');
  expect(decision.exitReason).toBe('bar');
});

test('never green where a score has gone that the baseline has', () => {
  const { scores } = same.result;
  const partial = copyOf(baseline, 'part', { scores: { ...scores, modality: null, composite: null } });
  const decision = held(baseline, partial);

  const failed = decision.bars.filter(({ outcome }) => outcome === 'fail').map(({ key }) => key);
  expect(failed).toEqual(['composite', 'modality']);
});

test('never green against a baseline in which nothing was answered', () => {
  const dead = gatedRun('dead', {
    tasksPerCategory: 2,
    script: () => ({
      outcome: { status: 'miner_error', kind: 'connect_refused', detail: 'nobody there' },
    }),
  });

  expect(
    held(dead, baseline)
      .failures.map(({ what }) => what)
      .join(),
  ).toContain('is no baseline');
  expect(held(dead, baseline).exitReason).toBe('bar');
});

test('a candidate that left tasks out is not green, only undecided', () => {
  const isKept = (id: string) => !/^(chat|tools)-[5-9]/.test(id);
  const { result } = same;
  const tasks = result.tasks.filter(({ id }) => isKept(id));
  const attempts = result.attempts.filter(({ taskId }) => isKept(taskId));
  const fewer = { name: 'fewer', result: { ...result, tasks, attempts } };

  const decision = held(baseline, fewer, { bars: quality });
  expect(decision).toMatchObject({ outcome: 'inconclusive', failures: [] });
  expect(decision.doubts[0]?.what).toBe('the candidate did not run 8 of 40 tasks of the baseline');
  expect(held(baseline, fewer, { bars: { 'quality/research': {} } }).outcome).toBe('pass');
});

test('a candidate whose answers could not be graded, though the baseline has them, is not green', () => {
  const isHard = (id: string) => /^(chat|tools)-[5-8]/.test(id);
  const { result } = same;
  const attempts = result.attempts.map((row) =>
    isHard(row.taskId) ? { ...row, verdict: 'n_a' as const, countedQuality: null } : row,
  );
  const ungraded = { name: 'ungraded', result: { ...result, attempts } };

  const decision = held(baseline, ungraded, { bars: quality });
  expect(decision).toMatchObject({ outcome: 'inconclusive', failures: [] });
  expect(decision.doubts[0]?.what).toBe(
    'no answer of the candidate could be graded in 8 of 40 tasks of the baseline',
  );
});

test('never green where the candidate holds the attempts of the baseline, rescored or merged', () => {
  const facts = { version: '1', journalSha256: '', rescoredAt: '', causes: [], goneTasks: [], newTasks: [] };
  const changes = { scores: {}, tasks: [], attempts: [] };
  const rescored = copyOf(baseline, 'rescored', {
    rescored: { ...facts, runId: baseline.result.run.id, changes },
  });
  const merged = (name: string) =>
    copyOf(baseline, name, {
      merged: { count: 2, missing: [], shards: [shardOf('shard-1'), shardOf(`${name}-2`)] },
    });
  const shardOf = (runId: string) => ({
    ...{ index: 1, runId, startedAt: '', journalSha256: '', planned: 1, attempts: 1 },
    environment: baseline.result.environment,
    validity: baseline.result.validity,
  });

  for (const decision of [
    held(baseline, rescored),
    held(rescored, baseline),
    held(merged('x'), merged('y')),
  ]) {
    expect(decision).toMatchObject({ outcome: 'fail', exitReason: 'incomparable' });
    expect(decision.failures[0]?.what).toContain('attempts of the baseline itself');
  }
});

test('three tasks that are all alike prove nothing: of so few no fall could be significant', () => {
  const few = { tasksPerCategory: 3, script: () => ({ quality: 1, firstMs: 400, stepMs: 30 }) };
  const chat = { 'quality/chat': {} };

  expect(held(gatedRun('a', few), gatedRun('b', few), { bars: chat })).toMatchObject({
    outcome: 'inconclusive',
    bars: [{ effect: 0, reason: 'too few tasks' }],
  });
});

test('least values hold of the candidate alone, unrounded', () => {
  const value = same.result.scores.quality?.value ?? 0;
  const of = (minimum: number) => held(baseline, same, { minimums: { quality: minimum } });

  expect(of(value).outcome).toBe('pass');
  const missed = of(value + 1e-9);
  expect(missed.exitReason).toBe('bar');
  expect(missed.bars.at(-1)).toMatchObject({ kind: 'minimum', outcome: 'fail', candidate: value });
});

test('a least value of what was not measured fails', () => {
  const { scores } = same.result;
  const partial = copyOf(baseline, 'part', { scores: { ...scores, composite: null } });
  const bars = held(baseline, partial, {
    bars: quality,
    minimums: { composite: 1, 'quality/chat': 1, 'quality/nope': 1 },
  }).bars.filter(({ kind }) => kind === 'minimum');

  expect(bars.map(({ outcome }) => outcome)).toEqual(['fail', 'pass', 'fail']);
  expect(bars[2]?.fix).toContain('quality/chat');
});

test('without a baseline only least values and the contract are looked at', () => {
  const decision = decideGate({
    candidate: baseline,
    against: undefined,
    bars: undefined,
    minimums: { quality: 1 },
    contract: undefined,
    strict: false,
  });

  expect(decision).toMatchObject({ outcome: 'pass', baseline: null, comparison: null });
  expect(decision.bars.map(({ key }) => key)).toEqual(['quality']);
});

test.each([
  { report: undefined, outcome: 'fail', words: 'there is no contract report' },
  { report: { checked: 0, failed: [] }, outcome: 'fail', words: 'no check that said anything' },
  { report: { checked: 9, failed: ['K05 ends with [DONE]: nothing came'] }, outcome: 'fail', words: 'K05' },
  { report: { checked: 9, failed: [] }, outcome: 'pass', words: '9 checks' },
])('the bar "contract" with $report', ({ report, outcome, words }) => {
  const contract = report && { name: 'contract.json', target: baseline.result.target.url, ...report };
  const decision = held(baseline, same, { bars: { ...quality, contract: 'fail' }, contract });

  expect(decision.bars.at(-1)).toMatchObject({ kind: 'contract', outcome });
  expect(decision.bars.at(-1)?.reason).toContain(words);
  expect(decision.exitReason).toBe(outcome === 'pass' ? 'ok' : 'bar');
});

test.each([
  { about: { target: 'http://elsewhere' }, words: 'is about http://elsewhere, not about' },
  { about: { leftOut: 30 }, words: 'leaves 30 out' },
])('a contract report with $about is not green, only undecided', ({ about, words }) => {
  const target = baseline.result.target.url;
  const contract = { name: 'c.json', target, checked: 1, failed: [], ...about };
  const decision = held(baseline, same, { contract });

  expect(decision).toMatchObject({ outcome: 'inconclusive', failures: [] });
  expect(decision.bars.at(-1)?.reason).toContain(words);
});

test('a contract report of another day is told apart', () => {
  const startedAt = new Date(Date.parse(baseline.result.run.startedAt) - 3 * 86_400_000).toISOString();
  const target = baseline.result.target.url;
  const contract = { name: 'c.json', target, startedAt, checked: 1, failed: [] };

  expect(held(baseline, same, { contract }).notes).toContain('c.json and the run were made 3 days apart.');
});

test('a contract report that is handed over counts without being named; that it is of another target is said', () => {
  const contract = { name: 'c.json', target: 'http://elsewhere', checked: 3, failed: ['K01 x: y'] };
  const decision = held(baseline, same, { contract });

  expect(decision.outcome).toBe('fail');
  expect(decision.notes.join()).toContain('c.json is about http://elsewhere');
});
