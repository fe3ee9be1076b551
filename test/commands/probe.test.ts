import { expect, test } from 'vitest';
import { startMiner } from '../../src/mock/miner.js';
import { callMain } from '../support/call-main.js';

test('probe prints a table of the times of a target', async () => {
  await using miner = await startMiner({ profile: 'steady', accuracy: 1, suites: [], seed: '1' });
  const { code, stdout } = await callMain(['probe', miner.url, '-n', '2']);

  expect(code).toBe(0);
  for (const label of ['Connection', 'TTFT', 'First answer', 'Gaps', 'Throughput', 'Keep-alives'])
    expect(stdout).toMatch(new RegExp(`^  ${label} `, 'm'));
  expect(stdout).toMatch(/2 in .* 2 ok/);
});

test('probe --json prints what the table is made of', async () => {
  await using miner = await startMiner({ profile: 'steady', accuracy: 1, suites: [], seed: '1' });
  const { code, stdout } = await callMain(['probe', miner.url, '-n', '1', '--json', '--prompt', 'Hello']);

  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ asked: 1, outcomes: { ok: 1 }, url: miner.url });
});

test('a target that never answers well ends with the code of a failed preflight', async () => {
  const { code, stdout } = await callMain(['probe', 'http://127.0.0.1:9', '-n', '1']);

  expect(code).toBe(4);
  expect(stdout).toContain('nothing listens there');
});

test.each([
  [['probe'], 'missing required argument'],
  [['probe', 'http://127.0.0.1:9', '-n', '0'], '--requests'],
  [['probe', 'http://127.0.0.1:9', '--duration', 'soon'], '--duration'],
])('%j is refused', async (argv, what) => {
  const { code, stderr } = await callMain(argv);

  expect(code).toBe(2);
  expect(stderr).toContain(what);
});
