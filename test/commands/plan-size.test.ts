import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunResult } from '../../src/results/run-result.js';
import { callMain } from '../support/call-main.js';
import { chatWrong, sampleResult } from '../support/sample-comparison.js';
import { temporaryFolder } from '../support/temporary-folder.js';

async function planOf(result: RunResult, ...argv: string[]) {
  await using folder = await temporaryFolder();
  await mkdir(join(folder.path, 'a'));
  await writeFile(join(folder.path, 'a', 'result.json'), JSON.stringify(result));
  return await callMain(['plan', ...argv, '--output', folder.path], { env: { NO_COLOR: '1' } });
}

const result = sampleResult('a', chatWrong.options);

test('plan says how many tasks it takes, for 1, 3, 5 and 10 repeats, and what it supposes', async () => {
  const { code, stdout } = await planOf(result, '--detect', '10');

  expect(code).toBe(0);
  expect(stdout).toContain('Tasks to find a drop of 10 points of Quality');
  expect(stdout.match(/^ +(1|3|5|10) +\d+ tasks? /gmu)).toHaveLength(4);
  expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
    'It has one attempt a task, and all of a category came out alike: there is no noise to plan by.',
  );
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('--json prints the numbers', async () => {
  const { stdout } = await planOf(result, '--dimension', 'composite', '--json');

  expect(JSON.parse(stdout)).toMatchObject({ schema: 'janus-bench/plan', score: 'composite', detect: 5 });
});

test('a score that was not measured cannot be planned for', async () => {
  const { code, stderr } = await planOf(
    { ...result, scores: { ...result.scores, modality: null } },
    '--dimension',
    'modality',
  );

  expect(code).toBe(2);
  expect(stderr).toContain('run a has no modality to plan from');
});
