import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { GateDecision } from '../../src/compare/gate-decision.js';
import type { RunResult } from '../../src/results/run-result.js';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const env = { ...process.env, JANUS_BENCH_CONFIG: 'none', NO_COLOR: '1' };
const run = ['run', '--suite', 'public/smoke', '--concurrency', '4', '--warmup', '0'];
const good = [...run, '--target', 'mock:instant'];
const down = [...run, '--target', 'mock:null-500'];

test('run --baseline keeps the first run, passes the same miner and stops a broken one', async () => {
  await using folder = await temporaryFolder();
  const call = (...argv: string[]) => callMain(argv, { env, cwd: folder.path });
  const gated = ['--baseline', './main', '--gate', 'quality', '--gate', 'cost'];

  const missing = await call(...good, ...gated);
  const first = await call(...good, ...gated, '--bootstrap-baseline');
  const second = await call(...good, ...gated, '--json');
  const broken = await call(...down, ...gated, '--reporter', 'table,markdown=broken.md');

  // Before anything was sent.
  expect(missing).toMatchObject({ code: 2, stdout: '' });
  expect(missing.stderr).toContain('there is no baseline');
  expect(first.code).toBe(0);
  expect(first.stdout).toContain('COMPOSITE');
  expect(first.stdout).toContain('There was no baseline');
  const result = JSON.parse(second.stdout) as RunResult & { gate: GateDecision };
  expect(result.scores.quality?.value).toBe(100);
  expect(result.gate.bars.map(({ key }) => key)).toEqual(['quality', 'cost']);
  expect(result.gate.bars[0]).toMatchObject({ outcome: 'pass', effect: 0 });
  expect(broken.code).toBe(1);
  expect(broken.stdout).toContain('✗ The gate failed: Quality regressed by 100 points');
  expect(broken.stderr).toContain('error: The gate failed');
});

test('bars of the settings file hold for every run there', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'janus-bench.yaml');
  await writeFile(file, 'target: mock:instant\nlimit: 4\nmin:\n  quality/chat: 101\n');
  const call = () => callMain([...run, '--config', file], { env, cwd: folder.path });

  const refused = await call();
  await writeFile(file, 'target: mock:instant\ncategory: chat\nmin:\n  quality/chat: 90\n  composite: 1\n');
  const missed = await call();

  expect(refused.stderr).toContain('janus-bench.yaml:4:17: min: "quality/chat" is 101');
  expect(missed.code).toBe(1);
  expect(missed.stdout).toContain('composite was not measured');
});

test('where two runs cannot decide on times, both targets are measured in turn until it can be decided', async () => {
  await using folder = await temporaryFolder();
  const call = (...argv: string[]) => callMain(argv, { env, cwd: folder.path });
  const few = ['run', '--suite', 'public/smoke', '--warmup', '0', '--quiet'];
  await call(...few, '--target', 'mock:instant', '--output', 'base');
  await call(...few, '--target', 'mock:steady', '--output', 'now', '--concurrency', '1');
  const argv = ['gate', '--baseline', './base', '--output', './now', '--gate', 'ttft'];

  const before = await call(...argv);
  const { code, stdout, stderr } = await call(...argv, '--until-decided', '--max-repeat', '3', '--json');

  expect(before).toMatchObject({ code: 0 });
  expect(before.stdout).toContain('could not decide: TTFT (one run a side)');
  expect(stderr).toContain('both targets are measured in turn');
  const decision = JSON.parse(stdout) as GateDecision;
  expect(decision.comparison).toMatchObject({ pairing: 'interleaved', obstacles: [] });
  // How clearly a busy machine shows the 120 ms is its own affair; that it can be decided at all is the gate's.
  expect(decision.bars[0]).toMatchObject({ key: 'ttftMs', chosen: 'named' });
  expect(decision.bars[0]?.reason).not.toContain('one run a side');
  expect(code).toBe(decision.outcome === 'fail' ? 1 : 0);
});
