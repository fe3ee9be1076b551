import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readMeter } from '../../src/results/meter.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'janus-meter-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function meterFile(text: string): Promise<string> {
  const path = join(folder, 'meter.jsonl');
  await writeFile(path, text);
  return path;
}

test('every line that cannot be read is named at once', async () => {
  const path = await meterFile(
    '{"traceparent":"a","in":1}\nnot json\n{"in":1}\n{"traceparent":"b","out":-1}\n',
  );

  const problem = await readMeter(path).catch((caught: unknown) => String(caught));

  expect(problem).toContain(`${path}:2`);
  expect(problem).toContain(`${path}:3`);
  expect(problem).toContain(`${path}:4`);
  expect(problem).not.toContain(`${path}:1 `);
});

test("a meter file that is not there is the user's problem, with its path", async () => {
  await expect(readMeter(join(folder, 'none.jsonl'))).rejects.toThrow(/none\.jsonl: it does not exist/);
});
