import { expect, test } from 'vitest';
import { runReference } from '../../src/commands/run-reference.js';

const io = { cwd: '/work' };

test.each([
  ['its id, in the folder that every command looks in', '/work/janus-results/r1', 'r1'],
  ['its folder, anywhere else', '/work/out/r1', 'out/r1'],
  ['its folder, from a folder above', '/other/janus-results/r1', '../other/janus-results/r1'],
  ['its id, where it was a file on its own', undefined, 'r1'],
])('a run is named by %s', (_, folder, name) => {
  expect(runReference({ runId: 'r1', folder }, io)).toBe(name);
});
