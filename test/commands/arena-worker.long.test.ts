import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { callMain } from '../support/call-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const config = `
source: { url: http://127.0.0.1:9, tokenEnv: CASES_TOKEN }
agents: [{ id: ada, url: http://127.0.0.1:9, model: m, version: "1" }]
`;

test('a worker on a store of its own ends by itself after --for, whatever its case source does', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'arena.yaml'), config);
  const argv = ['arena', 'worker', '--config', join(folder.path, 'arena.yaml'), '--for', '1s'];

  const { code, stderr } = await callMain(argv, { env: { CASES_TOKEN: 'x' } });

  expect(code).toBe(0);
  expect(stderr).toMatch(/info lease_acquired\n[^]*info lease_released\n$/);
});

test.each([
  [['arena', 'worker', '--config', 'nowhere.yaml'], 'nowhere.yaml'],
  [['arena', 'worker', '--for', 'ever'], '--for: must be'],
])('%j is refused with what is wrong with it', async (argv, why) => {
  const { code, stderr } = await callMain(argv);

  expect(code).toBe(2);
  expect(stderr).toContain(why);
});

test('a token that is not set is missed before anything is opened', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'arena.yaml'), config);

  const { code, stderr } = await callMain(['arena', 'worker', '--config', join(folder.path, 'arena.yaml')]);

  expect(code).toBe(2);
  expect(stderr).toContain('CASES_TOKEN');
});
